import pytest

from predict.pages.phrases import (
    interval_words,
    label_name,
    meaning_words,
    number_words,
    percent_words,
    read_texts,
)
from predict.records import DateValue, Entity, QuantityValue
from predict.schema import DEFAULT_SCHEMA, Role, Schema

VI, EN = read_texts()["vi"], read_texts()["en"]


def test_both_languages_say_the_same_things() -> None:
    assert list(read_texts()) == ["vi", "en"]
    assert list(VI) == list(EN)
    for key in VI:
        assert VI[key].strip(), key
        assert EN[key].strip(), key
        assert VI[key].count("|") == EN[key].count("|"), key


def test_every_default_label_and_type_has_a_name() -> None:
    for words in (VI, EN):
        names = [label_name(words, DEFAULT_SCHEMA, one) for one in DEFAULT_SCHEMA.entity_labels]
        assert not set(names) & set(DEFAULT_SCHEMA.entity_labels)
        assert all(f"type.{one}" in words for one in DEFAULT_SCHEMA.article_types)


def test_labels_of_ones_own_keep_their_names() -> None:
    roles = {"DAY": Role.date, "HEAD": Role.official, "DEPUTY": Role.official}
    schema = Schema(entity_labels=("DAY", "HEAD", "DEPUTY", "LAW"), article_types=(), roles=roles)
    names = [label_name(EN, schema, label) for label in schema.entity_labels]
    assert names == ["Date", "HEAD", "DEPUTY", "LAW"]


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1250500000000, "1.250.500.000.000", "1,250,500,000,000"),
        (1234.5, "1.234,5", "1,234.5"),
        (56.0, "56", "56"),
        (0.0000125, "0,0000125", "0.0000125"),
        (1e16, "10.000.000.000.000.000", "10,000,000,000,000,000"),
    ],
)
def test_numbers(value: float, vi: str, en: str) -> None:
    assert (number_words(VI, value), number_words(EN, value)) == (vi, en)


@pytest.mark.parametrize(
    ("score", "words"), [(0, "0%"), (0.985, "99%"), (0.98499999, "99%"), (0.984, "98%")]
)
def test_scores(score: float, words: str) -> None:
    assert percent_words(VI, score) == words


@pytest.mark.parametrize(
    ("start", "end", "vi", "en"),
    [
        ("2021-07-14", "2021-07-14", "14/7/2021", "14 July 2021"),
        ("2021-01-01", "2021-12-31", "năm 2021", "2021"),
        ("2021-01-01", "2025-12-31", "năm 2021 – 2025", "2021 – 2025"),
        ("2021-02-01", "2021-02-28", "tháng 2/2021", "February 2021"),
        ("2020-02-01", "2020-02-29", "tháng 2/2020", "February 2020"),
        ("2021-04-01", "2021-06-30", "quý II/2021", "Q2 2021"),
        ("2021-05-01", "2021-07-31", "1/5/2021 – 31/7/2021", "1 May 2021 – 31 July 2021"),
        ("2020-02-01", "2020-02-28", "1/2/2020 – 28/2/2020", "1 February 2020 – 28 February 2020"),
        ("2021-12-01", "2021-12-31", "tháng 12/2021", "December 2021"),
        (
            "2020-12-01",
            "2021-12-31",
            "1/12/2020 – 31/12/2021",
            "1 December 2020 – 31 December 2021",
        ),
        ("2021-01-02", "2021-01-31", "2/1/2021 – 31/1/2021", "2 January 2021 – 31 January 2021"),
    ],
)
def test_intervals(start: str, end: str, vi: str, en: str) -> None:
    assert interval_words(VI, start, end) == vi
    assert interval_words(EN, start, end) == en


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (DateValue(duration="P5Y"), "5 năm", "5 years"),
        (DateValue(duration="P1Y6M"), "1 năm 6 tháng", "1 year 6 months"),
        (DateValue(duration="P2.5Y"), "2,5 năm", "2.5 years"),
        (DateValue(duration="PT1H30M"), "1 giờ 30 phút", "1 hour 30 minutes"),
        (DateValue(start="2021-01-01", end="2021-01-01"), "1/1/2021", "1 January 2021"),
        (QuantityValue(value=48.7e9, unit="VND"), "48.700.000.000 đồng", "48,700,000,000 VND"),
        (QuantityValue(value=56.2, unit="%"), "56,2%", "56.2%"),
        (QuantityValue(value=3, to=5, unit="%/năm"), "3 – 5%/năm", "3 – 5%/năm"),
        (QuantityValue(value=37, of=65, unit="hộ"), "37 trên 65 hộ", "37 of 65 hộ"),
        (QuantityValue(value=50, unit="VND/người"), "50 đồng/người", "50 VND/người"),
        (QuantityValue(value=7, unit=""), "7", "7"),
        (None, "Ủy ban", "Ủy ban"),
    ],
)  # fmt: skip
def test_meanings(value: DateValue | QuantityValue | None, vi: str, en: str) -> None:
    expanded = None if value else "Ủy ban"
    entity = Entity(label="X", text="x", start=0, end=1, score=1, value=value, expanded=expanded)
    assert (meaning_words(VI, entity), meaning_words(EN, entity)) == (vi, en)


def test_nothing_is_said_of_what_means_nothing() -> None:
    assert meaning_words(VI, Entity(label="X", text="x", start=0, end=1, score=1)) == ""
