"""One batch at a time, and none that is refused because of one that has died."""

import subprocess
import sys
from pathlib import Path

import pytest

from predict.archive.files import durable
from predict.archive.files.lock import Lock
from tests.paths import ROOT
from tests.predict.archive.power import tree_of

HOLD = """
import sys, time
from pathlib import Path
from predict.archive.files.lock import Lock
Lock.take(Path(sys.argv[1]), of=Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""
REFUSED = r"out: another batch writes to it; wait for its end or name another output"


def test_a_second_one_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    file = tmp_path / ".lock"
    lock = Lock.take(file, of=tmp_path / "out")
    with pytest.raises(ValueError, match=REFUSED):
        Lock.take(file, of=tmp_path / "out")
    lock.release(remove=True)
    assert tree_of(tmp_path) == {}
    again = Lock.take(file, of=tmp_path / "out")
    again.release()
    assert tree_of(tmp_path) == {".lock": b""}


def test_one_that_is_killed_lets_go(tmp_path: Path) -> None:
    file = tmp_path / "out"
    command = [sys.executable, "-c", HOLD, str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        with pytest.raises(ValueError, match=REFUSED):
            Lock.take(file, of=file)
        process.kill()
    Lock.take(file, of=file).release()


def test_a_file_that_took_the_place_is_held_too(tmp_path: Path) -> None:
    file = tmp_path / "out"
    old = Lock.take(file, of=file)
    with durable.replacing(file) as descriptor:
        new = old.hand_over(descriptor)
    old.release()
    with pytest.raises(ValueError, match=REFUSED):
        Lock.take(file, of=file)
    new.release()
    Lock.take(file, of=file).release()


def test_a_file_that_was_removed_in_between_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the opening and the holding, the other batch ends and removes the file."""
    file, opened = tmp_path / ".lock", durable.open_file

    def open_file(path: Path) -> int:
        monkeypatch.setattr(durable, "open_file", opened)
        descriptor = opened(path)
        path.unlink()
        return descriptor

    monkeypatch.setattr(durable, "open_file", open_file)
    lock = Lock.take(file, of=file)
    with pytest.raises(ValueError, match="another batch"):
        Lock.take(file, of=file)
    lock.release()


def test_a_file_of_somebody_else_is_not_removed(tmp_path: Path) -> None:
    file = tmp_path / ".lock"
    lock = Lock.take(file, of=file)
    file.unlink()
    file.write_text("mine", encoding="utf-8")
    lock.release(remove=True)
    assert tree_of(tmp_path) == {".lock": b"mine"}


def test_what_cannot_be_opened_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(durable.DiskError, match=r"^out: cannot be written \(No such file"):
        Lock.take(tmp_path / "nowhere" / ".lock", of=Path("out"))
