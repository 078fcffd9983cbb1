"""What the written corpus holds, counted."""

from collections.abc import Callable
from typing import get_args

from data.survey.corpus import SPLITS, Corpus, Part, Row, names_of, surfaces_of
from data.survey.forms import GROUPS, count_forms
from data.survey.head import PROVINCES, Level
from predict.schema import DEFAULT_SCHEMA

WANTED_ARTICLES = (340, 40, 40)
"""How many articles each split must have."""
_LONG = 900
_WANTED_TYPES = (110, 110, 90, 90)
_FEWEST = 3  # articles that show a form


def tabulate(corpus: Corpus) -> list[Row]:
    """Count what the corpus holds."""
    types, labels = DEFAULT_SCHEMA.article_types, DEFAULT_SCHEMA.entity_labels
    return [
        corpus.row("articles", lambda part: len(part[0]), sum(WANTED_ARTICLES)),
        *(
            corpus.row(f"of type `{kind}`", _count_types(kind), wanted)
            for kind, wanted in zip(types, _WANTED_TYPES, strict=True)
        ),
        corpus.row("spans", lambda part: sum(len(a.spans) for a in part[0]), 18000),
        *(corpus.row(f"`{label}`", _count_spans(label)) for label in labels),
        corpus.row("appointments (rows)", lambda part: sum(len(a.appointments) for a in part[0])),
        corpus.row("different officials", lambda part: len(names_of(part[0])), 1500),
        corpus.row("words (between white space)", lambda part: sum(_lengths(part))),
        corpus.row("words of the shortest article", lambda part: min(_lengths(part), default=0)),
        corpus.row("words of the longest article", lambda part: max(_lengths(part), default=0)),
        corpus.row(
            f"articles over {_LONG} words",
            lambda part: sum(n > _LONG for n in _lengths(part)),
            -(-len(corpus.whole[0]) // 10),
        ),
        corpus.row(
            "articles with typing errors",
            lambda part: sum(head.misspelt for head in part[1]),
            -(-len(corpus.whole[0]) // 8),
        ),
        corpus.row(
            "articles without a date", lambda part: sum(h.published is None for h in part[1])
        ),
        *_places(corpus),
        *(corpus.row(f"level `{level}`", _count_levels(level), 1) for level in get_args(Level)),
        corpus.row("years", lambda part: len({head.year for head in part[1]}), 21),
    ]


def _places(corpus: Corpus) -> list[Row]:
    return [
        corpus.row(
            "of the 63 provinces",
            lambda part: len({h.province for h in part[1] if not h.is_after_merger}),
            len(PROVINCES),
        ),
        corpus.row(
            "of the 34 provinces",
            lambda part: len({h.province for h in part[1] if h.is_after_merger}),
            10,
        ),
        corpus.row(
            "districts",
            lambda part: len({(h.province, name) for h in part[1] for name in h.district}),
            150,
        ),
        corpus.row(
            "communes, wards and townships",
            lambda part: len({(h.province, name) for h in part[1] for name in h.commune}),
            250,
        ),
    ]


def _lengths(part: Part) -> list[int]:
    return [len(article.text.split()) for article in part[0]]


def _count_types(kind: str) -> Callable[[Part], int]:
    return lambda part: sum(article.article_type == kind for article in part[0])


def _count_spans(label: str) -> Callable[[Part], int]:
    return lambda part: len(surfaces_of(part[0], label))


def _count_levels(level: str) -> Callable[[Part], int]:
    return lambda part: sum(head.level == level for head in part[1])


def tabulate_forms(corpus: Corpus) -> list[Row]:
    """Count the articles that show each form."""
    parts = [*(corpus.parts[split][0] for split in SPLITS), corpus.whole[0]]
    counts = [count_forms(articles) for articles in parts]
    return [
        Row(
            name=f"{group}: {name}",
            counts=tuple(count[group, name] for count in counts),
            wanted=_FEWEST,
        )
        for group, patterns in GROUPS.items()
        for name in patterns
    ]


def format_tables(corpus: Corpus) -> str:
    """Return both tables as Markdown."""
    head = (
        f"| | {' | '.join(SPLITS)} | all | at least |\n| --- | ---: | ---: | ---: | ---: | ---: |"
    )
    tables = (tabulate(corpus), tabulate_forms(corpus))
    return "\n\n".join("\n".join([head, *map(str, rows)]) for rows in tables)
