"""Articles of which the type alone is known."""

import json
from pathlib import Path

import pytest

from data.formats.types import read_types
from predict.errors import InputError
from predict.schema import DEFAULT_SCHEMA

ROWS = [
    {"id": "a", "article_type": "review", "text": "Huyện ủy sơ kết", "source": "x"},
    {"id": "b", "article_type": "other", "text": "Tập huấn", "sure": False},
    {"id": "c", "article_type": "congress", "text": "Đại hội", "sure": True},
]


def write(file: Path, *lines: str) -> Path:
    file.write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    return file


def test_types_and_how_far_they_are_trusted(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", *(json.dumps(row) for row in ROWS))
    for path in (file, tmp_path):
        articles = read_types([path], schema=DEFAULT_SCHEMA, unsure_weight=0.25)
        read = [(a.id, a.article_type, a.text, a.type_weight) for a in articles]
        assert read == [
            ("a", "review", "Huyện ủy sơ kết", 1.0),
            ("b", "other", "Tập huấn", 0.25),
            ("c", "congress", "Đại hội", 1.0),
        ]
        assert not any(article.knows_spans or article.spans for article in articles)
        assert articles[0].head == {"id": "a", "article_type": "review", "source": "x"}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", r"a\.jsonl, line 2: no JSON"),
        ("[]", r'a\.jsonl, line 2: expected an object with "article_type" and "text"'),
        ('{"article_type": "other"}', r"line 2: expected an object"),
        ('{"article_type": "sport", "text": "x"}', r'line 2: article_type is "sport"; allowed are'),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: str, sentence: str) -> None:
    file = write(tmp_path / "a.jsonl", json.dumps(ROWS[0]), line)
    with pytest.raises(InputError, match=sentence):
        read_types([file], schema=DEFAULT_SCHEMA, unsure_weight=1)


def test_a_path_that_is_not_there_or_holds_nothing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere: no such file or folder"):
        read_types([tmp_path / "nowhere"], schema=DEFAULT_SCHEMA, unsure_weight=1)
    with pytest.raises(InputError, match=r"no \.jsonl file in this folder"):
        read_types([tmp_path], schema=DEFAULT_SCHEMA, unsure_weight=1)
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "\xe9"}')
    with pytest.raises(InputError, match=r"a\.jsonl: not UTF-8 \(byte 10\)"):
        read_types([tmp_path], schema=DEFAULT_SCHEMA, unsure_weight=1)
