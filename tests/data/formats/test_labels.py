"""Labels that a schema cannot hold are renamed, told, and never become one."""

import pytest

from data.formats.labels import Labels
from predict.errors import InputError


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("PER", "PER"),
        ("Người", "Người"),
        ("B.2-x_y", "B.2-x_y"),
        ("Chức vụ", "Chức_vụ"),
        (" a / b ", "a_b"),
        ("1PER", "L_1PER"),
        ("(PER)", "PER"),
    ],
)
def test_names(label: str, name: str) -> None:
    notes: list[str] = []
    labels = Labels()
    assert labels.of(label, where="f") == name
    assert labels.of(label, where="f") == name
    labels.tell(notes.append, where="f")
    assert notes == ([] if name == label else [f"f: labels renamed: {label!r} to {name}"])


def test_two_that_would_become_one() -> None:
    labels = Labels()
    labels.of("a b", where="f, line 1")
    with pytest.raises(InputError, match="f, line 2: the labels 'a b' and 'a/b' would both be a_b"):
        labels.of("a/b", where="f, line 2")


@pytest.mark.parametrize("label", ["", " ", "//", "_"])
def test_a_label_of_nothing(label: str) -> None:
    with pytest.raises(InputError, match=r"f: the label .* has no letter or digit; give it a name"):
        Labels().of(label, where="f")
