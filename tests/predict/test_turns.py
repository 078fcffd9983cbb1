import math
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from predict.turns import SECONDS, short_turns

from .service.serving import serving


@pytest.fixture(autouse=True)
def interval() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.004)
    yield
    sys.setswitchinterval(before)


def is_now(seconds: float) -> bool:
    return math.isclose(sys.getswitchinterval(), seconds, rel_tol=0.01)


def test_turns_are_short_as_long_as_somebody_wants_them() -> None:
    with ExitStack() as first, ExitStack() as second:
        first.enter_context(short_turns())
        assert is_now(SECONDS)
        second.enter_context(short_turns())
        assert is_now(SECONDS)
        first.close()
        assert is_now(SECONDS)
        second.close()
        assert is_now(0.004)


def test_turns_that_are_shorter_already_stay() -> None:
    sys.setswitchinterval(1e-5)
    with short_turns():
        assert is_now(1e-5)
    assert is_now(1e-5)


def test_an_error_leaves_the_interval_as_it_was() -> None:
    with pytest.raises(KeyError, match="an article"), short_turns():
        raise KeyError("an article")
    assert is_now(0.004)


def test_a_service_takes_short_turns_until_it_ends() -> None:
    with serving():
        assert is_now(SECONDS)
    assert is_now(0.004)
