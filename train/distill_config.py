"""Settings of ``python -m train distill``."""

from typing import Self

from pydantic import Field, model_validator

from predict.errors import InputError
from train.finetune_config import TrainingConfig


class DistillConfig(TrainingConfig):
    """Settings of one distillation; ``configs/distill.toml`` says what each means.

    ``teacher`` is one checkpoint folder or a list of them, whose logits are averaged; the student
    begins with ``layers`` of the first, and with ``inner`` neurons of each of them (0: all).
    """

    teacher: str | list[str] = Field(min_length=1)
    layers: list[int] = Field(min_length=1)
    inner: int = Field(ge=0)
    texts: list[str]
    n_articles: int = Field(ge=0)
    shortest: int = Field(ge=1)
    longest: int = Field(ge=1)
    cache: str = Field(min_length=1)
    temperature: float = Field(gt=0)
    gold_weight: float = Field(ge=0, le=1)
    hidden_weight: float = Field(ge=0)
    check_every: int = Field(ge=0)

    @model_validator(mode="after")
    def _some_documents_fit(self) -> Self:
        if self.shortest > self.longest:
            raise InputError(
                f"shortest = {self.shortest} is above longest = {self.longest}: no document fits"
            )
        return self

    @property
    def teachers(self) -> list[str]:
        """The checkpoint folders of the teachers."""
        return [self.teacher] if isinstance(self.teacher, str) else self.teacher
