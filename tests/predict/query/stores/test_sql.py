"""What every store tells is what the rows of the outcomes say."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from predict.archive.outcome import Outcome
from predict.archive.rows import EntityRow, Rows
from predict.errors import InputError
from predict.offices.places import NamedPlace
from predict.query.facts import ArticleFact, BodyFact, DateFact, QuantityFact, Store
from predict.query.stores.opening import open_store
from tests.predict.archive.some_outcomes import table_rows
from tests.predict.query.archived import write


def read_rows(written: list[Outcome]) -> list[Rows]:
    return [one for one in table_rows(written) if one.article.outcome == "read"]


def entities(written: list[Outcome]) -> Iterator[EntityRow]:
    return (entity for one in read_rows(written) for entity in one.entities)


def test_articles_that_were_read_with_their_places(store: Store, written: list[Outcome]) -> None:
    places = {one.id: one.places for one in written}
    assert list(store.articles()) == [
        ArticleFact(
            id=one.article.id,
            source=one.article.source,
            published=one.article.published,
            type=one.article.type,
            places=places[one.article.id] or (),
        )
        for one in read_rows(written)
    ]
    assert any(one.places for one in store.articles())
    assert list(store.articles(with_places=False)) == [
        replace(one, places=()) for one in store.articles()
    ]


def test_names_of_those_in_office(store: Store, written: list[Outcome]) -> None:
    rows = [row for one in read_rows(written) for row in one.appointments]
    assert list(store.persons()) == sorted({row.person for row in rows if row.person})
    bodies = sorted({row.organisation for row in rows if row.organisation})
    assert list(store.organisations()) == bodies


def test_appointments_of_some(store: Store, written: list[Outcome]) -> None:
    rows = [row for one in read_rows(written) for row in one.appointments]

    def told(some: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
        return some

    every = [(row.article, row.person) for row in rows]
    assert told([(fact.article, fact.person) for fact in store.appointments()]) == every
    some = store.appointments(persons=["Vì Thị Mẩy", "nobody"])
    assert told([(fact.article, fact.title) for fact in some]) == [
        (row.article, row.title) for row in rows if row.person == "Vì Thị Mẩy"
    ]
    of_body = store.appointments(organisations=["Huyện ủy Phú Lâm"])
    assert told([(fact.article, fact.position) for fact in of_body]) == [
        (row.article, row.position) for row in rows if row.organisation == "Huyện ủy Phú Lâm"
    ]
    assert of_body
    assert list(store.appointments(persons=[])) == []


def quantity(row: EntityRow) -> QuantityFact:
    assert row.indicator is not None
    assert row.amount is not None
    assert row.unit is not None
    return QuantityFact(
        article=row.article,
        number=row.number,
        start=row.start_offset,
        surface=row.surface,
        indicator=row.indicator,
        value=row.amount,
        to=row.amount_to,
        of=row.amount_of,
        unit=row.unit,
    )


def test_quantities_that_measure_something(store: Store, written: list[Outcome]) -> None:
    every = [quantity(row) for row in entities(written) if row.indicator]
    names = sorted({one.indicator for one in every})
    assert list(store.indicators()) == names
    assert list(store.quantities(names)) == every
    some = store.quantities([names[0], "nothing"])
    assert list(some) == [one for one in every if one.indicator == names[0]]
    assert len(names) > 1


def test_dates_with_days(store: Store, written: list[Outcome]) -> None:
    assert list(store.dates(["dong-khe/002", "phu-lam/002"])) == [
        DateFact(
            article=row.article,
            number=row.number,
            start=row.start_offset,
            surface=row.surface,
            day_from=row.day_from,
            day_to=row.day_to,
        )
        for row in entities(written)
        if row.article in ("dong-khe/002", "phu-lam/002") and row.day_from and row.day_to
    ]


def test_bodies_are_written_out_and_told_once(store: Store) -> None:
    asked = ["phu-lam/003", "dong-khe/002"]
    assert list(store.bodies(asked, wanted=lambda name: "Phú" in name)) == [
        BodyFact(article="phu-lam/003", name="Ủy ban nhân dân huyện Phú Lâm")
    ]
    assert list(store.bodies(asked, wanted=bool)) == [
        BodyFact(article="dong-khe/002", name="Huyện ủy Đông Khê"),
        BodyFact(article="dong-khe/002", name="Ủy ban nhân dân huyện Đông Khê"),
        BodyFact(article="phu-lam/003", name="Ủy ban nhân dân huyện Phú Lâm"),
    ]


def test_texts(store: Store, written: list[Outcome]) -> None:
    texts = {one.id: one.text for one in written}
    assert store.texts(["dong-khe/003"]) == {"dong-khe/003": texts["dong-khe/003"]}


def test_search(store: Store) -> None:
    assert list(store.search("DO QUANG ung")) == ["dong-khe/001", "dong-khe/002", "dong-khe/004"]
    assert list(store.search("đỗ quang ưng", "rừng")) == ["dong-khe/001", "dong-khe/002"]
    assert list(store.search("quang do")) == []
    assert list(store.search("o quang")) == []
    with pytest.raises(InputError, match="'!' holds no word to search for"):
        store.search("!")
    with pytest.raises(InputError, match="give at least one phrase"):
        store.search()


def test_of_an_article_read_again_the_last_rows(source: str, written: list[Outcome]) -> None:
    first = written[1]
    write(source, [first])
    write(source, [replace(first, source="again", published="2021-01-01"), written[2]])
    with closing(open_store(source)) as store:
        told = {one.id: (one.source, one.published) for one in store.articles()}
        assert told[first.id] == ("again", "2021-01-01")
        n_offices = len(Rows.of(first).appointments)
        assert len(store.appointments()) == n_offices + len(Rows.of(written[2]).appointments)


def test_an_archive_of_before_has_its_places_from_the_text(
    source: str, written: list[Outcome]
) -> None:
    write(source, [replace(written[1], places=None), replace(written[2], places=None, text=None)])
    with closing(open_store(source)) as store:
        with_text, without = store.articles()
        assert any((one.level, one.name) == ("huyện", "Đông Khê") for one in with_text.places)
        assert without.places == ()


def test_places_are_told_as_they_were_found(source: str, written: list[Outcome]) -> None:
    place = NamedPlace(level="xã", name="Bản Lằng", times=3, leads=True)
    write(source, [replace(written[1], places=(place,))])
    with closing(open_store(source)) as store:
        assert store.articles()[0].places == (place,)


def test_nothing_is_written(written: list[Outcome], tmp_path: Path) -> None:
    for name in (f"sqlite:///{tmp_path / 'a.db'}", str(tmp_path / "a.parquet")):
        write(name, written)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")}
    for name in (f"sqlite:///{tmp_path / 'a.db'}", str(tmp_path / "a.parquet")):
        with closing(open_store(name)) as store:
            store.articles()
            store.search("rung")
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")} == before
