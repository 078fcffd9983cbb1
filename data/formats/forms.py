"""What a format of annotated articles is: how its files are read and written, and what fits in."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from unicodedata import is_normalized

from data.annotated import AnnotatedArticle
from predict.schema import Schema


class Overlaps(StrEnum):
    """What becomes of spans that overlap, of which an article here can hold only one."""

    refuse = "refuse"  # none is dropped in silence
    longest = "longest"
    first = "first"  # that begins first, and of two that begin together the longer one


class Part(StrEnum):
    """What of an article a format may be able to hold."""

    ids = "ids"
    spans = "spans"
    types = "types"
    words = "words"
    days = "days of publication"
    appointments = "appointments"
    values = "values"
    indicators = "indicators"
    heads = "other keys of heads"
    trust = "types that are not sure"
    unknown_spans = "that spans are not known"
    white_space = "white space as it was"  # line breaks, several spaces, none
    windows_breaks = "line breaks of Windows"
    unicode_form = "the Unicode form as it was"  # of what is not NFC
    underscores = "underscores inside words"
    word_edges = "words that a span's edge cuts"


class Articles(StrEnum):
    """What one article is in a file that does not say where its articles begin."""

    sentence = "sentence"
    file = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How files are read.

    ``schema`` are the labels and types that are allowed, None for any. ``notes`` is told what a
    reader should know and no error is: labels that were renamed, spans that were dropped.
    """

    schema: Schema | None = None
    overlaps: Overlaps = Overlaps.refuse
    unsure_weight: float = 1.0
    columns: tuple[str, str] = ("text", "type")  # of a CSV: of the text, of the type
    label_column: int = -1  # of CoNLL columns, from 0; negative from the last
    articles: Articles = Articles.sentence  # of CoNLL columns without document marks
    above: float = 0.0  # of predictions: the least score of what is kept
    notes: Callable[[str], None] = field(default=lambda _: None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A format. ``read`` reads a file (or, where ``is_folder``, a folder) of it, in its order.

    ``write`` writes articles into a file or folder that is whole or not there; None for a format
    that is only read. Files with one of ``suffixes`` are found in folders; one with one of
    ``further_suffixes`` is read where it is named. ``recognise`` says of a file or folder whether
    it is of this format, where its suffix is that of several. ``further_losses`` are those that
    show only when an article is written.
    """

    name: str
    suffixes: tuple[str, ...]
    holds: frozenset[Part]
    read: Callable[[Path, Reading], list[AnnotatedArticle]]
    write: Callable[[Sequence[AnnotatedArticle], Path], None] | None = None
    is_folder: bool = False
    extra: str | None = None  # of nhandang, that it needs
    recognise: Callable[[Path, Reading], bool] | None = None
    further_suffixes: tuple[str, ...] = ()
    further_losses: Callable[[AnnotatedArticle], set[Part]] = field(default=lambda _: set())

    def losses(self, articles: Iterable[AnnotatedArticle]) -> Counter[Part]:
        """Count the articles that have something this format cannot hold, by what it is."""
        found: Counter[Part] = Counter()
        for article in articles:
            found.update((parts_of(article) - self.holds) | self.further_losses(article))
        return found


_OWN_KEYS = {"id", "article_type", "published", "appointments", "values", "indicators"}


def parts_of(article: AnnotatedArticle) -> set[Part]:
    """Return what an article holds that a format might not be able to."""
    has = {
        Part.ids: bool(article.id),
        Part.spans: bool(article.spans),
        Part.types: article.article_type is not None,
        Part.words: article.words is not None,
        Part.days: article.published is not None,
        Part.appointments: bool(article.appointments),
        Part.values: bool(article.values or article.head.get("values")),
        Part.indicators: bool(article.indicators or article.head.get("indicators")),
        Part.heads: bool(set(article.head) - _OWN_KEYS),
        Part.trust: article.type_weight != 1,
        Part.unknown_spans: not article.knows_spans,
        Part.white_space: " ".join(article.text.split()) != article.text,
        Part.windows_breaks: "\r\n" in article.text,
        Part.unicode_form: not is_normalized("NFC", article.text),
    }
    return {part for part, is_there in has.items() if is_there}
