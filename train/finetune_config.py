"""Settings of ``python -m train``, and those that distillation shares."""

from typing import Literal

from pydantic import Field

from data.augment import Kind
from models.network import TYPE_POOLINGS, TypePooling
from train.config import Config


class SchemaConfig(Config):
    """What a network is to tell apart; what is left out is what the articles have.

    ``labels`` are those of spans and ``types`` those of articles, none for no head of that kind;
    ``roles`` says of labels what their spans are, such as ``{PER = "official"}``.
    """

    labels: list[str] | None = None
    types: list[str] | None = None
    roles: dict[str, str] | None = None


class DataConfig(Config):
    """Which articles are trained on, and by which the best epoch is chosen.

    Files are of any format of ``data.formats``, which their suffix and content say, or ``format``.
    ``overlaps``, ``columns``, ``label_column`` and ``articles`` are those of its ``Reading``.
    ``augment`` lists the kinds of change that articles go through in each epoch, none for none.
    ``share`` is how much of ``train`` is used, drawn by the articles' ids and so always alike.
    ``extra`` is one file or folder or a list of them, trained on beside ``train``; ``types`` are
    files of articles whose type alone is known, and ``unsure`` is what the type of one counts that
    says it is not sure. Scores are calibrated on ``calibrate``, or on
    ``dev`` where it names nothing.
    """

    train: list[str] = Field(min_length=1)
    dev: list[str] = Field(min_length=1)
    share: float = Field(default=1.0, gt=0, le=1)
    augment: list[Kind] = Field(default_factory=list)
    extra: str | list[str] = Field(default_factory=list)
    types: list[str] = Field(default_factory=list)
    calibrate: list[str] = Field(default_factory=list)
    unsure: float = Field(default=0.5, ge=0, le=1)
    format: str = ""
    overlaps: Literal["refuse", "longest", "first"] = "refuse"
    columns: list[str] = Field(default=["text", "type"], min_length=2, max_length=2)
    label_column: int = -1
    articles: Literal["sentence", "file"] = "sentence"

    @property
    def extra_paths(self) -> list[str]:
        """The folders that are trained on beside ``train``."""
        return [self.extra] if isinstance(self.extra, str) else self.extra


class WindowConfig(Config):
    """How articles are cut: ids in a window (0: as many as the encoder takes), pieces shared.

    Windows that are read share ``reading`` pieces, as many as in training if it is None.
    """

    length: int = Field(ge=0)
    overlap: int = Field(ge=0)
    reading: int | None = Field(default=None, ge=0)


class TrainingConfig(Config):
    """What fine-tuning and distillation share."""

    name: str = Field(pattern=r"^[\w.-]+$")
    version: str
    seed: int
    epochs: int = Field(ge=1)
    patience: int = Field(ge=1)
    batch: int = Field(ge=1)
    accumulate: int = Field(ge=1)
    learning_rate: float = Field(gt=0)
    head_learning_rate: float = Field(gt=0)
    weight_decay: float = Field(ge=0)
    warmup: float = Field(ge=0, lt=1)
    dropout: float = Field(ge=0, lt=1)
    type_weight: float = Field(ge=0)
    type_smoothing: float = Field(default=0.0, ge=0, lt=1)
    decay: float = Field(ge=0, le=1)
    largest_bundle: float = Field(default=0.0, ge=0)
    report_to: Literal["none", "tensorboard"] = "none"
    data: DataConfig
    own_schema: SchemaConfig = Field(default_factory=SchemaConfig, alias="schema")


class FinetuneConfig(TrainingConfig):
    """Settings of one fine-tuning; ``configs/mini.toml`` says what each means.

    ``start`` is a checkpoint folder whose whole network, heads too, training begins with, instead
    of ``encoder`` with new heads; a window length of 0 is then that of the checkpoint.
    ``type_pooling`` is what new heads read the article type from: ``start_and_mean`` of all pieces,
    which reads better, or ``start``, the first piece, as stock classes of transformers do.
    ``segment`` is ``pyvi`` for encoders on words, such as PhoBERT, and ``none`` for encoders on
    syllables: every syllable is then a word. Both go into the checkpoint, which ``start`` keeps.
    """

    encoder: str
    start: str = ""
    n_layers: int = Field(ge=0)
    type_pooling: TypePooling = TYPE_POOLINGS[0]
    segment: Literal["pyvi", "none"] = "pyvi"
    window: WindowConfig
