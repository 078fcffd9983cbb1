"""What is checked of articles before they are trained on, and what is said of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data.annotated import AnnotatedArticle
from predict.errors import InputError
from predict.text.document import Document

_SHOWN = 3


def check_articles(articles: Sequence[AnnotatedArticle], *, key: str) -> None:
    """Check that there are articles, and words in each.

    :param articles: what was read
    :param key: the setting that names them
    :raises ValueError: if there are none, or one holds no word
    """
    if not articles:
        raise InputError(f"{key}: no article there; name files or folders that hold some")
    empty = [article for article in articles if not _words(article)]
    if empty:
        shown = ", ".join(article.id or "one without id" for article in empty[:_SHOWN])
        more = f" and {len(empty) - _SHOWN} more" if len(empty) > _SHOWN else ""
        raise InputError(f"{key}: no word in the article {shown}{more}; take such articles out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """How many training articles are in dev too, and how many stand in train before already."""

    in_dev: int
    in_train: int

    def __str__(self) -> str:
        """Say it in one line; nothing where there are none."""
        parts = []
        if self.in_dev:
            parts.append(f"{self.in_dev} in dev too, whose scores come out too high")
        if self.in_train:
            parts.append(f"{self.in_train} in train before, which weigh more")
        return f"articles of train that stand elsewhere: {'; '.join(parts)}" if parts else ""


def count_repeated(train: Sequence[AnnotatedArticle], dev: Sequence[AnnotatedArticle]) -> Repeated:
    """Compare articles by their words, whatever their ids, Unicode forms and white space."""
    times = Counter(_words(article) for article in train)
    known = {_words(article) for article in dev}
    return Repeated(
        in_dev=sum(n for words, n in times.items() if words in known),
        in_train=times.total() - len(times),
    )


def _words(article: AnnotatedArticle) -> tuple[str, ...]:
    return tuple(Document.of(article.text).text.split())
