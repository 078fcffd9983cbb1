"""Options with several values."""

import pytest

from predict.commands.arguments import spread_values


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("", ""),
        ("--gold a", "--gold a"),
        ("--gold a b", "--gold a --gold b"),
        ("--gold=a b c", "--gold=a --gold b --gold c"),
        ("--gold a b --json f --gold c d", "--gold a --gold b --json f --gold c --gold d"),
        ("--json f g", "--json f g"),
        ("--gold a -- b --gold c d", "--gold a -- b --gold c d"),
        ("--gold a b run --gold c d", "--gold a --gold b run --gold c --gold d"),
        ("--gold run b", "--gold run --gold b"),
        ("--gold a ./run", "--gold a --gold ./run"),
        ("run --gold a b", "run --gold a --gold b"),
        ("--gold", "--gold"),
        ("--gold - -", "--gold - --gold -"),
    ],
)
def test_the_option_is_repeated_before_each_value(given: str, wanted: str) -> None:
    spread = spread_values(given.split(), options=("--gold",), commands=("run",))
    assert spread == wanted.split()
