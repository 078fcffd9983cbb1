"""Rows of Hugging Face datasets: ``text`` with ``spans``, ``tokens`` with ``ner_tags``, or types.

Spans are objects with ``start``, ``end`` and ``label``, in code points, or ``[start, end, label]``.
Labels and tags may be numbers where the dataset's features name them. What else a row holds is the
article's head; ``head`` may hold one as JSON, so that all rows have the same columns.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from data.annotated import AnnotatedArticle, Place, make_article
from data.formats.columns import TAGS_ARE, Token, parse_tag
from data.formats.forms import Part, Reading
from data.formats.intake import Intake, Mark
from data.formats.items import placed
from data.formats.tag_spans import TagSpans
from data.formats.words import lay_out
from predict.errors import InputError
from predict.parsing import Node
from predict.records import Json

TOKENS, TAGS = ("tokens", "words"), ("ner_tags", "tags", "labels")
_TYPES = ("article_type", "type", "label")
_ROW = {"text", "spans", "sure", "head"}
HOLDS = frozenset(Part) - {Part.underscores, Part.word_edges}
"""All that an article has: these two are lost by other formats alone."""


class RowReader:
    """What makes articles of the rows of one file."""

    def __init__(self, file: Path, reading: Reading, *, features: Mapping[str, object]) -> None:
        """Start before the first row.

        :param file: for what is told
        :param reading: how it is read
        :param features: the JSON of the dataset's features, empty if they are not known
        """
        self._file = file
        self._reading = reading
        self._features = features
        self._intake = Intake(file, reading)
        self._tags = TagSpans()

    def article(self, row: Node, *, where: str) -> AnnotatedArticle:
        """Return the article in a row.

        :raises InputError: if it is malformed; the sentence begins with ``where``
        """
        with placed(where):
            tokens = next((k for k in TOKENS if "text" not in row.object and k in row.object), None)
            if tokens is not None:
                return self._of_tokens(row, tokens, where)
            return self._of_text(row, where)

    def tell(self) -> None:
        """Say what was renamed, dropped and odd."""
        self._intake.tell()
        self._tags.tell(self._reading.notes, where=str(self._file))

    def _of_tokens(self, row: Node, key: str, where: str) -> AnnotatedArticle:
        tokens = [node.text for node in row[key].items]
        tags_key = next((name for name in TAGS if name in row.object), TAGS[0])
        tags = [self._name(node, tags_key) for node in row[tags_key].items]
        if len(tags) != len(tokens):
            raise InputError(f"{len(tokens)} {key} and {len(tags)} {tags_key}; give one for each")
        sentence = [self._token(*pair) for pair in zip(tokens, tags, strict=True)]
        text, (places,) = lay_out([tokens])
        marks = [
            (places[found.start][0], places[found.end - 1][1], found.label)
            for found in self._tags.of(sentence)
        ]
        article = self._make(row, text, marks, {key, tags_key}, where)
        return replace(article, words=tuple(places))

    def _token(self, word: str, text: str) -> Token:
        if not word.strip():
            raise InputError(f"a token is {word!r}; take it out, and its tag {text}")
        if (tag := parse_tag(text)) is None:
            raise InputError(f"{text!r} is no tag; {TAGS_ARE}")
        return Token(word=word, tag=tag, line=0)

    def _of_text(self, row: Node, where: str) -> AnnotatedArticle:
        text = row["text"].text
        spans = row.get("spans")
        marks = None if spans is None else [self._mark(node, text) for node in _listed(spans)]
        article = self._make(row, text, marks, {"words"}, where)
        if (words := row.get("words")) is None:
            return article
        return replace(article, words=tuple(_place(node) for node in words.items))

    def _mark(self, node: Node, text: str) -> Mark:
        if not isinstance(node.value, Mapping):
            if len(node.items) != 3:
                raise node.error("expected [start, end, label]")
            first, last, label = node.items
            return first.whole, last.whole, self._name(label, "spans")
        start, end = node["start"].whole, node["end"].whole
        surface = node.text_at("text")
        if surface is not None and text[start:end] != surface:
            raise node.error(
                f"at {start}-{end} the text reads {text[start:end]!r}, not {surface!r}; "
                "offsets are code points"
            )
        return start, end, self._name(node["label"], "spans")

    def _make(
        self, row: Node, text: str, marks: Sequence[Mark] | None, used: set[str], where: str
    ) -> AnnotatedArticle:
        kind_key = next((key for key in _TYPES if row.get(key) is not None), None)
        kinds = [self._name(row[kind_key], kind_key)] if kind_key else []
        if marks is None and not kinds and not {"spans", *_TYPES} & {*row.object}:
            found = ", ".join(row.object)
            raise InputError(f"neither spans nor tags nor a type; there are {found}")
        kind = self._intake.type_of(kinds, where=where)
        spans = self._intake.spans(marks or (), text=text, where=where)
        head = _head(row, used | _ROW | {kind_key or ""})
        if kind is not None:
            head["article_type"] = kind
        article = make_article(head, text, spans, schema=None)
        sure = row.object.get("sure", True) in (True, None)
        weight = 1.0 if sure else self._reading.unsure_weight
        return replace(article, knows_spans=marks is not None, type_weight=weight)

    def _name(self, node: Node, key: str) -> str:
        """Return a label, which the features name where it is a number."""
        if not isinstance(node.value, int) or isinstance(node.value, bool):
            return node.text
        names = class_names(self._features.get(key))
        if not names:
            raise node.error(
                f"{node.value} is the number of a label that nothing names; put the dataset's "
                "dataset_info.json beside the file, or write labels as strings"
            )
        if not 0 <= node.value < len(names):
            raise node.error(f"{node.value} is no number of a label; there are {len(names)}")
        return names[node.value]


def row_of(article: AnnotatedArticle) -> dict[str, Json]:
    """Return an article as a row, which has the same keys whatever the article has."""
    head = dict(article.head)
    return {
        "id": article.id,
        "text": article.text,
        "spans": _rows(article),
        "article_type": article.article_type,
        "published": article.published.isoformat() if article.published else None,
        "words": None if article.words is None else [list(place) for place in article.words],
        "sure": article.type_weight == 1,
        "head": json.dumps(head, ensure_ascii=False) if head else None,
    }


def class_names(feature: object) -> list[str]:
    """Return the names of the labels in a feature's JSON, empty if it names none."""
    if isinstance(feature, Mapping):
        if isinstance(feature.get("names"), list):
            return [str(name) for name in feature["names"]]
        feature = list(feature.values())
    if isinstance(feature, list):
        return next((names for one in feature if (names := class_names(one))), [])
    return []


def _rows(article: AnnotatedArticle) -> Json:
    if not article.knows_spans:
        return None
    return [{"start": s.start, "end": s.end, "label": s.label} for s in article.spans]


def _listed(spans: Node) -> list[Node]:
    """Return the spans, which may stand as lists of starts, ends and labels."""
    if not isinstance(spans.value, Mapping):
        return spans.items
    columns = [[node.value for node in spans[key].items] for key in ("start", "end", "label")]
    if len({len(column) for column in columns}) > 1:
        raise spans.error("not as many starts as ends and labels")
    return [
        Node(value=list(row), place=f"{spans.place}[{number}]")
        for number, row in enumerate(zip(*columns, strict=True))
    ]


def _place(node: Node) -> Place:
    if len(node.items) != 2:
        raise node.error("expected the start and the end of a word")
    start, end = node.items
    return start.whole, end.whole


def _head(row: Node, used: set[str]) -> dict[str, Json]:
    """Return the head that a row holds as JSON, or what of the row is not used otherwise."""
    rest: dict[str, Json] = {
        key: value  # type: ignore[misc]  # any JSON
        for key, value in row.object.items()
        if key not in used and value is not None
    }
    if (given := row.get("head")) is None:
        return rest
    try:
        head = json.loads(given.text) if isinstance(given.value, str) else dict(given.object)
    except json.JSONDecodeError as error:
        raise given.error(f"no JSON: {error.msg}") from error
    if not isinstance(head, dict):
        raise given.error("expected an object")
    return {**head, **{key: value for key, value in rest.items() if key not in head}}
