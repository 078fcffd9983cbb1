from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict.errors import InputError
from predict.query.corrections import NONE, Corrections

PERSON_TABLES = (
    """[[person]]\nsame = ["K'Thủy", "K Thuỷ B"]""",
    """[[person]]\nsame = ["K Thủy B", "Y Thủy"]""",
    """[[person]]\ndifferent = [
        { name = "Lò Văn Panh", body = "UBND xã Mường Lay" },
        { name = "Lò Văn Panh", articles = ["a", "b"] },
        "Lò Văn Panh",
    ]""",
)
BODY_TABLES = (
    """[[body]]\nsame = ["Sở Nông lâm Tân Sa", "Ty Nông lâm Tân Sa"]""",
    """[[body]]\nsame = ["Ty Nông lâm Tân Sa", "Ty Canh nông Tân Sa"]""",
    """[[body]]\nname = "Huyện ủy"\nmeans = "Huyện ủy Bản Mạ"\narticles = ["a"]""",
    """[[body]]\nname = "Huyện uỷ"\nmeans = "Huyện ủy Tân Sa\"""",
    """[[body]]\nname = "Huyện ủy Bản Mạ"\nmeans = "Huyện ủy Bản Mạ (cũ)\"""",
)
EVERYTHING = (*PERSON_TABLES, *BODY_TABLES)


def read(tmp_path: Path, *tables: str) -> Corrections:
    file = tmp_path / "corrections.toml"
    file.write_text("\n\n".join(tables), encoding="utf-8")
    return Corrections.read(file)


def people_said(corrections: Corrections) -> list[object]:
    """Return what is said of some mentions, tables numbered by what they say."""
    mentions = [
        ("K'THUỶ", None, "a"), ("K’Thủy", None, "b"), ("K Thủy B", "x", "c"), ("Y Thuỷ", None, "c"),
        ("K Thủy", None, "a"),
        ("Lò Văn Panh", "UBND xã Mường Lay", "z"), ("Lò Văn Panh", "UBND xã Mường Lay", "a"),
        ("Lò Văn Panh", None, "b"), ("Lò Văn Panh", None, "z"), ("Lò Văn Pánh", None, "z"),
    ]  # fmt: skip
    return [
        (
            {str(corrections.people[i].who) for i in corrections.same_person(n, body=b, article=a)},
            {
                str(corrections.people[i].who): member
                for i, member in corrections.other_person(n, body=b, article=a).items()
            },
        )
        for n, b, a in mentions
    ]


def bodies_said(corrections: Corrections) -> list[object]:
    names = ("Huyện ủy", "HUYỆN UỶ", "Huyện ủy Bản Mạ", "Tỉnh ủy")
    return [
        [corrections.meant(name, article) for name in names for article in ("a", "b")],
        corrections.joined_bodies(str.casefold),
    ]


def test_nothing_is_said_by_none() -> None:
    assert NONE.same_person("Lò Văn Panh", body=None, article="a") == frozenset()
    assert NONE.other_person("Lò Văn Panh", body=None, article="a") == {}
    assert NONE.meant("Huyện ủy", "a") is None
    assert NONE.joined_bodies(str) == {}
    assert NONE.absent(persons=(), articles=(), knows_body=lambda _: False) == []


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "# nothing yet") == NONE


def test_a_mention_is_found_however_it_is_written(tmp_path: Path) -> None:
    corrections = read(tmp_path, *PERSON_TABLES)
    told = [
        corrections.same_person(name, body=None, article="a")
        for name in ("K'THUỶ", "K’Thủy", "K thủy  b", "Y Thủy", "K Thủy", "Thủy")
    ]
    assert told == [{0}, {0}, {0, 1}, {1}, set(), set()]
    assert corrections.shown_person({0, 1}) == corrections.shown_person({1, 0}) == "K'Thủy"
    assert corrections.shown_person({1}) == "K Thủy B"
    assert corrections.shown_person(()) is None


def test_namesakes_are_told_apart_by_body_and_by_article(tmp_path: Path) -> None:
    corrections = read(tmp_path, PERSON_TABLES[2])

    def member(body: str | None, article: str) -> int:
        return corrections.other_person("Lò Văn Panh", body=body, article=article)[0]

    assert member("UBND xã Mường Lay", "z") == 0
    assert member("UBND xã Mường Lay", "a") == 1  # an article says more than a body
    assert member(None, "b") == 1
    assert member(None, "z") == 2
    assert corrections.other_person("Lò Văn Pánh", body=None, article="a") == {}


def test_a_body_is_known_by_its_key_where_one_is_given(tmp_path: Path) -> None:
    keys = {"UBND xã Mường Lay": ["k1", "k2"]}
    placed = read(tmp_path, PERSON_TABLES[2]).placed(lambda name: keys[name])
    found = [
        placed.other_person("Lò Văn Panh", body=body, article="z")[0]
        for body in ("k1", "k2", "k3", None)
    ]
    assert found == [0, 0, 2, 2]


def test_a_name_means_another_body(tmp_path: Path) -> None:
    corrections = read(tmp_path, *BODY_TABLES)
    assert corrections.meant("Huyện uỷ", "a") == "Huyện ủy Bản Mạ (cũ)"  # what it means means more
    assert corrections.meant("HUYỆN ỦY", "b") == "Huyện ủy Tân Sa"
    assert corrections.meant("Huyện ủy Bản Mạ", "b") == "Huyện ủy Bản Mạ (cũ)"
    assert corrections.meant("Huyện ủy Tân Sa", "b") is None


def test_abbreviations_are_read_in_names_of_bodies(tmp_path: Path) -> None:
    corrections = read(
        tmp_path, '[[body]]\nname = "UBND huyện"\nmeans = "Ủy ban nhân dân huyện Tân Sa"'
    )
    assert corrections.meant("Uỷ ban nhân dân huyện", "a") == "Ủy ban nhân dân huyện Tân Sa"


def test_bodies_are_joined_under_the_first_name(tmp_path: Path) -> None:
    assert read(tmp_path, *BODY_TABLES).joined_bodies(str) == dict.fromkeys(
        ("Sở Nông lâm Tân Sa", "Ty Nông lâm Tân Sa", "Ty Canh nông Tân Sa"), "Sở Nông lâm Tân Sa"
    )


@given(order=st.permutations(EVERYTHING))
def test_the_order_of_tables_makes_no_difference(
    tmp_path_factory: pytest.TempPathFactory, order: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("ordered")
    shuffled, ordered = read(folder, *order), read(folder, *EVERYTHING)
    assert people_said(shuffled) == people_said(ordered)
    assert bodies_said(shuffled) == bodies_said(ordered)


def test_said_twice_is_said_once(tmp_path: Path) -> None:
    once, twice = read(tmp_path, *EVERYTHING), read(tmp_path, *EVERYTHING, *EVERYTHING)
    assert people_said(once) == people_said(twice)
    assert bodies_said(once) == bodies_said(twice)


@pytest.mark.parametrize(
    ("tables", "sentence"),
    [
        (["[[person]\n"], r"corrections\.toml: not TOML: .*line 1"),
        (["[[people]]\nsame = ['A', 'B']"], r'"people" is not known here; a table is \[\[person'),
        (["[person]\nsame = ['A', 'B']"], r"write \[\[person\]\], with two brackets"),
        (["person = 3"], r"write \[\[person\]\], with two brackets"),
        (["[[person]]\nsame = ['A', 'B']", "[[person]]\nsane = ['A', 'B']"],
         r'\[\[person\]\] 2: "sane" is not known here; known are same, different'),
        (["[[person]]"], 'give either "same" or "different"'),
        (["[[person]]\nsame = ['A', 'B']\ndifferent = ['A', 'C']"], 'give either "same" or'),
        (["[[person]]\nsame = 'A'"], '"same" must be a list of two names or more'),
        (["[[person]]\nsame = ['A']"], '"same" needs two names or more'),
        (["[[person]]\ndifferent = ['A', 'A']"], '"different" needs two names or more'),
        (["[[person]]\nsame = ['Hòa', 'HOÀ']"], r'"Hòa" and "HOÀ" are one name; say which is whi'),
        (["[[person]]\nsame = ['A', 3]"], "3 must be a name or a table"),
        (["[[person]]\nsame = ['A', ' ']"], '"name" must be a text that is not empty'),
        (["[[person]]\nsame = ['A', {body = 'B'}]"], 'a table in a list needs "name"'),
        (["[[person]]\nsame = ['A', {name = 'B', of = 'C'}]"], '"of" is not known here; known are'),
        (["[[person]]\nsame = ['A', {name = 'B', articles = []}]"], '"articles" is empty'),
        (["[[person]]\nsame = ['A', {name = 'B', articles = 'a'}]"], '"articles" must be a list'),
        (["[[person]]\ndifferent = [{name = 'A', articles = ['a', 'b']}, "
          "{name = 'A', articles = ['b']}]"], 'b cannot be given to two persons "A"; take out'),
        (["[[person]]\nsame = ['A', 'B']", "[[person]]\ndifferent = ['B', 'A']"],
         r'person\]\] 2: "[AB]" and "[AB]" are one person by \[\[person\]\] 1; take out one'),
        (["[[person]]\nsame = ['A', 'B']", "[[person]]\ndifferent = ['A', 'C']",
          "[[person]]\nsame = ['b', 'C']"],
         r'2: "A" and "C" are one person by \[\[person\]\] 1 and \[\[person\]\] 3'),
        (["[[person]]\nsame = ['A', 'B']",
          "[[person]]\ndifferent = ['A', {name = 'A', body = 'UBND xã'}]"],
         r'"A" and "A" of "UBND xã" are one person by \[\[person\]\] 1'),
        (["[[body]]\nsame = ['A']"], '"same" needs two names or more'),
        (["[[body]]\nsame = ['UBND xã', 'Ủy ban nhân dân xã']"], '"same" needs two names or more'),
        (["[[body]]\nsame = ['A', 'B']\nname = 'C'"], 'give either "same" or "name" and "means"'),
        (["[[body]]\nname = 'A'"], '"same" is needed, or both "name" and "means"'),
        (["[[body]]\nname = 'A'\nmeans = 'a'"], '"A" already means "a"; give another name'),
        (["[[body]]\nname = 'A'\nmeans = 3"], '"means" must be a text that is not empty, got 3'),
        (["[[body]]\nname = 'A'\nmeans = 'B'", "[[body]]\nname = 'a'\nmeans = 'C'"],
         r'body\]\] 2: "a" means "C", and "B" by \[\[body\]\] 1; take out one'),
        (["[[body]]\nname = 'A'\nmeans = 'B'\narticles = ['x', 'y']",
          "[[body]]\nname = 'A'\nmeans = 'C'\narticles = ['y']"],
         r'2: "A" means "C" in y, and "B" by \[\[body\]\] 1'),
        (["[[body]]\nname = 'A'\nmeans = 'B'", "[[body]]\nname = 'B'\nmeans = 'A'"],
         r'"A" leads back to itself by "B" \(\[\[body\]\] 2\)'),
        (["[[body]]\nname = 'A'\nmeans = 'B'", "[[body]]\nname = 'B'\nmeans = 'A'\narticles=['x']"],
         "leads back to itself"),
        (["[[body]]\nsame = ['A', 'B']", "[[body]]\nname = 'B'\nmeans = 'A'\narticles = ['x']"],
         r'body\]\] 2: "B" and "A" are one body by \[\[body\]\] 1; take out one'),
    ],
)  # fmt: skip
def test_a_fault_is_one_sentence(tmp_path: Path, tables: list[str], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence) as caught:
        read(tmp_path, *tables)
    assert str(caught.value).startswith(str(tmp_path / "corrections.toml"))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "tables",
    [
        ("[[person]]\nsame = ['A', 'B']", "[[person]]\ndifferent = ['A', 'C']"),
        ("[[person]]\nsame = [{name = 'A', body = 'x'}, 'B']",
         "[[person]]\ndifferent = ['A', {name = 'A', body = 'x'}]"),
        ("[[body]]\nname = 'A'\nmeans = 'B'\narticles = ['x']",
         "[[body]]\nname = 'A'\nmeans = 'C'\narticles = ['y']",
         "[[body]]\nname = 'A'\nmeans = 'D'"),
    ],
)  # fmt: skip
def test_what_can_be_true_together_is_read(tmp_path: Path, tables: tuple[str, ...]) -> None:
    assert read(tmp_path, *tables) != NONE


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml: no such file; --corrections names a TOML"):
        Corrections.read(tmp_path / "none.toml")


def test_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        Corrections.read(tmp_path)


def test_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "corrections.toml"
    file.write_text('[[person]]\nsame = ["Hòa", "Bình"]', encoding="utf-16")
    with pytest.raises(InputError, match="not UTF-8; save it as UTF-8"):
        Corrections.read(file)


def test_what_is_not_in_the_archive_is_told(tmp_path: Path) -> None:
    corrections = read(tmp_path, *EVERYTHING)
    sentences = corrections.absent(
        persons=["K’THỦY", "K Thuỷ B", "Lò Văn Panh"],
        articles=["a"],
        knows_body=lambda name: "Bản Mạ" in name or name == "Huyện uỷ" or "Sở" in name,
    )
    file = str(tmp_path / "corrections.toml")
    assert [sentence.removeprefix(f"{file}, ") for sentence in sentences] == [
        '[[person]] 2: no person "Y Thủy" in this archive; passed over',
        '[[person]] 3: no body "UBND xã Mường Lay" in this archive; passed over',
        '[[person]] 3: no article "b" in this archive; passed over',
        '[[body]] 1: no body "Ty Nông lâm Tân Sa" in this archive; passed over',
        '[[body]] 2: no body "Ty Nông lâm Tân Sa" in this archive; passed over',
        '[[body]] 2: no body "Ty Canh nông Tân Sa" in this archive; passed over',
        '[[body]] 3: no body "Huyện ủy" in this archive; passed over',
    ]
