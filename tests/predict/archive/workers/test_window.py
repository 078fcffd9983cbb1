from predict.archive.workers.window import Window
from tests.predict.archive.some_outcomes import outcome


def test_what_came_first_goes_first() -> None:
    window = Window(most=9)
    numbers = [window.add(1) for _ in range(3)]
    assert numbers == [0, 1, 2]
    window.finish(1, outcome(1))
    assert window.pop() == []
    window.finish(0, outcome(0))
    assert window.pop() == [outcome(0), outcome(1)]
    assert window.pop() == []
    window.finish(2, outcome(2))
    assert window.pop() == [outcome(2)]
    assert window.add(1) == 3


def test_it_is_full_by_number_until_something_goes() -> None:
    window = Window(most=2)
    window.add(1)
    assert not window.is_full
    window.add(1)
    assert window.is_full
    window.finish(0, outcome(0))
    assert window.is_full
    window.pop()
    assert not window.is_full


def test_it_is_full_by_size() -> None:
    window = Window(most=9)
    window.add(64 << 20)
    assert window.is_full
    window.finish(0, outcome(0))
    window.pop()
    assert not window.is_full
