import json
from pathlib import Path

import pytest

from predict.errors import InputError
from predict.query.command import FOUND, NOTHING, query

from .archived import outcomes, write

HOLDERS = ("holders", "bi thu", "--of", "huyen uy tra nham")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write(f"sqlite:///{tmp_path_factory.mktemp('a') / 'a.db'}", outcomes())


def test_an_answer_is_printed(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert query([source, *HOLDERS]) == FOUND
    shown = capsys.readouterr()
    assert "Cao Thị Vân Anh" in shown.out
    assert shown.err == ""


def test_as_json(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert query([source, *HOLDERS, "--on", "2019-08-01", "--format", "json"]) == FOUND
    answer = json.loads(capsys.readouterr().out)
    assert [row["person"] for row in answer["holders"]] == ["Cao Thị Vân Anh"]
    assert answer["last_before"]["person"] == "Phùng Đắc Lợi"


def test_as_csv(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert query([source, "figures", "thu ngân sách", "--of", "Sơn Khê", "--format", "csv"]) == 0
    header, *rows = capsys.readouterr().out.splitlines()
    assert "indicator,place,first" in header
    assert len(rows) == 7


def test_as_entities(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("followthemoney", reason="needs the extra ftm")
    assert query([source, *HOLDERS, "--format", "ftm"]) == FOUND
    schemas = [json.loads(line)["schema"] for line in capsys.readouterr().out.splitlines()]
    query([source, *HOLDERS, "--format", "json"])
    rows = json.loads(capsys.readouterr().out)["holders"]
    assert schemas.count("Occupancy") == len(rows)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (("career", "Không Ai"), "no article says so: career Không Ai"),
        (("search", "không", "có", "gì", "đâu"), "search không có gì đâu"),
        (
            ("holders", "Bí thư", "--of", "Huyện ủy Không Có", "--on", "2019-01-01"),
            "holders Bí thư of Huyện ủy Không Có on 2019-01-01",
        ),
        (("events", "congress", "--year", "1990"), "events congress in 1990"),
    ],
)
def test_nothing_is_a_sentence_and_a_code(
    question: tuple[str, ...], said: str, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert query([source, *question, "--format", "csv"]) == NOTHING
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out.count("\n") == 1  # the names of columns


def test_corrections_are_heeded_and_what_is_absent_is_said(
    source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "c.toml"
    file.write_text(
        '[[person]]\nsame = ["Phùng Đắc Lợi", "Cao Thị Vân Anh"]\n'
        '[[person]]\nsame = ["Người Không Có", "Người Khác"]\n',
        "utf-8",
    )
    asked = [source, *HOLDERS, "--format", "json", "--corrections", str(file)]
    assert query(asked) == FOUND
    shown = capsys.readouterr()
    assert {row["person"] for row in json.loads(shown.out)["holders"]} == {"Phùng Đắc Lợi"}
    assert 'no person "Người Không Có" in this archive; passed over' in shown.err
    assert query(asked) == FOUND
    assert capsys.readouterr().out == shown.out  # a second run changes nothing


def test_what_is_wrong_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        query([str(tmp_path / "a.jsonl"), "career", "A"])
