"""Curves for TensorBoard while training goes on, where it is asked for and installed."""

from importlib.util import find_spec
from pathlib import Path

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments
from transformers.integrations import TensorBoardCallback

from predict.errors import MissingExtraError
from train.finetune_config import TrainingConfig

_FOLDER = "tensorboard"


def check_report_to(config: TrainingConfig) -> None:
    """Check that what curves are written with is installed.

    :raises MissingExtraError: if it is not
    """
    if config.report_to == "tensorboard" and find_spec("tensorboard") is None:
        raise MissingExtraError(
            'report_to = "tensorboard" needs it: pip install "nhandang[tensorboard]"'
        )


def reporters(config: TrainingConfig, folder: Path) -> list[TrainerCallback]:
    """Return what writes curves as the settings want them; they take a resumed run further.

    :param config: the settings
    :param folder: the folder of checkpoints, in which curves get a folder
    """
    return [Curves(folder / _FOLDER)] if config.report_to == "tensorboard" else []


class Curves(TensorBoardCallback):  # type: ignore[misc]
    """Writes what the trainer logs, and leaves out scores of nothing."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which is made when training begins."""
        super().__init__()
        self.logging_dir = str(folder)

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        logs: dict[str, float | None] | None = None,
        **options: object,
    ) -> None:
        """Write a row of the log."""
        known = {key: value for key, value in (logs or {}).items() if value is not None}
        super().on_log(args, state, control, logs=known, **options)
