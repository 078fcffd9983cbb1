import math

import pytest

from predict.errors import InputError
from predict.parsing import Node

DOCUMENT = {"a": [{"text": "x", "none": None}, {"text": 3}], "text": "y", "half": 0.5, "two": 2}
NODE = Node(value=DOCUMENT)


def test_a_node_knows_its_place() -> None:
    assert NODE["a"].items[1]["text"].place == "a[1].text"
    assert Node(value=[[1]]).items[0].items[0].place == "[0][0]"
    assert str(NODE["a"].items[0].error("is odd")) == "a[0]: is odd"
    assert str(NODE.error("is odd")) == "is odd"


def test_what_stands_there() -> None:
    assert (NODE["text"].text, NODE["text"].text_or_none, NODE.text_at("text")) == ("y",) * 3
    assert (NODE["half"].share, NODE["half"].number, NODE.number_at("half")) == (0.5,) * 3
    assert (NODE["two"].whole, NODE["two"].number) == (2, 2)
    assert isinstance(NODE["two"].number, int)
    assert isinstance(Node(value=1).share, float)
    assert (Node(value=0).share, Node(value=0).whole) == (0, 0)


def test_null_and_what_is_missing() -> None:
    first = NODE["a"].items[0]
    assert first["none"].text_or_none is None
    assert (first.get("none"), first.text_at("none"), first.number_at("none")) == (None,) * 3
    assert (first.get("b"), first.text_at("b"), first.number_at("b")) == (None,) * 3
    with pytest.raises(InputError, match=r"^a\[0\]: the key 'b' is missing; there are 'text', 'no"):
        first["b"]
    with pytest.raises(InputError, match=r"^the key 'b' is missing; there are none$"):
        Node(value={})["b"]


@pytest.mark.parametrize(
    ("kind", "wanted", "wrong"),
    [
        ("object", "an object", ([], "a", None, 3)),
        ("items", "a list", ({}, "a", b"a", None)),
        ("text", "a string", (3, None, ["a"])),
        ("text_or_none", "a string", (3, False)),
        ("whole", "a whole number from 0 on", (-1, 1.0, "1", True, None)),
        ("number", "a number", ("1", True, None, [])),
        ("number", "a finite number", (math.nan, math.inf)),
        ("share", "a number from 0 to 1", (-0.01, 1.01)),
        ("share", "a number", ("0.5", True, None)),
    ],
)
def test_what_is_of_another_kind(kind: str, wanted: str, wrong: tuple[object, ...]) -> None:
    for value in wrong:
        with pytest.raises(InputError, match=f"^a.b: expected {wanted}, found ") as caught:
            getattr(Node(value=value, place="a.b"), kind)
        assert repr(value) in str(caught.value)


def test_days_and_durations() -> None:
    node = Node(value={"day": "2021-07-14", "long": "P2.5Y", "clock": "PT3H40M", "null": None})
    assert (node.day_at("day"), node.day_at("null"), node.day_at("none")) == (
        "2021-07-14",
        None,
        None,
    )
    assert (node.duration_at("long"), node.duration_at("clock")) == ("P2.5Y", "PT3H40M")
    assert (node.duration_at("null"), node.duration_at("none")) == (None, None)


@pytest.mark.parametrize("value", ["2019-13-12", "abc", "", "P6M", "2019-02-29"])
def test_what_is_no_day(value: str) -> None:
    with pytest.raises(InputError, match=r"^a\.b: expected a day as 2021-07-14, found '"):
        Node(value={"b": value}, place="a").day_at("b")


@pytest.mark.parametrize("value", ["P", "6M", "P6", "PT", "P6MT", "2021-07-14", ""])
def test_what_is_no_duration(value: str) -> None:
    with pytest.raises(InputError, match=r"^a\.b: expected a duration as P6M, found '"):
        Node(value={"b": value}, place="a").duration_at("b")


@pytest.mark.parametrize("value", [10**400, -(10**400)], ids=["large", "small"])
def test_a_number_fits_into_a_float(value: int) -> None:
    with pytest.raises(InputError, match=r"^a: expected a finite number, found -?1000"):
        _ = Node(value=value, place="a").number


def test_what_was_found_is_cut_short() -> None:
    with pytest.raises(InputError, match=r"expected a number, found 'aaa") as caught:
        _ = Node(value="a" * 10_000).number
    assert len(str(caught.value)) < 100


def test_items_of_a_list_by_number() -> None:
    numbers = [Node(value=value, place="a") for value in (None, 0, 1)]
    assert [number.item_of("xy") for number in numbers] == [None, "x", "y"]
    with pytest.raises(InputError, match=r"^a: there is no number 1, the last one is 0$"):
        numbers[2].item_of("x")
    with pytest.raises(InputError, match=r"^a: expected a whole number from 0 on, found -1$"):
        Node(value=-1, place="a").item_of("x")


def test_names_that_are_known() -> None:
    assert Node(value="x").one_of(("x", "y"), otherwise="") == "x"
    with pytest.raises(InputError, match=r"^a: expected one of x, y, found 'z'; do so$"):
        Node(value="z", place="a").one_of(("x", "y"), otherwise="do so")
    with pytest.raises(InputError, match=r"expected one of none, found 'z'"):
        Node(value="z").one_of((), otherwise="do so")


def test_keys_that_are_known() -> None:
    node = Node(value={"x": 1, "y": 2}, place="a")
    found = node.with_keys(("y", "x"), otherwise="")
    assert [(key, value.value) for key, value in found.items()] == [("x", 1), ("y", 2)]
    for known in ("x", "xyz"):
        with pytest.raises(InputError, match=r"^a: expected the keys .*, found \{.*\}; do so$"):
            node.with_keys(known, otherwise="do so")


def test_the_faults_that_a_record_finds_have_a_place() -> None:
    node = Node(value=None, place="a")
    with pytest.raises(InputError, match=r"^a: is odd$"), node.checked():
        raise ValueError("is odd")
    with pytest.raises(InputError, match=r"^b: is odd$"), node.checked():
        raise InputError("b: is odd")
