"""Tags of every scheme become the same spans; what does not fit together is told."""

import pytest

from data.formats.columns import Token, parse_tag
from data.formats.tag_spans import TagSpans

SAME = {
    "IOB2": "O B-A I-A I-A B-A O B-B B-B I-B",
    "BIOES": "O B-A I-A E-A S-A O S-B B-B E-B",
    "BILOU": "O B-A I-A L-A U-A O U-B B-B L-B",
    "BMEWO": "O B-A M-A E-A W-A O W-B B-B E-B",
    "IOB1": "O I-A I-A I-A B-A O I-B B-B I-B",
}


def spans(tags: str) -> tuple[list[tuple[int, int, str]], list[str]]:
    notes: list[str] = []
    reader = TagSpans()
    tokens = [
        Token(word="x", tag=tag, line=number)
        for number, text in enumerate(tags.split(), start=1)
        if (tag := parse_tag(text)) is not None
    ]
    found = [(s.start, s.end, s.label) for s in reader.of(tokens)]
    reader.tell(notes.append, where="f")
    return found, notes


@pytest.mark.parametrize("scheme", SAME)
def test_schemes(scheme: str) -> None:
    assert spans(SAME[scheme]) == (
        [(1, 4, "A"), (4, 5, "A"), (6, 7, "B"), (7, 9, "B")],
        [],
    )


@pytest.mark.parametrize(
    ("tags", "found", "line"),
    [
        ("B-A O I-A", [(0, 1, "A"), (2, 3, "A")], "line 3"),
        ("B-A I-B", [(0, 1, "A"), (1, 2, "B")], "line 2"),
        ("O E-A", [(1, 2, "A")], "line 2"),
        ("S-A I-A", [(0, 1, "A"), (1, 2, "A")], "line 2"),
        ("O O L-A I-A", [(2, 3, "A"), (3, 4, "A")], "line 3"),
    ],
)
def test_what_was_not_begun_is_told(
    tags: str, found: list[tuple[int, int, str]], line: str
) -> None:
    read, notes = spans(tags)
    assert read == found
    assert len(notes) == 1
    assert line in notes[0]


def test_only_some_lines_are_named() -> None:
    _, (note,) = spans("B-A " + "O I-A " * 7)
    assert note == (
        "f: 7 tags go on with a span that was not begun; read as its beginning "
        "(line 3, 5, 7, 9, 11, …)"
    )
