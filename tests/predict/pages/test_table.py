import pytest

from predict import Predictor
from predict.pages.table import tables
from tests.toy import ARTICLE

from .predictions import prediction_of


def test_entities_and_offices(toy_predictor: Predictor) -> None:
    lines = tables(toy_predictor.predict(ARTICLE), name="a.txt").splitlines()
    assert lines[0].strip() == "a.txt: review (0.98)"
    row = next(line for line in lines if "Trần Văn Ví" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")] == [
        "OFFICIAL", "Trần Văn Ví", "73", "84", "0.98", "",
    ]  # fmt: skip
    (row,) = [line for line in lines if "Ngày 14/6/2021" in line]
    assert row.strip("│ ").endswith("2021-06-14")
    assert any("1,250,500,000,000 VND" in line for line in lines)
    assert any("Ủy ban nhân dân huyện" in line for line in lines)
    offices = lines[next(i for i, line in enumerate(lines) if "which office" in line) :]
    assert any("Trần Văn Ví" in line and "Bí thư Huyện ủy" in line for line in offices)


def test_a_table_of_nothing(toy_predictor: Predictor) -> None:
    shown = tables(toy_predictor.predict(""), name="a.txt")
    assert shown.splitlines()[0].strip() == "a.txt: empty"
    assert "which office" not in shown


@pytest.mark.parametrize("name", ["a[/b].txt", "[bold]a[/bold]", ":smile:"])
def test_everything_is_shown_as_it_is(name: str) -> None:
    text = "xã [/x] :100: [red]đỏ[/red]"
    shown = tables(prediction_of(text, end=len(text)), name=name)
    assert name in shown
    assert text in shown
