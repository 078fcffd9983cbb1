import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from data.formats.ann import parse_annotation
from predict.query.answers import Figure
from predict.query.questions import Questions
from predict.query.stores.opening import open_store
from predict.schema import DEFAULT_SCHEMA

from .archived import outcome_of, write

LEAD = "Huyện Yên Lũng, tỉnh Hà Giang họp.\n"


def figures(
    folder: Path,
    text: str,
    *,
    asked: str = "thu ngân sách",
    of: str | None = None,
    published: str | None = "2018-12-28",
    keeps_text: bool = True,
) -> Sequence[Figure]:
    """Ask an archive of one article, in which quantities stand between stars, dates in brackets."""
    folder.mkdir(exist_ok=True)
    for label, opens, closes in (("QUANTITY", "{", "}"), ("DATE", "[", "]")):
        text = text.replace(opens, f"<{label}>").replace(closes, f"</{label}>")
    head = json.dumps({"id": "a", "article_type": "review", "published": published})
    article = parse_annotation(f"{head}\n\n{LEAD}{text}\n", schema=DEFAULT_SCHEMA)
    read = outcome_of(article)
    read = read if keeps_text else replace(read, text=None)
    with closing(open_store(write(folder / "a.jsonl", [read]))) as store:
        return Questions(store).figures(asked, of=of)


def told(found: Sequence[Figure]) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(one.surface, one.place, one.first, one.of_plan) for one in found]


HERE = "huyện Yên Lũng"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "[Năm 2018], thu ngân sách đạt {80 tỷ đồng}, bằng {101%} kế hoạch.",
            [("80 tỷ đồng", HERE, "2018-01-01", "101%")],
        ),
        (
            "Thu ngân sách đạt {80 tỷ đồng}; hộ nghèo còn {8%}.",
            [("80 tỷ đồng", HERE, "2018-12-28", None)],
        ),
        ("[Năm 2018], thu ngân sách tăng {8%}.", []),
        ("Phấn đấu thu ngân sách đạt {80 tỷ đồng}.", []),
        (
            "Thu ngân sách của xã Nà Pán đạt {8 tỷ đồng}.",
            [("8 tỷ đồng", "xã Nà Pán", "2018-12-28", None)],
        ),
        (
            "Toàn tỉnh thu ngân sách đạt {800 tỷ đồng}.",
            [("800 tỷ đồng", "tỉnh Hà Giang", "2018-12-28", None)],
        ),
        (
            "[Năm 2018], thu ngân sách đạt {80 tỷ đồng}. Thu ngân sách [năm 2018] đạt "
            "{80 tỷ đồng}, bằng {101%} dự toán.",
            [("80 tỷ đồng", HERE, "2018-01-01", "101%")],
        ),
        (
            "[Năm 2017] thu ngân sách đạt {70 tỷ đồng}, [năm 2018] đạt {80 tỷ đồng}.",
            [
                ("70 tỷ đồng", HERE, "2017-01-01", None),
                ("80 tỷ đồng", HERE, "2018-01-01", None),
            ],
        ),
    ],
)
def test_what_is_told(
    text: str, found: list[tuple[str, str | None, str | None, str | None]], tmp_path: Path
) -> None:
    assert told(figures(tmp_path, text)) == found


def test_a_place_that_is_asked_for(tmp_path: Path) -> None:
    text = (
        "Toàn tỉnh thu ngân sách đạt {800 tỷ đồng}.\nTrên địa bàn huyện thu ngân sách đạt "
        "{80 tỷ đồng}.\nThu ngân sách của xã Nà Pán đạt {8 tỷ đồng}."
    )
    assert len(figures(tmp_path, text)) == 3
    for of, surface in (
        ("huyện Yên Lũng", "80 tỷ đồng"),
        ("ha giang", "800 tỷ đồng"),
        ("Nà Pán", "8 tỷ đồng"),
    ):
        assert [one.surface for one in figures(tmp_path / of, text, of=of)] == [surface]


def test_a_headline_says_again_what_the_text_says(tmp_path: Path) -> None:
    text = "Thu ngân sách đạt {82,5 tỷ đồng}."
    lead = "Yên Lũng thu ngân sách hơn {80 tỷ đồng}\n"
    one = figures(tmp_path, f"{text}")
    assert [row.surface for row in one] == ["82,5 tỷ đồng"]
    head = json.dumps({"id": "a", "article_type": "review", "published": "2018-12-28"})
    marked = f"{lead}{LEAD}{text}".replace("{", "<QUANTITY>").replace("}", "</QUANTITY>")
    article = parse_annotation(f"{head}\n\n{marked}\n", schema=DEFAULT_SCHEMA)
    with closing(open_store(write(tmp_path / "b.jsonl", [outcome_of(article)]))) as store:
        assert [row.surface for row in Questions(store).figures("thu ngân sách")] == [
            "82,5 tỷ đồng"
        ]


def test_percentages_of_a_sum_are_no_sums(tmp_path: Path) -> None:
    sums = "Thu ngân sách đạt {80 tỷ đồng}.\nThu ngân sách đạt {82%}."
    assert [one.surface for one in figures(tmp_path, sums)] == ["80 tỷ đồng"]
    shares = figures(tmp_path / "b", "Tỷ lệ hộ nghèo còn {8%}.", asked="hộ nghèo")
    assert [one.surface for one in shares] == ["8%"]


def test_without_a_text_it_is_of_the_day_of_the_article(tmp_path: Path) -> None:
    text = "[Năm 2017], thu ngân sách đạt {80 tỷ đồng}, bằng {101%} kế hoạch."
    (one,) = figures(tmp_path, text, keeps_text=False)
    assert (one.first, one.last, one.period_is) == ("2018-12-28", "2018-12-28", "published")
    assert one.of_plan == "101%"


def test_without_a_day_it_is_of_none(tmp_path: Path) -> None:
    (one,) = figures(tmp_path, "Thu ngân sách đạt {80 tỷ đồng}.", published=None)
    assert (one.first, one.last, one.period_is) == (None, None, "published")
