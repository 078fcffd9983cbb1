import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from data.annotated import AnnotatedArticle
from predict.records import Span
from predict.schema import DEFAULT_SCHEMA
from predict.values.quantities import read_quantity

from .predict.query.collection import FOLDER, Mention, Office, read_collection

COLLECTION = read_collection()
ARTICLES = {article.id: article for article in COLLECTION.articles}
ANSWERS = COLLECTION.answers
OFFICIAL, ORGANISATION, QUANTITY = "OFFICIAL", "ORGANISATION", "QUANTITY"
MISSPELT = {"K'Bơri", "KBrơi", "Võ Thị Mĩ Dung"}  # spellings whose parts are no parts of the name
DISTRICTS = (
    "Sơn Khê", "Hòa Phú", "Đăk Lung", "Trà Nham", "Lộc An", "Cửa Lạch", "Thạch Châu",
    "Thạch Giang", "Bình Lâm", "Lâm Giang",
)  # fmt: skip


def plain(text: str) -> str:
    """Return a text in small letters without marks, with one sort of apostrophe."""
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("’", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\s'-]+", plain(text)))


def published(article: AnnotatedArticle) -> str:
    assert article.published is not None
    return article.published.isoformat()


def surfaces(article: AnnotatedArticle, label: str) -> list[tuple[str, int, str]]:
    """Return article, start and surface of the spans of a label."""
    spans: list[Span] = [span for span in article.spans if span.label == label]
    return [(article.id, span.start, article.text[span.start : span.end]) for span in spans]


def named(mentions: tuple[Mention, ...]) -> list[tuple[str, int, str]]:
    return [(mention.article, mention.start, mention.surface) for mention in mentions]


def known_as(mentions: tuple[Mention, ...]) -> dict[tuple[str, str], set[str]]:
    """Return whom or what a surface may name, by article and surface."""
    known: dict[tuple[str, str], set[str]] = {}
    for mention in mentions:
        known.setdefault((mention.article, mention.surface), set()).add(mention.of)
    return known


@dataclass(frozen=True)
class Fact:
    """A row of appointments, with the ids that its surfaces may stand for."""

    article: str
    people: frozenset[str]
    position: str
    bodies: frozenset[str | None]


def facts() -> Iterator[Fact]:
    people, bodies = known_as(COLLECTION.people_named), known_as(COLLECTION.bodies_named)
    for article in COLLECTION.articles:
        for official, position, organisation in article.appointments:
            assert official is not None
            assert position is not None
            of = bodies[article.id, organisation] if organisation else {None}
            who = frozenset(people[article.id, official])
            yield Fact(article.id, who, plain(position), frozenset(of))


FACTS = list(facts())


def articles_that_say(office: Office, *, certainly: bool) -> set[str]:
    """Return the articles a row of which gives, or may give, an office to a person."""
    return {
        fact.article
        for fact in FACTS
        if office.person in fact.people
        and office.body in fact.bodies
        and fact.position == plain(office.position)
        and not (certainly and len(fact.people) * len(fact.bodies) > 1)
    }


def offices() -> list[Office]:
    asked = [office for question in ANSWERS.holders for office in question.answer]
    beside = [q.last_before for q in ANSWERS.holders] + [q.first_after for q in ANSWERS.holders]
    served = [office for question in ANSWERS.career for office in question.answer]
    return [*asked, *(office for office in beside if office), *served]


def test_there_are_enough_articles_over_ten_years() -> None:
    assert len(COLLECTION.articles) >= 60
    assert {published(article)[:4] for article in COLLECTION.articles} == {
        str(year) for year in range(2015, 2026)
    }
    lengths = [len(article.text.split()) for article in COLLECTION.articles]
    assert min(lengths) >= 120
    assert max(lengths) <= 350
    assert {article.article_type for article in COLLECTION.articles} == set(
        DEFAULT_SCHEMA.article_types
    )


def test_a_file_has_the_name_of_its_article() -> None:
    assert sorted(ARTICLES) == sorted(file.stem for file in FOLDER.glob("*.ann"))


def test_every_official_is_somebody_and_every_organisation_some_body() -> None:
    articles = sorted(COLLECTION.articles, key=lambda article: article.id)
    officials = [row for article in articles for row in surfaces(article, OFFICIAL)]
    organisations = [row for article in articles for row in surfaces(article, ORGANISATION)]
    assert named(COLLECTION.people_named) == officials
    assert named(COLLECTION.bodies_named) == organisations


def test_every_person_and_body_is_named_and_known() -> None:
    assert {mention.of for mention in COLLECTION.people_named} == set(COLLECTION.people)
    assert {mention.of for mention in COLLECTION.bodies_named} == set(COLLECTION.bodies)
    later = {body.continued_by for body in COLLECTION.bodies.values()} - {None}
    assert later <= set(COLLECTION.bodies)


def test_a_mention_of_a_person_has_words_of_the_name() -> None:
    wrong = [
        mention
        for mention in COLLECTION.people_named
        if mention.surface not in MISSPELT
        and not words(mention.surface) <= words(COLLECTION.people[mention.of])
    ]
    assert wrong == []


def test_a_mention_of_a_body_that_names_a_district_is_of_that_district() -> None:
    wrong = [
        mention
        for mention in COLLECTION.bodies_named
        for district in DISTRICTS
        if plain(district) in plain(mention.surface)
        and plain(district) not in plain(COLLECTION.bodies[mention.of].name)
    ]
    assert wrong == []


def test_a_name_stands_for_one_in_an_article_but_where_the_readme_says_so() -> None:
    people, bodies = known_as(COLLECTION.people_named), known_as(COLLECTION.bodies_named)
    assert {key for key, of in people.items() if len(of) > 1} == {
        ("hoi-phu-nu-tinh-dai-hoi-2016-09-21", "Lê Thị Hạnh"),
        ("tra-nham-tong-ket-2023-12-19", "Lê Thị Hạnh"),
        ("tra-nham-tong-ket-2023-12-19", "Hạnh"),
        ("loc-an-hai-dong-chi-minh-2019-06-18", "Trần Văn Minh"),
        ("ubnd-tinh-giao-ban-chu-tich-huyen-2021-04-01", "Nguyễn Văn Hòa"),
    }
    assert {key for key, of in bodies.items() if len(of) > 1} == {
        ("xa-khe-tan-dai-hoi-2025-08-12", "Đảng ủy xã Khê Tân")
    }


def test_namesakes_are_there() -> None:
    shared = {name: n for name, n in Counter(COLLECTION.people.values()).items() if n > 1}
    assert shared == {"Nguyễn Văn Hòa": 3, "Lê Thị Hạnh": 2, "Trần Văn Minh": 2}


def test_there_are_enough_questions() -> None:
    assert len(ANSWERS.holders) >= 12
    assert len(ANSWERS.career) >= 8
    assert len(ANSWERS.figures) >= 6
    assert len(ANSWERS.events) >= 6
    assert len(ANSWERS.search) >= 5


@pytest.mark.parametrize("office", offices(), ids=lambda o: f"{o.person} {o.position}")
def test_an_office_is_what_the_appointments_say(office: Office) -> None:
    said = set(office.articles)
    assert articles_that_say(office, certainly=True) <= said
    assert said <= articles_that_say(office, certainly=False)
    days = [published(ARTICLES[id]) for id in office.articles]
    assert days == sorted(days)
    assert (office.first, office.last) == (days[0], days[-1])
    assert office.person in COLLECTION.people


def test_holders_are_those_whose_days_hold_the_day() -> None:
    for question in ANSWERS.holders:
        assert question.body in COLLECTION.bodies
        for office in question.answer:
            assert office.first <= question.on <= office.last
        if question.last_before:
            assert question.last_before.last < question.on
        if question.first_after:
            assert question.first_after.first > question.on


def test_nobody_else_holds_the_office() -> None:
    for question in ANSWERS.holders:
        days: dict[str, list[str]] = {}
        for fact in FACTS:
            if question.body in fact.bodies and fact.position == plain(question.position):
                for person in fact.people:
                    days.setdefault(person, []).append(published(ARTICLES[fact.article]))
        found = {who for who, seen in days.items() if min(seen) <= question.on <= max(seen)}
        assert found == {office.person for office in question.answer if not office.is_acting}


def test_a_career_is_whole() -> None:
    for question in ANSWERS.career:
        sure = {
            (fact.position, body)
            for fact in FACTS
            for body in fact.bodies
            if fact.people == {question.person} and len(fact.bodies) == 1
        }
        assert sure <= {(plain(office.position), office.body) for office in question.answer}
        assert question.name == COLLECTION.people[question.person]
        for office in question.answer:
            assert office.is_former == office.position.startswith("nguyên")


def test_figures_stand_in_their_articles() -> None:
    for question in ANSWERS.figures:
        assert [f.first for f in question.answer] == sorted(f.first for f in question.answer)
        for figure in question.answer:
            quantities = [row[2] for row in surfaces(ARTICLES[figure.article], QUANTITY)]
            assert figure.surface in quantities
            assert figure.of_plan is None or figure.of_plan in quantities
            value = read_quantity(figure.surface)
            assert value is not None
            assert (value.value, value.unit) == (figure.value, figure.unit)


def test_events_are_all_of_the_type_and_year() -> None:
    naming = {(mention.article, mention.of) for mention in COLLECTION.bodies_named}
    for question in ANSWERS.events:
        found = [
            article.id
            for article in sorted(COLLECTION.articles, key=lambda a: (published(a), a.id))
            if article.article_type == question.type
            and (question.year is None or published(article).startswith(str(question.year)))
            and (not question.bodies or any((article.id, b) in naming for b in question.bodies))
        ]
        assert list(question.answer) == found


def test_searches_find_the_words_side_by_side() -> None:
    for question in ANSWERS.search:
        found = [
            article.id
            for article in sorted(COLLECTION.articles, key=lambda a: (published(a), a.id))
            if plain(question.words) in plain(article.text).replace("\n", " ")
        ]
        assert list(question.answer) == found


def test_the_readme_names_articles_that_are_there() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z0-9-]+-20\d\d-\d\d(?:-\d\d)?)`", readme))
    assert len(named) >= 20
    assert named <= set(ARTICLES)
