"""Settings of ``python -m train pretrain``."""

from typing import Self

from pydantic import Field, model_validator

from predict.errors import InputError
from train.config import Config


class PretrainConfig(Config):
    """Settings of one pretraining; ``configs/pretrain.toml`` says what each means."""

    seed: int
    start: str
    vocabulary: str
    n_pieces: int = Field(ge=1000, le=65536)
    vocabulary_documents: int = Field(ge=1)
    n_layers: int = Field(ge=1)
    width: int = Field(ge=16)
    n_heads: int = Field(ge=1)
    length: int = Field(ge=16, le=512)
    held_out: float = Field(gt=0, lt=0.5)
    masked: float = Field(gt=0, lt=1)
    whole_words: bool
    cbow_ids: int = Field(ge=0)
    batch: int = Field(ge=1)
    accumulate: int = Field(ge=1)
    steps: int = Field(ge=1)
    warmup: int = Field(ge=0)
    learning_rate: float = Field(gt=0)
    weight_decay: float = Field(ge=0)
    check_every: int = Field(ge=1)
    check_windows: int = Field(ge=1)
    compile: bool
    n_processes: int = Field(ge=1)

    @model_validator(mode="after")
    def _one_vocabulary(self) -> Self:
        if self.start and self.vocabulary:
            raise InputError("start brings its own vocabulary, so set vocabulary to nothing")
        return self
