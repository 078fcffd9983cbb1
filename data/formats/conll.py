"""Words and their tags in columns, as CoNLL-2003, PhoNER and VLSP have them.

Read are the tags of IOB, IOB2, BIOES and BILOU; written are those of IOB2, in two columns. Between
two words of a text stands one space, between two sentences a line break; a word's syllables may be
joined, as in ``Y_tế``. A document begins at ``-DOCSTART-``, ``# newdoc`` or ``# id``; behind
``-DOCSTART-`` may stand a JSON object, the head of the article.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from data.annotated import AnnotatedArticle, Place, make_article
from data.formats.columns import MARK, Remark, Token, read_columns
from data.formats.forms import Articles, Form, Part, Reading
from data.formats.labels import Labels
from data.formats.tag_spans import TagSpans
from data.formats.words import join, lay_out, spell, words_of
from predict.errors import InputError
from predict.records import Json, Span
from predict.schema import BEGIN, INSIDE, OUTSIDE
from predict.whole import write_files

_NEW = re.compile(r"# +(?:newdoc(?:\s+id)?|id)\b\s*=?\s*(?P<id>\S*)")
_SURFACES = ("appointments", "values", "indicators")  # keys of a head that repeat the text
Sentences = list[tuple[Token, ...]]
Head = dict[str, Json]


def read_conll(file: Path, reading: Reading) -> list[AnnotatedArticle]:
    """Read a file of columns.

    :raises InputError: if it is malformed; the sentence names file and line
    """
    columns = read_columns(file, label_column=reading.label_column)
    if columns.has_nested:
        reading.notes(
            f"{file}: column {columns.label + 2} has names inside names, which are not read; to "
            f"read them instead: --label-column {columns.label + 2}"
        )
    reader = _Reader(file, reading)
    documents = _documents(columns.sentences(where=str(file)), file, reading.articles)
    articles = [reader.article(*document) for document in documents]
    reader.tell()
    return articles


class _Reader:
    """What makes articles of the sentences of one file."""

    def __init__(self, file: Path, reading: Reading) -> None:
        self._file = file
        self._reading = reading
        self._labels = Labels()
        self._spans = TagSpans()

    def article(self, head: Head, sentences: Sentences) -> AnnotatedArticle:
        """Put the words together, and find the spans among them."""
        text, places = lay_out([[token.word for token in sentence] for sentence in sentences])
        spans = [
            Span(
                start=words[found.start][0],
                end=words[found.end - 1][1],
                label=self._label(found.label, sentence[found.start]),
            )
            for sentence, words in zip(sentences, places, strict=True)
            for found in self._spans.of(sentence)
        ]
        words = tuple(word for sentence in places for word in sentence)
        return replace(self._make(head, text, spans), words=words)

    def _label(self, label: str, token: Token) -> str:
        where, schema = f"{self._file}, line {token.line}", self._reading.schema
        name = self._labels.of(label, where=where)
        if schema and name not in schema.entity_labels:
            known = ", ".join(schema.entity_labels) or "none"
            raise InputError(f"{where}: the label {name} is not in the schema; it has {known}")
        return name

    def _make(self, head: Head, text: str, spans: Sequence[Span]) -> AnnotatedArticle:
        schema = self._reading.schema if head.get("article_type") is not None else None
        try:
            return make_article(head, text, spans, schema=schema)
        except InputError as error:
            raise InputError(f"{self._file}, article {head.get('id')}: {error}") from error

    def tell(self) -> None:
        """Say what was renamed and what was odd."""
        self._labels.tell(self._reading.notes, where=str(self._file))
        self._spans.tell(self._reading.notes, where=str(self._file))


def _documents(
    lines: Iterator[tuple[Token, ...] | Remark], file: Path, articles: Articles
) -> Iterator[tuple[Head, Sentences]]:
    """Yield the head and the sentences of each document, each with an id."""
    found: list[tuple[Head, Sentences]] = [({}, [])]  # the first: what stands before any mark
    for line in lines:
        if isinstance(line, Remark):
            _begin(found, line, file)
        else:
            found[-1][1].append(line)
    if len(found) == 1:
        loose = found[0][1]
        by_sentence = articles is Articles.sentence
        found = [({}, [one]) for one in loose] if by_sentence else [({"id": file.stem}, loose)]
    found = [document for document in found if any(document)]
    for number, (head, sentences) in enumerate(found, start=1):
        yield {"id": f"{file.stem}-{number}", **head}, sentences


def _begin(found: list[tuple[Head, Sentences]], remark: Remark, file: Path) -> None:
    """Begin the document that a line says to begin, if it does; two lines may say so together."""
    head = _head(remark, file)
    if head is None:
        return
    before, sentences = found[-1]
    if len(found) > 1 and not sentences and not (before and remark.text.startswith(MARK)):
        before.update(head)
    else:
        found.append((head, []))


def _head(remark: Remark, file: Path) -> Head | None:
    """Return what a line says of the document that it begins, None if it begins none."""
    if match := _NEW.match(remark.text):
        return {"id": match["id"]} if match["id"] else {}
    if not remark.text.startswith(MARK):
        return None
    rest = remark.text.removeprefix(MARK).strip()
    if rest.startswith("("):  # as in AIDA
        return {"id": rest[1:].partition(")")[0]}
    if not rest.startswith("{"):
        return {}
    try:
        head, _ = json.JSONDecoder().raw_decode(rest)
    except json.JSONDecodeError as error:
        raise InputError(f"{file}, line {remark.line}: the head is no JSON: {error.msg}") from error
    return dict(head)


def write_conll(articles: Sequence[AnnotatedArticle], file: Path) -> None:
    """Write a file of two columns, words and IOB2 tags, parted by a tab.

    :raises InputError: if a span of an article holds no word, or a word is a document's mark
    """
    blocks: list[str] = []
    for article in articles:
        head = json.dumps(_written_head(article), ensure_ascii=False)
        blocks.append(f"{MARK}\t{head}\t{OUTSIDE}")
        blocks.extend(_block(article, sentence) for sentence in words_of(article).sentences)
    write_files({file: "\n\n".join(blocks) + "\n"})


def _written_head(article: AnnotatedArticle) -> Head:
    published = article.published.isoformat() if article.published else None
    own: Head = {"id": article.id, "article_type": article.article_type, "published": published}
    return {
        **{key: value for key, value in own.items() if value is not None},
        **{key: value for key, value in article.head.items() if key not in _SURFACES},
    }


def _block(article: AnnotatedArticle, sentence: Sequence[Place]) -> str:
    lines: list[str] = []
    last: Span | None = None
    for start, end in sentence:
        span = next((s for s in article.spans if s.start <= start and end <= s.end), None)
        mark = INSIDE if span is last else BEGIN
        tag = f"{mark}{span.label}" if span else OUTSIDE
        last = span
        token = join(article.text[start:end])
        if token.startswith(MARK):
            raise InputError(f"article {article.id}: the word {token} would begin a document")
        lines.append(f"{token}\t{tag}")
    return "\n".join(lines)


def _losses(article: AnnotatedArticle) -> set[Part]:
    """Return what of an article's words and white space would be read otherwise."""
    words = words_of(article)
    found = {Part.word_edges} if words.n_cut else set()
    lines: list[str] = []
    for sentence in words.sentences:
        given = [article.text[start:end] for start, end in sentence]
        read = [spell(join(word)) for word in given]
        if read != [" ".join(word.split()) for word in given]:
            found.add(Part.underscores)
        lines.append(" ".join(read))
    if "\n".join(lines) != article.text:
        found.add(Part.white_space)
    return found


def _recognise(file: Path, reading: Reading) -> bool:
    """Say whether a file has columns with tags."""
    try:
        columns = read_columns(file, label_column=reading.label_column)
        return any(columns.sentences(where=str(file)))
    except InputError:
        return False


FORM = Form(
    name="conll",
    suffixes=(".conll", ".iob", ".iob1", ".iob2", ".bio", ".bioes", ".bilou"),
    holds=frozenset(Part)
    - {Part.appointments, Part.values, Part.indicators, Part.trust, Part.unknown_spans},
    read=read_conll,
    write=write_conll,
    recognise=_recognise,
    further_suffixes=(".txt", ".tsv"),
    further_losses=_losses,
)
