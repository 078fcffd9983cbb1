"""Outcomes as lines of JSON: one an input, in the order in which they were read."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from predict.archive.files import durable
from predict.archive.files.latest import Latest
from predict.archive.files.lock import Lock
from predict.archive.outcome import Outcome
from predict.archive.sinks import Done
from predict.errors import InputError

_HEAD = '{"id": '  # what each line of ours begins with


class JsonlSink:
    """A file of JSON lines. It is appended to and waited for, so that only its end can be torn.

    The file itself is locked. It is rewritten once, by ``finish``, where ids came again.
    """

    def __init__(self, named: Path, lock: Lock, *, size: int) -> None:
        """Take over a file that is locked; ``open`` does it.

        :param named: the file as its user named it, for messages
        :param lock: the file
        :param size: how many bytes of it are lines; no more are there
        """
        self._named = named
        self._lock = lock
        self._size = size
        self._is_named_on_disk = self._has_failed = False

    @classmethod
    def open(cls, file: Path, *, resume: bool) -> "JsonlSink":
        """Open a file, or make it.

        What a power cut left at its end, half a line or bytes that are no JSON, is cut off.

        :param file: where it is
        :param resume: go on with what it holds
        :raises InputError: if it holds something and is not to be gone on with, if it is damaged
            elsewhere or holds something else, if another batch writes to it, or if there is no
            place for it
        """
        if file.exists() and not file.is_file():
            raise InputError(f"{file}: is no file that lines can be added to; name another")
        if not file.parent.is_dir():
            raise InputError(f"{file}: there is no folder {file.parent}; make it first")
        real = file.resolve()
        lock = Lock.take(real, of=file)
        try:
            size = real.stat().st_size
            if size and not resume:
                raise InputError(
                    f"{file}: holds something already; go on with it with --resume or name another"
                )
            sound = _sound_size(real, named=file)
            with durable.told(file):
                durable.sweep(real.parent, of=f"{real.name}.")
                if sound < size:
                    durable.cut(lock.descriptor, sound)
        except BaseException:
            lock.release()
            raise
        return cls(file, lock, size=sound)

    @property
    def size(self) -> int:
        """How many bytes the lines have."""
        return self._size

    def outcomes(self) -> Iterator[Outcome]:
        """Return what its lines say, in order."""
        for _, line in self._lines():
            yield Outcome.from_dict(json.loads(line))

    def done(self) -> Iterator[Done]:
        """Return what is in it, in the order of its lines."""
        for _, line in self._lines():
            yield _done(line.decode())

    def write(self, outcomes: Sequence[Outcome]) -> None:
        """Add lines, and wait until the disk has them.

        :param outcomes: what they say
        :raises DiskError: if they cannot be written; then none of them is there, and the sink takes
            no more: open it again with ``resume``
        """
        if self._has_failed:
            raise RuntimeError(f"{self._named}: an earlier write failed; open it again")
        size = self._size
        try:
            with durable.told(self._named):
                for outcome in outcomes:
                    line = _line(outcome)
                    durable.write(self._lock.descriptor, line)
                    size += len(line)
                self._wait()
        except BaseException:
            self._has_failed = True
            with suppress(OSError):  # then the next one to open it cuts it off
                durable.cut(self._lock.descriptor, self._size)
            raise
        self._size = size

    def finish(self) -> None:
        """Leave one line an id: the last one, in the place of the first.

        :raises DiskError: if there is no room to write the file anew; then it is as it was
        """
        with durable.told(self._named), closing(Latest(self._places())) as latest:
            if latest.n_replaced:
                self._rewrite(latest)

    def close(self) -> None:
        """Let go of the file."""
        self._lock.release()

    def _wait(self) -> None:
        durable.sync(self._lock.descriptor)
        if not self._is_named_on_disk:
            durable.sync_folder(self._lock.file.parent)
            self._is_named_on_disk = True

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        """Return the lines and at which byte they begin."""
        place = 0
        with self._lock.file.open("rb") as lines:
            while place < self._size:
                line = lines.readline()
                yield place, line
                place += len(line)

    def _places(self) -> Iterator[tuple[str, int]]:
        for place, line in self._lines():
            yield _id(line.decode()), place

    def _rewrite(self, latest: Latest) -> None:
        file, old = self._lock.file, self._lock
        with durable.replacing(file) as descriptor, file.open("rb") as lines:
            size = 0
            for place in latest.in_order():
                lines.seek(place)
                line = lines.readline()
                durable.write(descriptor, line)
                size += len(line)
            self._lock = old.hand_over(descriptor)
        self._size = size
        old.release()


def _line(outcome: Outcome) -> bytes:
    return f"{json.dumps(outcome.to_dict(), ensure_ascii=False, allow_nan=False)}\n".encode()


def _id(line: str) -> str:
    """Return the id that a line begins with, without reading the rest where it is one of ours."""
    if line.startswith(_HEAD):
        return str(json.JSONDecoder().raw_decode(line, len(_HEAD))[0])
    return str(json.loads(line)["id"])


def _done(line: str) -> Done:
    """Return what a line says, without reading the text and what is in it where it is one of ours.

    A quote inside a string has a backslash before it, so that what is looked for are keys.
    """
    text, model = line.find(', "text": '), line.rfind('"model": ')
    try:
        head, end = json.loads(line[:text] + "}"), json.loads("{" + line[model:])
        return Done(
            id=head["id"],
            source=head["source"],
            digest=head["digest"],
            model="{name} {version}".format_map(end["model"]),
            preprocessing=head["preprocessing"],
            outcome=head["outcome"],
        )
    except (ValueError, KeyError):
        return Done.of(Outcome.from_dict(json.loads(line)))


def _sound_size(file: Path, *, named: Path) -> int:
    """Return how many bytes the lines before a torn end have.

    :raises InputError: if something is wrong that a power cut does not do
    """
    size, torn = 0, 0
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not _is_whole(line, place=f"{named}, line {number}"):
                torn = torn or number
            elif torn:
                raise InputError(
                    f"{named}, line {torn}: is damaged, and lines after it are not; delete this "
                    "line, and its article is read anew with --resume"
                )
            else:
                size += len(line)
    if torn == 1 and not _is_ours(file):
        raise InputError(f"{named}: holds nothing of a batch; delete it or name another output")
    return size


def _is_whole(line: bytes, *, place: str) -> bool:
    """Say whether a line was written to its end.

    :raises InputError: if it was, by something else
    """
    try:
        values = json.loads(line.decode())
    except (ValueError, RecursionError):
        return False
    if not line.endswith(b"\n") or not isinstance(values, dict):
        return False
    try:
        Outcome.from_dict(values)
    except InputError as error:
        raise InputError(f"{place}: is no line of a batch ({error}); name another output") from None
    return True


def _is_ours(file: Path) -> bool:
    """Say whether a file without a whole line can be what a power cut left of the first one."""
    with file.open("rb") as content:
        start = content.read(len(_HEAD))
    return _HEAD.encode().startswith(start) or not start.strip(b"\0")
