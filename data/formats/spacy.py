"""spaCy's ``DocBin`` (``.spacy``): spans are ``doc.ents`` and ``doc.spans``, types ``doc.cats``."""

import importlib
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from data.annotated import AnnotatedArticle, make_article
from data.formats.forms import Form, Part, Reading
from data.formats.intake import Intake
from data.formats.items import placed
from predict.errors import InputError, MissingExtraError
from predict.records import Json
from predict.whole import write_files

if TYPE_CHECKING:
    from types import ModuleType

    from spacy.tokens import Doc

_SURE = 0.5  # of a category that a document has
_ANY_LANGUAGE = "xx"  # "vi" would segment words with a library of its own


def read_spacy(file: Path, reading: Reading) -> list[AnnotatedArticle]:
    """Read the documents of a file.

    :raises InputError: if it is none, or a document has several types or spans that overlap
    :raises MissingExtraError: if spaCy is not installed
    """
    spacy = _load("spacy")
    docs = _load("spacy.tokens").DocBin(store_user_data=True)
    try:
        docs.from_bytes(file.read_bytes())
        found = list(docs.get_docs(spacy.blank(_ANY_LANGUAGE).vocab))
    except (zlib.error, ValueError, KeyError, TypeError, IndexError) as error:
        kind = type(error).__name__
        raise InputError(f"{file}: no DocBin of spaCy ({kind}); write it with to_disk") from error
    intake = Intake(file, reading)
    articles = [
        _article(doc, where=f"{file}, document {number}", intake=intake)
        for number, doc in enumerate(found, start=1)
    ]
    intake.tell()
    return articles


def write_spacy(articles: Sequence[AnnotatedArticle], file: Path) -> None:
    """Write documents; tokens are split where a span begins or ends inside one.

    :raises MissingExtraError: if spaCy is not installed
    """
    nlp = _load("spacy").blank(_ANY_LANGUAGE)
    nlp.max_length = max((len(article.text) for article in articles), default=0) + 1
    docs = _load("spacy.tokens").DocBin(store_user_data=True)
    types = sorted({one.article_type for one in articles if one.article_type is not None})
    split_at = _load("predict.spacy_component").split_at
    for article in articles:
        doc = nlp.make_doc(article.text)
        split_at(doc, {edge for span in article.spans for edge in (span.start, span.end)})
        if article.knows_spans:
            _set_spans(doc, article)
        if article.article_type is not None:
            doc.cats = {kind: float(kind == article.article_type) for kind in types}
        if article.id:
            doc.user_data["id"] = article.id
        if article.published:
            doc.user_data["published"] = article.published.isoformat()
        docs.add(doc)
    write_files({file: docs.to_bytes()})


def _load(name: str) -> "ModuleType":
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingExtraError(
            'files of spaCy need spaCy: pip install "nhandang[spacy]"'
        ) from error


def _set_spans(doc: "Doc", article: AnnotatedArticle) -> None:
    spans = [doc.char_span(span.start, span.end, label=span.label) for span in article.spans]
    doc.set_ents([span for span in spans if span is not None], default="outside")
    if None in spans:
        raise InputError(f"article {article.id}: spaCy cannot cut its text at the spans' edges")


def _article(doc: "Doc", *, where: str, intake: Intake) -> AnnotatedArticle:
    marked = [*doc.ents, *(span for group in doc.spans.values() for span in group)]
    marks = [(span.start_char, span.end_char, span.label_) for span in marked]
    spans = intake.spans(marks, text=doc.text, where=where)
    kind = intake.type_of([name for name, score in doc.cats.items() if score >= _SURE], where=where)
    head: dict[str, Json] = {
        key: doc.user_data[key] for key in ("id", "published") if key in doc.user_data
    }
    with placed(where):
        article = make_article({**head, "article_type": kind}, doc.text, spans, schema=None)
    knows_spans = bool(marked) or doc.has_annotation("ENT_IOB")
    return replace(article, knows_spans=knows_spans)


def _further_losses(article: AnnotatedArticle) -> set[Part]:
    """Say what a document without a token cannot hold."""
    return set() if article.text or article.knows_spans else {Part.unknown_spans}


FORM = Form(
    name="spacy",
    suffixes=(".spacy",),
    holds=frozenset(
        {
            Part.ids,
            Part.spans,
            Part.types,
            Part.days,
            Part.unknown_spans,
            Part.white_space,
            Part.windows_breaks,
            Part.unicode_form,
        }
    ),
    read=read_spacy,
    write=write_spacy,
    extra="spacy",
    further_losses=_further_losses,
)
