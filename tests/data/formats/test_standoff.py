"""Gold apart from its text: found by sha256, refused where anything does not fit."""

import hashlib
import json
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.annotated import AnnotatedArticle
from data.formats.ann import parse_annotation
from data.formats.standoff import read_standoff, write_standoff
from predict.schema import DEFAULT_SCHEMA
from tests.paths import ROOT

SEEDS = ROOT / "data" / "seeds"
TEXTS = ROOT.parent / "shared" / "seeds"

HEAD = '{"id": "%s", "article_type": "review", "published": "2021-03-04", "appointments": [%s]}\n\n'
BODY = (
    "Đồng chí <OFFICIAL>Phan Thị Mận</OFFICIAL>, <POSITION>Bí thư</POSITION>, "
    "dự 🎉 <DATE>năm 2021</DATE>."
)


def article(
    name: str, body: str = BODY, rows: str = '["Phan Thị Mận", "Bí thư", null]'
) -> AnnotatedArticle:
    return parse_annotation(HEAD % (name, rows) + body, schema=DEFAULT_SCHEMA)


class Folders:
    """Two articles: their texts in one folder, their gold in another."""

    def __init__(self, root: Path) -> None:
        self.gold, self.texts = root / "gold", root / "texts"
        self.gold.mkdir()
        self.texts.mkdir()
        self.articles = [article("one"), article("two", "Không có gì ở đây.\n", "")]
        for gold, name in zip(self.articles, ("z.txt", "any name.txt"), strict=True):
            (self.texts / name).write_text(gold.text, encoding="utf-8")
            write_standoff(gold, text_file=self.texts / name, folder=self.gold)

    def read(self) -> list[AnnotatedArticle]:
        return read_standoff(self.gold, self.texts, schema=DEFAULT_SCHEMA)

    def change(self, old: str, new: str) -> None:
        file = self.gold / "one.json"
        content = file.read_text(encoding="utf-8")
        assert old in content
        file.write_text(content.replace(old, new), encoding="utf-8")


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path)


def without_head(gold: AnnotatedArticle) -> AnnotatedArticle:
    return replace(gold, head={})


def test_gold_finds_its_text_whatever_the_files_are_called(folders: Folders) -> None:
    read = folders.read()
    assert [*map(without_head, read)] == [*map(without_head, folders.articles)]
    assert read[0].published == date(2021, 3, 4)


def test_the_file_holds_surfaces_and_a_sha256_but_no_other_text(folders: Folders) -> None:
    content = (folders.gold / "one.json").read_text(encoding="utf-8")
    gold = json.loads(content)
    text = folders.articles[0].text
    assert set(gold) == {"id", "article_type", "published", "sha256", "spans", "appointments"}
    assert gold["spans"][0] == [9, 21, "OFFICIAL", "Phan Thị Mận"]
    assert gold["spans"][2] == [36, 44, "DATE", "năm 2021"]
    assert gold["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert "Đồng chí" not in content


def test_a_text_in_nfd_or_with_a_byte_order_mark_is_the_same_text(folders: Folders) -> None:
    text = unicodedata.normalize("NFD", folders.articles[0].text)
    (folders.texts / "z.txt").write_text("\ufeff" + text, encoding="utf-8")
    assert folders.read()[0].text == folders.articles[0].text


LINES = BODY + "\nDòng hai.\r\nDòng ba.\n"  # one of its own line breaks is of Windows


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_text_that_got_the_line_breaks_of_windows_is_the_same_text(
    folders: Folders, mark: bytes
) -> None:
    file = folders.texts / "any name.txt"
    file.write_bytes(mark + file.read_bytes().replace(b"\n", b"\r\n"))
    gold = folders.gold / "two.json"
    gold.write_bytes(mark + gold.read_bytes().replace(b"\n", b"\r\n"))
    assert folders.read()[1].text == folders.articles[1].text
    kept = gold.read_bytes()
    write_standoff(folders.articles[1], text_file=file, folder=folders.gold)
    assert json.loads(gold.read_bytes()) == json.loads(kept)


def test_line_breaks_of_windows_that_were_annotated_stay(tmp_path: Path) -> None:
    text_file = tmp_path / "lines.txt"
    text_file.write_bytes(article("lines", LINES).text.encode())
    write_standoff(article("lines", LINES), text_file=text_file, folder=tmp_path)
    [read] = read_standoff(tmp_path, tmp_path, schema=DEFAULT_SCHEMA)
    assert read.text == article("lines", LINES).text


def test_line_breaks_at_the_end_may_differ_from_the_annotated_article(tmp_path: Path) -> None:
    text_file = tmp_path / "one.txt"
    text_file.write_text(article("one").text + "\n", encoding="utf-8")
    write_standoff(article("one"), text_file=text_file, folder=tmp_path)
    [read] = read_standoff(tmp_path, tmp_path, schema=DEFAULT_SCHEMA)
    assert read.text == article("one").text + "\n"
    assert read.spans == article("one").spans


def test_gold_is_not_written_for_another_text(tmp_path: Path) -> None:
    text_file = tmp_path / "one.txt"
    text_file.write_text("Đồng chí khác.", encoding="utf-8")
    with pytest.raises(ValueError, match=r"one\.txt: not the text of article one; give the text"):
        write_standoff(article("one"), text_file=text_file, folder=tmp_path)
    assert not (tmp_path / "one.json").exists()


def test_a_text_without_gold_is_left_out(folders: Folders) -> None:
    (folders.texts / "more.txt").write_text("Một bài khác.", encoding="utf-8")
    assert [gold.id for gold in folders.read()] == ["one", "two"]


def test_no_match_at_all_is_an_error(folders: Folders) -> None:
    for file in folders.texts.iterdir():
        file.write_text("Một bài khác.", encoding="utf-8")
    with pytest.raises(ValueError, match=r"texts: none of its texts is annotated in .*gold \(no"):
        folders.read()


@pytest.mark.parametrize("end", [" ", "\n", "\r\n"])
def test_a_changed_text_is_an_error_that_names_its_gold(folders: Folders, end: str) -> None:
    file = folders.texts / "z.txt"
    file.write_bytes(file.read_bytes() + end.encode())
    with pytest.raises(ValueError, match=r"the text of one\.json \(sha256 \w{12}…\) is missing or"):
        folders.read()


def test_a_missing_text_is_an_error_too(folders: Folders) -> None:
    (folders.texts / "any name.txt").unlink()
    with pytest.raises(ValueError, match=r"the text of two\.json .* put the original there"):
        folders.read()


FAULTS = {
    "surface": (
        '[9, 21, "OFFICIAL"',
        '[9, 20, "OFFICIAL"',
        "at 9-20 the text reads 'Phan Thị Mậ', not 'Phan Thị Mận'",
    ),
    "far end": ("[36, 44", "[360, 440", "at 360-440 the text reads '', not 'năm 2021'"),
    "label": ('"DATE"', '"DAY"', "the label DAY is not in the schema; it has OFFICIAL, "),
    "row": ('[9, 21, "OFFICIAL", ', "[9, 21, ", r"the span \[9, 21, .* must be \[start, end"),
    "word for number": ("[9, ", '["9", ', r"the span \[\"9\", 21, .* must be \[start, end"),
    "type": ('"review"', '"sport"', 'article_type is "sport"; allowed are'),
    "date": ("2021-03-04", "4/3/2021", "published is '4/3/2021'; expected"),
    "appointments": ('"Bí thư", null]', '"Bí thư"]', "appointments must be rows"),
    "spans": ('"spans"', '"span"', r'"spans" must be a list of \[start, end, label, surface\]'),
    "sum": ('"sha256"', '"sha1"', 'no stand-off gold \\(it must be an object with "sha256"\\)'),
    "JSON": ('"spans": [', '"spans": ', r"no JSON in UTF-8 \(.*\); restore the file"),
}


@pytest.mark.parametrize(("old", "new", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_the_gold_is_named_with_its_file(
    folders: Folders, old: str, new: str, message: str
) -> None:
    folders.change(old, new)
    with pytest.raises(ValueError, match=r"one\.json: " + message):
        folders.read()


def test_overlapping_spans_are_refused(folders: Folders) -> None:
    folders.change('[23, 29, "POSITION", "Bí thư"]', '[9, 21, "POSITION", "Phan Thị Mận"]')
    with pytest.raises(ValueError, match=r"one\.json: article one: .* overlaps another span"):
        folders.read()


def test_folders_must_be_there_and_hold_something(folders: Folders, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere: no such folder"):
        read_standoff(folders.gold, tmp_path / "nowhere", schema=DEFAULT_SCHEMA)
    with pytest.raises(ValueError, match=r"gold: no \*\.txt file in this folder"):
        read_standoff(folders.gold, folders.gold, schema=DEFAULT_SCHEMA)


def test_a_text_that_is_not_utf8_is_named(folders: Folders) -> None:
    (folders.texts / "z.txt").write_bytes(b"\xff")
    with pytest.raises(ValueError, match=r"z\.txt: not UTF-8 \(byte 0\)"):
        folders.read()


def test_the_repository_holds_gold_for_five_seeds_and_none_of_their_text() -> None:
    files = sorted(SEEDS.iterdir())
    assert [file.name for file in files] == [f"seed-00{i}.json" for i in range(5)]
    for file in files:
        gold = json.loads(file.read_text(encoding="utf-8"))
        assert set(gold) == {"id", "article_type", "published", "sha256", "spans", "appointments"}
        assert all(len(surface) == end - start for start, end, _, surface in gold["spans"])
        assert all(end > start for start, end, *_ in gold["spans"])


@pytest.mark.skipif(not TEXTS.is_dir(), reason="needs the texts of the seeds in ../shared")
def test_the_seeds_find_their_texts() -> None:
    read = read_standoff(SEEDS, TEXTS, schema=DEFAULT_SCHEMA)
    assert len(read) == 5
    assert sum(len(gold.spans) for gold in read) == 273
