"""The model card of an exported folder, its scores in the card's own YAML."""

from collections.abc import Mapping
from dataclasses import dataclass

from huggingface_hub import EvalResult, ModelCardData

from models.hugging_face.scores import Scores

CARD_FILE = "README.md"
TOKENS, TEXTS = "token-classification", "text-classification"
_HOW_SCORED = {
    TOKENS: "entities with exact edges and label, counted on characters",
    TEXTS: "the type of each article",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says of a model.

    ``task`` is ``TOKENS`` or ``TEXTS``; ``length`` the most ids that it takes at once; ``words``
    how its text is cut; ``code`` the file of code that must be trusted, empty for none.
    """

    name: str
    task: str
    labels: tuple[str, ...]
    length: int
    words: str
    code: str
    scores: Scores | None

    def __str__(self) -> str:
        """Return the card."""
        parts = [
            f"# {self.name}",
            self._use(),
            self._limits(),
            f"Labels: {', '.join(self.labels)}.",
        ]
        if self.scores:
            parts.append(_describe(self.scores, self.task))
        body = "\n\n".join(parts)
        return f"---\n{self._data()}\n---\n\n{body}\n"

    def _use(self) -> str:
        options = ', aggregation_strategy="first"' if self.task == TOKENS else ""
        if self.code:
            options += ", trust_remote_code=True"
        return (
            "```python\nfrom transformers import pipeline\n\n"
            f'read = pipeline("{self.task}", "FOLDER"{options})\n```'
        )

    def _limits(self) -> str:
        lines = [f"{self.words} At most {self.length} ids are read at once."]
        if self.code:
            lines.append(
                "No stock class reads the type from the first piece and the mean of all pieces, so "
                f"`{self.code}` brings one: read it before you trust it."
            )
        return " ".join(lines)

    def _data(self) -> ModelCardData:
        results = [
            EvalResult(
                task_type=self.task,
                dataset_type="annotated-articles",
                dataset_name=f"{self.scores.n_articles} articles, sha256 {self.scores.gold[:12]}",
                metric_type=name,
                metric_value=value,
            )
            for name, value in _of_task(self.scores, self.task).items()
            if self.scores
        ]
        return ModelCardData(
            language="vi",
            library_name="transformers",
            pipeline_tag=self.task,
            model_name=self.name,
            tags=["nhandang"],
            eval_results=results or None,
        )


def _of_task(scores: Scores | None, task: str) -> Mapping[str, float]:
    if scores is None:
        return {}
    return scores.spans if task == TOKENS else scores.types


def _describe(scores: Scores, task: str) -> str:
    return (
        f"The scores above are those of the bundle {scores.of}, exported from the same network, on "
        f"{scores.n_articles} articles: {_HOW_SCORED[task]}."
    )
