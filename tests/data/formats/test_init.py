"""The registry of formats: which one a file is of, and how files and folders are read."""

import json
import re
from pathlib import Path

import pytest

from data.formats import (
    FORMS,
    find_annotations,
    form_named,
    form_of,
    form_to_write,
    read_annotations,
    read_articles,
)
from data.formats.forms import Reading
from predict.errors import InputError
from predict.schema import DEFAULT_SCHEMA

ANN = '{"id": "a", "article_type": "other"}\n\nông <OFFICIAL>An</OFFICIAL>'
PREDICTION: dict[str, object] = {
    "outcome": "read",
    "text": "An",
    "article_type": None,
    "entities": [],
    "appointments": [],
    "model": {"name": "m", "version": "1"},
}
CONTENTS = {
    "a.ann": (ANN, "ann"),
    "brat/b.ann": ("T1\tPER 0 2\tAn\n", "brat"),
    "a.conll": ("An B-PER\n", "conll"),
    "a.txt": ("An B-PER\n", "conll"),
    "columns.tsv": ("An\tB-PER\n", "conll"),
    "table.tsv": ("type\ttext\nother\tAn\n", "csv"),
    "a.csv": ("type,text\nother,An\n", "csv"),
    "types.jsonl": ('{"text": "An", "article_type": "other"}', "types"),
    "spans.jsonl": ('{"text": "An", "spans": []}', "datasets-jsonl"),
    "tokens.jsonl": ('{"tokens": ["An"], "ner_tags": ["O"]}', "datasets-jsonl"),
    "tokens.json": ('[{"tokens": ["An"], "ner_tags": ["O"]}]', "datasets-jsonl"),
    "phoner.json": ('{"words": ["An"], "tags": ["O"]}', "datasets-jsonl"),
    "class.jsonl": ('{"text": "An", "label": "other"}', "datasets-jsonl"),
    "new.jsonl": ('{"text": "An", "label": [[0, 2, "PER"]]}', "doccano"),
    "old.jsonl": ('{"text": "An", "labels": [[0, 2, "PER"]]}', "doccano"),
    "predicted.jsonl": (json.dumps(PREDICTION), "predictions"),
}


def write(folder: Path, name: str, content: str) -> Path:
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(content, encoding="utf-8")
    return file


@pytest.mark.parametrize("name", CONTENTS)
def test_the_format_of_a_file(tmp_path: Path, name: str) -> None:
    content, wanted = CONTENTS[name]
    file = write(tmp_path, name, content)
    write(tmp_path, "brat/b.txt", "An")
    assert form_of(file).name == wanted
    (article,) = read_articles([file], reading=Reading())
    assert article.text in ("An", "ông An")


def test_formats_have_names_of_their_own() -> None:
    names = [form.name for form in FORMS]
    assert len(set(names)) == len(names)
    assert all(form_named(name).name == name for name in names)
    with pytest.raises(InputError, match="no format is called 'x'; there are ann, conll, csv"):
        form_named("x")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xml", "<a/>", r"a\.xml: no format has the suffix \.xml; name its format with --from"),
        ("a.jsonl", '{"a": 1}', "does not say of which format it is; name its format with --from"),
        ("a.jsonl", "", "does not say of which format it is"),
        ("a.tsv", "An", "does not say of which format it is"),
    ],
)
def test_a_format_that_is_not_clear(tmp_path: Path, name: str, content: str, sentence: str) -> None:
    file = write(tmp_path, name, content)
    with pytest.raises(InputError, match=sentence):
        form_of(file)
    assert form_of(file, "types").name == "types"


def test_the_format_to_write() -> None:
    assert form_to_write(Path("a.conll")).name == "conll"
    assert form_to_write(Path("a.jsonl"), "types").name == "types"
    with pytest.raises(InputError, match=r"a\.jsonl: name its format with --to: types, "):
        form_to_write(Path("a.jsonl"))
    with pytest.raises(InputError, match=r"out: name its format with --to: ann, conll, csv"):
        form_to_write(Path("out"))
    with pytest.raises(InputError, match="predictions is only read; write ann, conll, csv"):
        form_to_write(Path("a.jsonl"), "predictions")


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    write(tmp_path, "b.ann", ANN)
    write(tmp_path, "a.conll", "An B-PER\n\nẨn O\n")
    write(tmp_path, "README.txt", "Đọc tôi")
    texts = [one.text for one in read_articles([tmp_path], reading=Reading())]
    assert texts == ["An", "Ẩn", "ông An"]
    texts = [one.text for one in read_articles([tmp_path], reading=Reading(), form="ann")]
    assert texts == ["ông An"]
    sentence = re.escape(f"{tmp_path}: no .csv or .tsv file in this folder")
    with pytest.raises(InputError, match=sentence):
        read_articles([tmp_path], reading=Reading(), form="csv")


def test_files_and_folders_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere: no such file or folder"):
        read_articles([tmp_path / "nowhere"], reading=Reading())
    file = write(tmp_path, "a.ann", ANN)
    with pytest.raises(InputError, match=r"a\.ann: datasets is a folder; name the folder"):
        read_articles([file], reading=Reading(), form="datasets")


def test_half_of_a_surrogate_pair_is_refused(tmp_path: Path) -> None:
    line = '{"text": "An \\ud83d", "spans": []}'
    file = write(tmp_path, "a.jsonl", f'{{"text": "An", "spans": []}}\n{line}')
    with pytest.raises(
        InputError, match=r"a\.jsonl, article 2: half of a surrogate .* stands at 3"
    ):
        read_articles([file], reading=Reading())


def test_annotations_are_found_and_read(tmp_path: Path) -> None:
    file = write(tmp_path, "a.ann", ANN)
    write(tmp_path, "a.conll", "An B-PER\n")
    assert find_annotations([tmp_path]) == [file]
    (article,) = read_annotations([tmp_path], schema=DEFAULT_SCHEMA)
    assert article.id == "a"
    with pytest.raises(InputError, match=r"no \.ann file in this folder"):
        find_annotations([write(tmp_path, "x/a.txt", "").parent])
