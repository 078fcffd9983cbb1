import random
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict.errors import InputError
from predict.query.corrections import NONE, Corrections
from predict.query.people import Person, group_people
from predict.query.tenures import PersonMention
from tests.pace import growth

from .collected_people import BodyOf, gold_bodies, grouped_bodies, mentions_of
from .collection import Collection, read_collection
from .person_cases import OTHERS, SAME

COLLECTION = read_collection()
INH = """
    A | Vì Văn Inh | Chủ tịch | UBND | huyện Tân Sa | 2016-03-01 | a
    A | Vì Văn Inh | Bí thư | Huyện ủy | huyện Tân Sa | 2019-03-01 | b
    A | Vì Văn Inh | Phó Chủ tịch | UBND | huyện Tân Sa | 2015-03-01 | c
    B | Vì Văn Ín | Giám đốc | Sở Y tế | tỉnh Bản Mạ | 2016-03-01 | d"""


def read_case(case: str) -> list[tuple[str, PersonMention]]:
    """Return the mentions of a case, each with the letter of its person."""
    found = []
    for number, line in enumerate(case.strip().splitlines()):
        who, name, position, body, place, day, *article = (
            None if cell.strip() == "-" else cell.strip() for cell in line.split("|")
        )
        assert who is not None
        assert name is not None
        mention = PersonMention(
            name=name,
            article=(article and article[0]) or f"article {number}",
            day=day,
            body=f"{body} {place}" if body else None,
            position=position,
            place=place,
            is_former=bool(position and position.startswith("nguyên")),
        )
        found.append((who, mention))
    return found


def corrections(folder: Path, *tables: str) -> Corrections:
    file = folder / "corrections.toml"
    file.write_text("\n".join(tables), encoding="utf-8")
    return Corrections.read(file)


def groups(people: list[Person]) -> set[frozenset[int]]:
    return {frozenset(person.mentions) for person in people}


def inh(corrected: Corrections = NONE) -> list[Person]:
    return group_people([mention for _, mention in read_case(INH)], corrections=corrected)


@pytest.mark.parametrize("title", [*SAME, *OTHERS])
def test_a_case(title: str) -> None:
    case = read_case((SAME | OTHERS)[title])
    wanted: dict[str, set[int]] = defaultdict(set)
    for i, (who, _) in enumerate(case):
        wanted[who].add(i)
    people = group_people([mention for _, mention in case])
    assert groups(people) == set(map(frozenset, wanted.values()))


def b_cubed(gold: list[str], found: list[str]) -> tuple[float, float]:
    """Return precision and recall of a grouping, each the mean over what is grouped."""
    pairs = list(zip(gold, found, strict=True))
    both = [pairs.count(pair) for pair in pairs]
    precision = sum(n / found.count(pair[1]) for n, pair in zip(both, pairs, strict=True))
    recall = sum(n / gold.count(pair[0]) for n, pair in zip(both, pairs, strict=True))
    return precision / len(pairs), recall / len(pairs)


def test_b_cubed_of_a_grouping_that_is_known() -> None:
    assert b_cubed(["a", "a", "b", "b"], ["x", "x", "x", "y"]) == pytest.approx((2 / 3, 0.75))
    assert b_cubed(["a", "a", "b"], ["x", "x", "y"]) == (1, 1)


@pytest.mark.parametrize("bodies", [gold_bodies, grouped_bodies])
def test_the_written_collection(bodies: Callable[[Collection], BodyOf]) -> None:
    named = list(mentions_of(COLLECTION, bodies(COLLECTION)))
    people = group_people([one.mention for one in named])
    key_of = {number: person.key for person in people for number in person.mentions}
    first: dict[tuple[str, int], tuple[str, str]] = {}  # a span with several offices counts once
    for number, one in enumerate(named):
        first.setdefault((one.mention.article, one.start), (one.who, key_of[number]))
    assert len(first) == len(COLLECTION.people_named) == 419
    precision, recall = b_cubed([who for who, _ in first.values()], [k for _, k in first.values()])
    sys.stdout.write(f"{bodies.__name__}: precision {precision:.3f}, recall {recall:.3f}\n")
    assert precision >= 0.98
    assert recall >= 0.85


MENTIONS = st.builds(
    PersonMention,
    name=st.sampled_from(
        ["Vì Văn Inh", "Vì Văn Ính", "Vi Van Inh", "Vì Inh", "Inh", "Văn Inh", "K'Inh", "K Inh"]
    ),
    article=st.sampled_from("abcde"),
    day=st.sampled_from(["2015-01-01", "2016-01-01", "2016-02-01", "2019-01-01", None]),
    body=st.sampled_from(["UBND", "Huyện ủy", None]),
    position=st.sampled_from(["Chủ tịch", "Phó Chủ tịch", "Ủy viên", None]),
    is_former=st.booleans(),
    place=st.sampled_from(["huyện Tân Sa", "huyện Mường Pa", "tỉnh Bản Mạ", "xã Ia Nghe", None]),
)


@given(mentions=st.lists(MENTIONS, min_size=2, max_size=14), data=st.data())
def test_any_mentions_are_each_of_one_person_in_any_order(
    mentions: list[PersonMention], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(mentions))))
    people = group_people(mentions)
    assert sorted(i for person in people for i in person.mentions) == list(range(len(mentions)))
    assert len({person.key for person in people}) == len(people)
    shuffled = group_people([mentions[i] for i in order])
    assert {frozenset(order[i] for i in person.mentions) for person in shuffled} == groups(people)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_mentions_makes_no_difference(seed: int) -> None:
    mentions = [one.mention for one in mentions_of(COLLECTION, gold_bodies(COLLECTION))]
    order = list(range(len(mentions)))
    random.Random(seed).shuffle(order)
    shuffled = [
        replace(person, mentions=tuple(sorted(order[i] for i in person.mentions)))
        for person in group_people([mentions[i] for i in order])
    ]
    assert shuffled == group_people(mentions)


def test_a_name_is_the_fullest_and_a_key_tells_namesakes_apart() -> None:
    case = read_case("""
        A | LÒ THỊ THỦY | Bí thư | Huyện ủy | huyện Tân Sa | 2016-03-01
        A | Lò Thị Thuỷ | Bí thư | Huyện ủy | huyện Tân Sa | 2016-04-01
        A | Lo Thi Thuy | Bí thư | Huyện ủy | huyện Tân Sa | 2016-05-01
        A | Lò Thủy | Bí thư | Huyện ủy | huyện Tân Sa | 2016-06-01
        A | Lò Thị Thuỷ | Bí thư | Huyện ủy | huyện Tân Sa | 2018-04-01
        B | Lò Thị Thủy | Chủ tịch | UBND | huyện Mường Pa | 2016-01-01
        B | Lò Thị Thủy | Chủ tịch | UBND | huyện Mường Pa | 2018-01-01""")
    first, second = group_people([mention for _, mention in case])
    assert (first.key, first.name, first.mentions) == ("lo-thi-thuy", "Lò Thị Thủy", (5, 6))
    assert first.spellings == ("Lò Thị Thủy",)
    assert (second.key, second.name) == ("lo-thi-thuy-2", "Lò Thị Thuỷ")
    assert second.spellings == ("Lò Thị Thuỷ", "Lo Thi Thuy", "LÒ THỊ THỦY", "Lò Thủy")


def test_no_mentions_no_people() -> None:
    assert group_people([]) == []


def test_a_name_without_letters_and_a_mention_without_a_day() -> None:
    one = PersonMention(name="…", article="a", day=None, body=None, position=None)
    other = PersonMention(name="Vì Văn Inh", article="a", day=None, body="x", position="Bí thư")
    assert groups(group_people([one, other])) == {frozenset({0}), frozenset({1})}


def test_people_are_joined_by_a_correction(tmp_path: Path) -> None:
    assert groups(inh()) == {frozenset({0, 1, 2}), frozenset({3})}
    corrected = corrections(tmp_path, '[[person]]\nsame = ["Vì Văn Ín", "Vì Văn Inh"]')
    (person,) = inh(corrected)
    assert (person.name, person.mentions) == ("Vì Văn Ín", (0, 1, 2, 3))
    assert person.spellings == ("Vì Văn Ín", "Vì Văn Inh")


def test_namesakes_are_joined_by_a_correction(tmp_path: Path) -> None:
    case = [mention for _, mention in read_case(OTHERS["two districts at the same time"])]
    corrected = corrections(
        tmp_path,
        """[[person]]
        same = [
            { name = "Vì Văn Inh", body = "UBND huyện Tân Sa" },
            { name = "Vì Văn Inh", body = "Huyện ủy huyện Mường Pa" },
        ]""",
    )
    assert groups(group_people(case, corrections=corrected)) == {frozenset({0, 1, 2})}


@pytest.mark.parametrize(
    ("member", "parts"),
    [
        ('{ name = "Vì Văn Inh", body = "Huyện ủy huyện Tân Sa" }', [{0, 2}, {1}, {3}]),
        ('{ name = "Vì Văn Inh", articles = ["a", "c"] }', [{0, 2}, {1}, {3}]),
        ('{ name = "Vì Văn Inh", articles = ["c"] }', [{0, 1}, {2}, {3}]),
    ],
)
def test_namesakes_are_split_by_a_correction(
    tmp_path: Path, member: str, parts: list[set[int]]
) -> None:
    corrected = corrections(tmp_path, f'[[person]]\ndifferent = ["Vì Văn Inh", {member}]')
    assert groups(inh(corrected)) == set(map(frozenset, parts))
    twice = corrections(tmp_path, *[f'[[person]]\ndifferent = ["Vì Văn Inh", {member}]'] * 2)
    assert inh(twice) == inh(corrected)


def test_spellings_are_kept_apart_by_a_correction(tmp_path: Path) -> None:
    case = [mention for _, mention in read_case(SAME["another mark"])]
    corrected = corrections(tmp_path, '[[person]]\ndifferent = ["Giàng A Sếnh", "Giàng A Sềnh"]')
    assert groups(group_people(case)) == {frozenset({0, 1, 2})}
    assert groups(group_people(case, corrections=corrected)) == {frozenset({0, 2}), frozenset({1})}


def test_corrections_of_what_was_corrected_change_nothing(tmp_path: Path) -> None:
    """Names as an answer shows them, corrected again, are the same people."""
    corrected = corrections(tmp_path, '[[person]]\nsame = ["Vì Văn Inh", "Vì Văn Ín"]')
    mentions = [mention for _, mention in read_case(INH)]
    people = group_people(mentions, corrections=corrected)
    for person in people:
        for number in person.mentions:
            mentions[number] = replace(mentions[number], name=person.name)
    assert groups(group_people(mentions, corrections=corrected)) == groups(people)


def test_corrections_that_meet_in_a_mention_contradict_each_other(tmp_path: Path) -> None:
    corrected = corrections(
        tmp_path,
        """[[person]]
        same = ["Vì Văn Ín", { name = "Vì Văn Inh", body = "UBND huyện Tân Sa" }]
        [[person]]
        different = [
            { name = "Vì Văn Inh", articles = ["a"] }, { name = "Vì Văn Inh", articles = ["c"] }
        ]""",
    )
    sentence = (
        r'corrections\.toml, \[\[person\]\] 2: "Vì Văn Inh" in a and "Vì Văn Inh" in c are one '
        r"person by \[\[person\]\] 1, in a and c; take out one or say it of fewer$"
    )
    with pytest.raises(InputError, match=sentence):
        inh(corrected)


def test_many_mentions_are_grouped_in_proportion() -> None:
    """Districts in each of which four people of one given name follow one another."""
    mentions = [
        PersonMention(
            name=f"{family} Văn {middle} Inh",
            article=f"{place} {family} {middle} {year}",
            day=f"{year}-03-01",
            body=f"UBND huyện {place}",
            position="Chủ tịch",
            place=f"huyện {place}",
        )
        for place in range(32)
        for family, middle in (("Vì", "A"), ("Lò", "A"), ("Lò", "Bá"), ("Hà", "Bá"))
        for year in range(2008, 2026)
    ]
    assert len(mentions) > 2_000
    assert len(group_people(mentions)) == 128
    assert growth(lambda n: partial(group_people, mentions[:n]), len(mentions)) < 3
