"""Training examples that are drawn for each epoch: cut and encoded anew where they change."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

from datasets import Dataset

from data.annotated import AnnotatedArticle
from data.augment import Augmenter
from data.examples import Example


class FreshExamples:
    """The windows of articles, each article changed anew in each epoch, or made once for all.

    How an article is changed depends on the seed, the epoch and its place among the articles, on
    nothing else. An article always has as many windows as it has unchanged: of those that the
    change adds, none is shown; for one that it takes away, the last is shown again.
    """

    def __init__(
        self,
        articles: Sequence[AnnotatedArticle],
        *,
        augment: Augmenter,
        make: Callable[[AnnotatedArticle], list[Example]],
        seed: int,
    ) -> None:
        """Take articles, how they are changed, and how they become examples."""
        self._articles = articles
        self._augment = augment
        self._make = make
        self._seed = seed
        self._epoch: Callable[[], int] = int
        self._drawn: dict[int, list[Example]] = {}
        self._drawn_epoch = 0
        self._unchanged: list[list[Example]] = []

    def follow(self, epoch: Callable[[], int]) -> None:
        """Take what tells the epoch, from 0, that training is in."""
        self._epoch = epoch

    def dataset(self) -> Dataset:
        """Return a dataset of windows that are drawn when they are asked for.

        It has a column for each field of ``Example``, and ``length``, a window's number of ids.
        """
        made = [self._make(article) for article in self._articles]
        rows = [
            {"article": i, "window": window, "length": len(example.input_ids)}
            for i, examples in enumerate(made)
            for window, example in enumerate(examples)
        ]
        dataset = Dataset.from_list(rows).with_transform(self._draw_rows)
        if not self._augment.kinds:
            self._unchanged = made  # not before: with_transform goes through all that hangs here
        return dataset

    def _draw_rows(self, columns: dict[str, list[int]]) -> dict[str, list[Any]]:
        pairs = zip(columns["article"], columns["window"], strict=True)
        examples = [self._draw(article, window) for article, window in pairs]
        names = [field.name for field in fields(Example)]
        drawn: dict[str, list[Any]] = {
            name: [getattr(example, name) for example in examples] for name in names
        }
        return drawn | {"length": [len(example.input_ids) for example in examples]}

    def _draw(self, article: int, window: int) -> Example:
        if self._unchanged:
            return self._unchanged[article][window]
        epoch = self._epoch()
        if epoch != self._drawn_epoch:
            self._drawn_epoch, self._drawn = epoch, {}
        if article not in self._drawn:
            seed = (self._seed, epoch, article)
            self._drawn[article] = self._make(self._augment(self._articles[article], seed=seed))
        examples = self._drawn[article]
        return examples[min(window, len(examples) - 1)]
