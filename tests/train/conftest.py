"""The tiny encoder of the models' tests, for training too."""

from tests.models.conftest import checkpoint, encoder_folder

__all__ = ["checkpoint", "encoder_folder"]
