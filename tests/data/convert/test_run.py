"""The corpus in every format and back: what a format holds comes back to the byte."""

import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

from data.annotated import AnnotatedArticle
from data.convert.run import convert
from data.formats import FORMS, read_articles
from data.formats.forms import Form, Part, Reading
from predict.errors import InputError
from tests.paths import ROOT

CORPUS = ROOT / "data" / "corpus"
WRITTEN = [form for form in FORMS if form.write]
SUFFIXES = {"label-studio-predictions": ".json"}


def place(folder: Path, form: Form) -> Path:
    suffix = next(iter(form.suffixes), SUFFIXES.get(form.name, ""))
    return folder / f"out{'' if form.name in ('ann', 'brat') else suffix}"


def change(paths: Sequence[Path], out: Path, form: Form, source: str | None = None) -> list[str]:
    return convert(paths, out, reading=Reading(), source=source, target=form.name)


def by_id(articles: Sequence[AnnotatedArticle]) -> list[AnnotatedArticle]:
    return sorted(articles, key=lambda one: one.id)


def surfaces(article: AnnotatedArticle) -> list[tuple[str, str]]:
    return [("".join(article.text[s.start : s.end].split()), s.label) for s in article.spans]


def check(form: Form, files: Sequence[Path], folder: Path) -> None:
    out = place(folder, form)
    lines = change(files, out, form)
    before = by_id(read_articles(files, reading=Reading()))
    after = by_id(read_articles([out], reading=Reading(), form=form.name))
    assert len(before) == len(after)
    for one, other in zip(before, after, strict=True):
        if Part.white_space not in form.losses([one]):
            assert one.text == other.text
            assert Part.spans not in form.holds or one.spans == other.spans
        assert Part.spans not in form.holds or surfaces(one) == surfaces(other)
        assert Part.types not in form.holds or one.article_type == other.article_type
        assert Part.days not in form.holds or one.published == other.published
        assert Part.ids not in form.holds or one.id == other.id
    assert {line.partition(": ")[2].partition(" (")[0] for line in lines[1:]} == set(
        form.losses(before)
    )
    if not form.losses(before):
        back = folder / "back"
        change([out], back, WRITTEN[0], source=form.name)
        assert {f.name: f.read_bytes() for f in back.iterdir()} == {
            f.name: f.read_bytes() for f in files
        }


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
def test_a_part_of_the_corpus(form: Form, tmp_path: Path) -> None:
    check(form, sorted((CORPUS / "dev").glob("*.ann"))[::9], tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
def test_the_whole_corpus(form: Form, tmp_path: Path) -> None:
    check(form, sorted(CORPUS.rglob("*.ann")), tmp_path)


def test_some_formats_hold_all_of_the_corpus() -> None:
    articles = read_articles([CORPUS / "dev"], reading=Reading())
    names = {form.name for form in WRITTEN if not form.losses(articles)}
    assert names >= {"ann", "datasets", "datasets-jsonl"}


def test_decomposed_letters_and_line_breaks_of_windows_become_plain(tmp_path: Path) -> None:
    text = unicodedata.normalize("NFD", "Ở Huế,\r\nông Ẩn.")
    file = tmp_path / "a.jsonl"
    row = {"text": text, "spans": [[text.index("\n") + 1, len(text) - 1, "X"]]}
    file.write_text(json.dumps(row))
    lines = convert([file], tmp_path / "a.ann", reading=Reading(), source=None, target=None)
    (article,) = read_articles([tmp_path / "a.ann"], reading=Reading())
    assert article.text == "Ở Huế,\nông Ẩn."
    assert [article.text[s.start : s.end] for s in article.spans] == ["ông Ẩn"]
    assert [line.partition(": ")[2] for line in lines] == [
        "1 articles as ann",
        "line breaks of Windows (1 articles)",
        "the Unicode form as it was (1 articles)",
    ]


def test_annotations_that_are_there_are_not_written_over(tmp_path: Path) -> None:
    file, out = tmp_path / "a.conll", tmp_path / "b.csv"
    file.write_text("An\tB-PER\n")
    out.write_text("mine")
    with pytest.raises(InputError, match=r"b\.csv: is there already; name a new file"):
        convert([file], out, reading=Reading(), source=None, target="doccano")
    assert out.read_text() == "mine"
    out.write_text("")
    convert([file], out, reading=Reading(), source=None, target="doccano")
    assert out.read_text()


def test_what_cannot_be_written_is_said_before_anything_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.conll"
    file.write_text("kaputt")
    for out, sentence in (
        (file, "is read here; write to another place"),
        (tmp_path / "no" / "a.conll", "no folder .* to write in; make it first"),
        (tmp_path / "a.jsonl", "name its format with --to"),
        (tmp_path, "is there already; name a new folder"),
    ):
        target = "ann" if out == tmp_path else None
        with pytest.raises(InputError, match=sentence):
            convert([file], out, reading=Reading(), source=None, target=target)
