"""What ``python -m predict`` prints, as articles to correct and to train on."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from data.annotated import AnnotatedArticle
from data.formats import form_named, form_of, form_to_write, read_annotations, read_articles
from data.formats.forms import Reading
from data.formats.predictions import FORM
from predict.__main__ import app
from predict.errors import InputError
from predict.schema import DEFAULT_SCHEMA
from tests.paths import ROOT
from tests.toy import ARTICLE

TEXT = "Lò Thị Én, Bí thư"
MODEL = {"name": "m", "version": "1"}


def entity(start: int, end: int, label: str, score: float = 0.9) -> dict[str, Any]:
    value = {"start": start, "end": end, "label": label, "text": TEXT[start:end], "value": None}
    return {**value, "score": score}


def line(*entities: dict[str, Any], sure: float = 0.9, **more: object) -> dict[str, Any]:
    kind = {"label": "họp", "score": sure, "scores": {"họp": sure}}
    found = {"article_type": kind, "entities": [*entities], "appointments": [], "model": MODEL}
    return {"file": "bài.txt", **found, **more}


def write(folder: Path, *lines: dict[str, Any]) -> Path:
    (folder / "bài.txt").write_text(TEXT, encoding="utf-8")
    file = folder / "read.jsonl"
    file.write_text("".join(f"{json.dumps(one)}\n" for one in lines), encoding="utf-8")
    return file


def read(file: Path, notes: list[str] | None = None, *, above: float = 0) -> list[AnnotatedArticle]:
    assert form_of(file) is FORM
    told = [] if notes is None else notes
    return read_articles([file], reading=Reading(notes=told.append, above=above))


BOTH = (entity(0, 9, "PER"), entity(11, 17, "JOB", 0.8))


def test_spans_and_type_with_the_text_beside(tmp_path: Path) -> None:
    (article,) = read(write(tmp_path, line(*BOTH)))
    surfaces = [(s.label, article.text[s.start : s.end]) for s in article.spans]
    assert surfaces == [("PER", "Lò Thị Én"), ("JOB", "Bí thư")]
    assert (article.id, article.text, article.article_type) == ("bài", TEXT, "họp")
    assert (article.head["model"], article.head["score"]) == ("m 1", 0.8667)


def test_lines_of_an_archive_hold_the_text(tmp_path: Path) -> None:
    more: dict[str, Any] = {
        "outcome": "read",
        "id": "a/1",
        "published": "2021-03-04",
        "text": TEXT,
        "digest": "x",
    }
    notes: list[str] = []
    empty = {**line(), **more, "outcome": "empty", "text": None, "article_type": None}
    (article,) = read(write(tmp_path, line(*BOTH, **more), empty), notes)
    assert (article.id, article.text, article.published) == ("a/1", TEXT, date(2021, 3, 4))
    assert notes == [f"{tmp_path / 'read.jsonl'}: left out: 1 articles that were not read"]


def test_what_is_less_sure_is_left_out_and_told(tmp_path: Path) -> None:
    notes: list[str] = []
    third = {**entity(7, 9, "X", 0.7999), "value": {"duration": "P1Y"}, "indicator": "a"}
    appointment = {"official": 0, "position": 1, "organisation": None}
    first = line(BOTH[0], BOTH[1], third, sure=0.5, appointments=[appointment])
    (article,) = read(write(tmp_path, first), notes, above=0.8)
    assert [span.label for span in article.spans] == ["PER", "JOB"]
    assert article.article_type is None
    counts = "1 values, 1 indicators, 1 spans with a score below 0.8, 1 appointments"
    types = "1 types with a score below 0.8"
    assert notes == [f"{tmp_path / 'read.jsonl'}: left out: {counts}, {types}"]


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "another text": (
        line({**BOTH[0], "text": "Lò Thị Em"}),
        r"line 2: entities\[0\]: at 0-9 the text reads 'Lò Thị Én', not 'Lò Thị Em'",
    ),
    "no file": (line(*BOTH, file="x/y.txt"), r"line 2: the text was in x/y.txt, which is neither"),
    "standard input": (line(*BOTH, file="standard input"), r"line 2: the text was in standard in"),
    "no text": (
        {key: value for key, value in line(*BOTH, id="a").items() if key != "file"},
        r"line 2: neither a text nor the file",
    ),
    "no score": (
        line({key: value for key, value in BOTH[0].items() if key != "score"}),
        r"line 2: entities\[0\]: the key 'score' is missing",
    ),
    "no share": (line(entity(0, 9, "PER", 7)), r"line 2: entities\[0\]\.score: expected a number"),
    "no entities": ({"file": "bài.txt", "model": MODEL}, r"line 2: the key 'entities' is missing"),
}


@pytest.mark.parametrize("name", WRONG)
def test_malformed_lines(tmp_path: Path, name: str) -> None:
    row, sentence = WRONG[name]
    with pytest.raises(InputError, match=rf"read\.jsonl, {sentence}"):
        read(write(tmp_path, line(), row))


def test_they_are_only_read() -> None:
    with pytest.raises(InputError, match="predictions is only read"):
        form_to_write(Path("x.jsonl"), FORM.name)


@pytest.mark.parametrize("name", ["doccano", "label-studio", "label-studio-predictions"])
def test_what_the_command_prints_goes_through_a_tool_and_back(
    tmp_path: Path, toy_bundle: Path, name: str
) -> None:
    corpus = read_annotations([ROOT / "data" / "corpus" / "dev"], schema=DEFAULT_SCHEMA)
    texts = {"a": ARTICLE, "b": f"👏 {ARTICLE} 🎉\r\n{ARTICLE}"}
    texts |= {one.id: f"🎉 {one.text}" for one in corpus}
    files = [tmp_path / f"{key}.txt" for key in texts]
    for file, text in zip(files, texts.values(), strict=True):
        file.write_bytes(text.encode())
    printed = tmp_path / "read.jsonl"
    command = [*map(str, files), "--bundle", str(toy_bundle)]
    printed.write_text(CliRunner().invoke(app, command).stdout, encoding="utf-8")
    articles = read_articles([printed], reading=Reading())
    assert sum(len(article.spans) for article in articles) > 2 * len(corpus) > 20
    form = form_named(name)
    assert form.write is not None
    form.write(articles, tmp_path / "out.json")
    back = read_articles([tmp_path / "out.json"], reading=Reading(), form=name)
    assert [(one.id, one.text) for one in back] == [*texts.items()]
    assert [one.spans for one in back] == [one.spans for one in articles]
    assert [one.article_type for one in back] == [one.article_type for one in articles]
