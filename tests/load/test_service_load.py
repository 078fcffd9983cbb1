"""The service under load: no wrong answer, no lost request, quick refusals.

Clients of our own rather than locust or wrk: every answer is compared with what ``predict()``
gives, and every request is looked for in the log by its number.
"""

import os
from pathlib import Path

import pytest

from .measure import killed, predict_all, read_texts, steady, stopped

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads memory from /proc"),
]
CLIENTS = int(os.environ.get("LOAD_CLIENTS", "64"))
SECONDS = float(os.environ.get("LOAD_SECONDS", "60"))


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return read_texts()


@pytest.fixture(scope="module")
def expected(texts: list[str]) -> list[object]:
    return predict_all(texts)


def test_many_clients(texts: list[str], expected: list[object], tmp_path: Path) -> None:
    found = steady(texts, expected, folder=tmp_path, clients=CLIENTS, seconds=SECONDS)
    assert set(found.asked.statuses) <= {200, 503}
    assert (found.asked.wrong, found.asked.broken) == ([], 0)
    assert found.rate >= 0.8 * found.batch_rate
    assert found.seconds_to_answer <= 2
    assert max(found.memory) <= 300e6
    assert found.memory[-1] <= 1.1 * found.memory[len(found.memory) // 4]


def test_a_stop_under_load_loses_nothing(
    texts: list[str], expected: list[object], tmp_path: Path
) -> None:
    found = stopped(texts, expected, folder=tmp_path, clients=CLIENTS, seconds=SECONDS / 4)
    assert found.code == 0
    assert found.asked.answered
    assert (found.asked.wrong, found.lost) == ([], frozenset())


def test_a_killed_worker_stops_nobody(
    texts: list[str], expected: list[object], tmp_path: Path
) -> None:
    found = killed(texts, expected, folder=tmp_path, clients=CLIENTS, seconds=SECONDS / 2)
    assert set(found.asked.statuses) <= {200, 503}
    assert found.asked.wrong == []
    assert found.asked.broken <= CLIENTS
    assert found.answered_after > 0
    assert found.workers == 3
