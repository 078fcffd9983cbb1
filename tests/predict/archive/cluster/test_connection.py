import socket
from pathlib import Path

import pytest

pytest.importorskip("ray")

from predict.archive.cluster import connection
from predict.archive.cluster.connection import Shares, connected
from predict.archive.cluster.silent import ray
from predict.errors import InputError


@pytest.mark.parametrize(
    ("n_cpus", "n_workers", "shares"),
    [(2, 0, (1, 1)), (2, 1, (1, 1)), (8, 0, (7, 1)), (8, 3, (3, 5))],
)
def test_somebody_is_left_to_read_files(
    n_cpus: int, n_workers: int, shares: tuple[int, int]
) -> None:
    found = Shares.of(n_cpus, n_workers=n_workers)
    assert (found.n_workers, found.n_readers) == shares


@pytest.mark.parametrize(
    ("n_cpus", "n_workers", "message"),
    [(1, 0, "has 1 free CPUs, and it takes two"), (0, 0, "it takes two"), (1, 1, "it takes two"),
     (2, 2, "give 1 or fewer"), (4, 9, "--workers 9: the cluster has 4 free CPUs")],
)  # fmt: skip
def test_who_would_wait_for_ever_is_told(n_cpus: int, n_workers: int, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        Shares.of(n_cpus, n_workers=n_workers)
    assert "\n" not in str(caught.value)


def test_an_address_at_which_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{closed.getsockname()[1]}"
        monkeypatch.setenv("RAY_ADDRESS", address)
        for given, shown in ((f"ray://{address}", f"ray://{address}"), (None, address)):
            message = f"^{shown}: nobody answers"
            with pytest.raises(InputError, match=message), connected(address=given, n_workers=1):
                pass
    assert not ray.is_initialized()


@pytest.mark.parametrize("address", ["ray://", "head", "head:", ":10", "head:x"])
def test_what_is_no_address(address: str) -> None:
    message = "no address of a cluster"
    with pytest.raises(InputError, match=message), connected(address=address, n_workers=1):
        pass


def test_a_folder_in_which_sockets_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("a" * 60)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    folder = connection._short_folder()
    folder.rmdir()
    assert len(str(folder)) <= 40
    assert list(long.iterdir()) == []
