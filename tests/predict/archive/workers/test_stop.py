import os
import signal

import pytest

from predict.archive.workers.stop import Stop, StoppedError


def send(number: int) -> None:
    os.kill(os.getpid(), number)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_is_noted(number: int, code: int) -> None:
    before = signal.getsignal(number)
    with Stop() as stop:
        assert not stop.asked
        send(number)
        assert (stop.asked, stop.code) == (1, code)
    assert signal.getsignal(number) is before


def test_a_signal_ends_waiting() -> None:
    with Stop() as stop:
        with pytest.raises(StoppedError, match=r"^$"), stop.waiting():
            send(signal.SIGINT)
        assert stop.asked == 1


def test_a_second_signal_ends_whatever_is_done() -> None:
    with Stop() as stop:
        send(signal.SIGINT)
        with pytest.raises(StoppedError, match=r"^$"):
            send(signal.SIGTERM)
        send(signal.SIGTERM)  # while it is cleared up
        assert stop.asked == 3


def test_nobody_waits_after_a_signal() -> None:
    with Stop() as stop:
        send(signal.SIGTERM)
        with pytest.raises(StoppedError, match=r"^$"), stop.waiting():
            pytest.fail("still waits")
