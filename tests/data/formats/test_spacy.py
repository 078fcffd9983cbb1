"""spaCy's DocBin, as spaCy itself writes and reads it."""

import sys
from datetime import date
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from data.annotated import AnnotatedArticle
from data.formats import read_articles
from data.formats.forms import Reading
from data.formats.spacy import FORM
from predict.errors import InputError, MissingExtraError
from predict.records import Span

TEXT = "Bà Lò Thị Én,Bí thư, 🎉 dự"
PERSON = Span(start=3, end=12, label="PER")
JOB = Span(start=13, end=19, label="JOB")


def make_doc(text: str = TEXT) -> Doc:
    return spacy.blank("xx")(text.replace(",Bí", ", Bí"))


def part(doc: Doc, start: int, end: int, label: str) -> spacy.tokens.Span:
    found = doc.char_span(start, end, label=label)
    assert found is not None
    return found


def write(folder: Path, *docs: Doc) -> Path:
    file = folder / "x.spacy"
    DocBin(docs=docs, store_user_data=True).to_disk(file)
    return file


def test_entities_groups_and_categories(tmp_path: Path) -> None:
    first, second, third = make_doc(), make_doc(), make_doc()
    first.ents = [part(first, 3, 12, label="PER")]
    first.cats = {"họp": 0.9, "thơ": 0.1}
    second.spans["sc"] = [part(second, 3, 12, label="PER")]
    second.spans["more"] = [part(second, 14, 20, label="JOB")]
    found = read_articles([write(tmp_path, first, second, third)], reading=Reading())
    moved = Span(start=14, end=20, label="JOB")
    assert [one.spans for one in found] == [(PERSON,), (PERSON, moved), ()]
    assert [one.article_type for one in found] == ["họp", None, None]
    assert [one.knows_spans for one in found] == [True, True, False]


def test_spans_and_types_that_do_not_fit(tmp_path: Path) -> None:
    doc = make_doc()
    doc.cats = {"họp": 1.0, "thơ": 0.5}
    with pytest.raises(InputError, match=r"x\.spacy, document 2: 2 types \('họp', 'thơ'\)"):
        read_articles([write(tmp_path, make_doc(), doc)], reading=Reading())
    doc = make_doc()
    doc.spans["sc"] = [part(doc, 3, 12, label="A"), part(doc, 3, 5, label="B")]
    with pytest.raises(InputError, match=r"document 1: A 'Lò Thị Én' .* overlap"):
        read_articles([write(tmp_path, doc)], reading=Reading())


@pytest.mark.parametrize("content", [b"", b"DocBin", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_files_that_are_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.spacy"
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"x\.spacy: no DocBin of spaCy \(\w+\)"):
        read_articles([file], reading=Reading())


def test_spacy_reads_what_is_written(tmp_path: Path) -> None:
    articles = [
        AnnotatedArticle(
            id="a",
            text=TEXT,
            spans=(PERSON, JOB),
            article_type="họp",
            published=date(2021, 3, 4),
        ),
        AnnotatedArticle(id="", text="x", spans=(), article_type="thơ", knows_spans=False),
        AnnotatedArticle(id="", text="y", spans=(), article_type=None),
    ]
    assert FORM.write is not None
    FORM.write(articles, tmp_path / "x.spacy")
    docs = DocBin(store_user_data=True).from_disk(tmp_path / "x.spacy")
    first, second, third = docs.get_docs(spacy.blank("xx").vocab)
    assert first.text == TEXT
    assert [(ent.text, ent.label_) for ent in first.ents] == [
        ("Lò Thị Én", "PER"),
        ("Bí thư", "JOB"),
    ]
    assert (first.cats, second.cats) == ({"họp": 1, "thơ": 0}, {"họp": 0, "thơ": 1})
    assert third.cats == {}
    assert [doc.has_annotation("ENT_IOB") for doc in (first, second, third)] == [True, False, True]
    assert first.user_data == {"id": "a", "published": "2021-03-04"}


def test_without_spacy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path, make_doc())
    monkeypatch.setitem(sys.modules, "spacy", None)
    assert FORM.write is not None
    with pytest.raises(MissingExtraError, match=r'pip install "nhandang\[spacy\]"'):
        FORM.read(file, Reading())
    with pytest.raises(MissingExtraError, match=r'pip install "nhandang\[spacy\]"'):
        FORM.write([], file)
