import pytest

from evaluate.benchmark.child import Child
from evaluate.benchmark.worker import ALONE, TOGETHER, WARM_UP

from .fake_reader import MEGABYTE, fake


def test_a_process_answers_whatever_its_libraries_print() -> None:
    with Child(fake()) as child:
        assert len(child.ask(WARM_UP, ["a", "ủy"]).seconds) == 1
        assert len(child.ask(ALONE, ["a", "b"]).seconds) == 2
        assert len(child.ask(TOGETHER, ["a", "b"]).seconds) == 1
        age = child.age
        assert 0 < age < child.age


def test_the_peak_is_of_the_process_alone() -> None:
    own = bytearray(b"x" * 300 * MEGABYTE)
    with Child(fake()) as child:
        before = child.ask(ALONE, ["a"]).peak
        assert before < len(own) / 2
        assert child.ask(ALONE, ["200"]).peak > before + 150 * MEGABYTE
        assert child.ask(ALONE, ["a"]).peak > before + 150 * MEGABYTE


def test_a_process_that_ends_says_why() -> None:
    message = "the process of Lan ended early: RuntimeError: no such model"
    with Child(fake("Lan", "broken")) as child, pytest.raises(ValueError, match=message):
        child.ask(ALONE, ["a"])
    with Child(fake()) as child:
        with pytest.raises(ValueError, match="the process of fake ended early: had enough"):
            child.ask(ALONE, ["end"])
        with pytest.raises(ValueError, match="had enough"):
            child.ask(ALONE, ["a"])
