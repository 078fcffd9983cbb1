"""Scores by groups of articles: by their type, source, year and length."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from data.annotated import AnnotatedArticle
from evaluate.scores import Counts, TypeScores
from predict.records import Json

_MOST_SOURCES = 20  # more are no groups: each article then has nearly one of its own
_LENGTHS = ((1_000, "under 1,000"), (3_000, "1,000 to 2,999"), (10_000, "3,000 to 9,999"))
_LONGEST = "10,000 and more"
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupScores:
    """Counts of the entities and of the types of a group of articles."""

    n_articles: int = 0
    entities: Counts = field(default_factory=Counts)
    article_type: TypeScores = field(default_factory=TypeScores)

    def __add__(self, other: "GroupScores") -> "GroupScores":
        """Count both together."""
        return GroupScores(
            n_articles=self.n_articles + other.n_articles,
            entities=self.entities + other.entities,
            article_type=self.article_type + other.article_type,
        )

    def to_dict(self) -> dict[str, Json]:
        """Return its JSON; a score of nothing is None."""
        return {
            "articles": self.n_articles,
            "entities": self.entities.to_dict(),
            "type_accuracy": self.article_type.accuracy,
        }


def group(
    articles: Sequence[AnnotatedArticle], scores: Sequence[GroupScores]
) -> dict[str, dict[str, GroupScores]]:
    """Add up the scores of articles by type, source, year and length (in characters).

    The source is the key ``source`` of an article's head, an address by its host or repository;
    there is no such grouping where it tells more than 20 apart.

    :param articles: the articles
    :param scores: those of each article
    """
    groups: dict[str, dict[str, GroupScores]] = {}
    for article, one in zip(articles, scores, strict=True):
        for kind, name in _names(article):
            named = groups.setdefault(kind, {})
            named[name] = named.get(name, GroupScores()) + one
    if len(groups.get("source", ())) > _MOST_SOURCES:
        del groups["source"]
    return {kind: _sorted(kind, named) for kind, named in groups.items()}


def _names(article: AnnotatedArticle) -> Iterator[tuple[str, str]]:
    yield "type", article.article_type or _UNKNOWN
    yield "source", source_of(str(article.head.get("source") or ""))
    yield "year", str(article.published.year) if article.published else _UNKNOWN
    n = len(article.text)
    yield "length", next((name for limit, name in _LENGTHS if n < limit), _LONGEST)


def source_of(source: str) -> str:
    """Return where an article comes from, without its own place there.

    >>> source_of("https://www.baoxa.example/tin/12.html")
    'baoxa.example'
    >>> source_of("git:people/news@1f2e:posts/12.md")
    'git:people/news'
    >>> source_of("papers:train/000012")
    'papers:train'
    """
    if address := re.match(r"https?://(?:www\.)?([^/\s?#]+)", source):
        return address.group(1)
    whole = re.split(r"[@\s]", source, maxsplit=1)[0]
    parts = re.split(r"(?<=.):(?=[^:]*$)", whole) if whole.count(":") > 1 else [whole]
    return re.sub(r"/\d+$", "", "/".join(parts[0].split("/")[:2])) or _UNKNOWN


def _sorted(kind: str, named: Mapping[str, GroupScores]) -> dict[str, GroupScores]:
    order = {name: i for i, name in enumerate([*(name for _, name in _LENGTHS), _LONGEST])}
    by_length = kind == "length"
    return dict(sorted(named.items(), key=lambda item: order[item[0]] if by_length else item[0]))
