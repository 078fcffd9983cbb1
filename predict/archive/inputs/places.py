"""The files that folders, patterns and names lead to."""

import stat
import sys
from collections.abc import Iterator, Sequence
from enum import Enum, StrEnum
from pathlib import Path

from predict.archive.article import Reason, Unreadable
from predict.archive.faults import FaultError, printable
from predict.archive.inputs.compressed import SUFFIXES, checked, is_packed
from predict.errors import InputError

_MAGIC = frozenset("*?[")


class Stream(Enum):
    """What is read that is no file."""

    standard_input = "-"


class FileForm(StrEnum):
    """What a file holds."""

    text = "text"
    html = "html"
    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"
    parquet = "parquet"


_FORMS = {
    ".txt": FileForm.text,
    ".html": FileForm.html,
    ".htm": FileForm.html,
    ".xhtml": FileForm.html,
    ".jsonl": FileForm.jsonl,
    ".ndjson": FileForm.jsonl,
    ".csv": FileForm.csv,
    ".tsv": FileForm.tsv,
    ".parquet": FileForm.parquet,
}


def form_of(file: Path) -> FileForm:
    """Return what a file holds, by its suffix, before which of compression.

    :raises FaultError: if it is none that is read
    """
    suffixes = [suffix.lower() for suffix in file.suffixes[-2:]] or [""]
    packed = is_packed(file)
    form = _FORMS.get(suffixes[-2] if packed and len(suffixes) > 1 else suffixes[-1])
    if packed and form is FileForm.parquet:
        raise FaultError(
            Reason.unknown_form, f"Parquet is compressed inside; unpack the {suffixes[-1]} first"
        )
    if form is None:
        raise FaultError(
            Reason.unknown_form,
            f"files with {'the suffix ' + file.suffix if file.suffix else 'no suffix'} are not "
            f"read; those with {', '.join(_FORMS)} are, also with {', '.join(SUFFIXES)} behind",
        )
    return form


def name_of(path: Path) -> str:
    """Return a path as ids and sources have it."""
    return printable(path.as_posix())


class Places:
    """Folders, patterns and files; of what two of them lead to, the first one counts."""

    def __init__(self, places: Sequence[str], *, besides: Sequence[Path] = ()) -> None:
        """Look where they lead.

        :param places: folders, patterns, files and ``-``
        :param besides: files and folders that are left out, such as the output
        :raises InputError: if one leads nowhere, or to what is no file
        """
        if not places:
            raise InputError("no place to read from; name folders, files, patterns or -")
        found = [root for place in places for root in _roots(place)]
        self._roots = list(dict.fromkeys(found))
        self._besides = tuple(besides)

    def files(self) -> Iterator[Path | Stream | Unreadable]:
        """Yield the files in order, and what cannot be looked into."""
        seen = {place for path in self._besides if (place := _place_of(path))}
        for root in self._roots:
            if isinstance(root, Stream):
                yield root
            else:
                yield from _walk(root, seen, keep_files=len(self._roots) > 1)


def _place_of(path: Path) -> tuple[int, int] | None:
    """Return where on the disk something is, None if it is not there."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def _roots(place: str) -> Sequence[Path | Stream]:
    if place == Stream.standard_input.value:
        if sys.stdin is None:
            raise InputError("standard input is closed; name a file, or pipe JSON lines in")
        return [Stream.standard_input]
    if not place:
        raise InputError("a place without a name; name a folder, a file or a pattern")
    try:
        status = Path(place).stat()
    except (FileNotFoundError, NotADirectoryError):
        return _matches(place)
    except (OSError, ValueError) as error:
        words = (isinstance(error, OSError) and error.strerror) or error
        raise InputError(f"{printable(place)}: cannot be read: {words}") from error
    if (kind := _special(status.st_mode)) is not None:
        raise InputError(f"{printable(place)}: {kind}; pipe it in and name - to read JSON lines")
    if stat.S_ISDIR(status.st_mode) and next(_walk(Path(place), set()), None) is None:
        raise InputError(f"{printable(place)}: no file in this folder")
    return [Path(place)]


def _matches(pattern: str) -> list[Path]:
    """Return what a pattern matches, hidden files and folders apart."""
    parts = Path(pattern).parts
    n_plain = next((i for i, part in enumerate(parts) if _MAGIC & set(part)), None)
    if n_plain is None:
        raise InputError(f"{printable(pattern)}: no such file or folder")
    folder = Path(*parts[:n_plain])
    shows_hidden = any(part.startswith(".") for part in parts[n_plain:])
    try:
        found = sorted(
            path
            for path in folder.glob(str(Path(*parts[n_plain:])))
            if shows_hidden or not _is_hidden(path.relative_to(folder))
        )
    except ValueError as error:
        raise InputError(f"{printable(pattern)}: no pattern: {error}") from error
    if not any(next(_walk(path, set()), None) for path in found):
        raise InputError(f"{printable(pattern)}: no file matches")
    return found


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _special(mode: int) -> str | None:
    """Return what a thing is that is neither file nor folder."""
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return None
    if stat.S_ISFIFO(mode):
        return "is a named pipe, no file"
    return "is a socket, no file" if stat.S_ISSOCK(mode) else "is a device, no file"


def _walk(
    root: Path, seen: set[tuple[int, int]], *, keep_files: bool = False
) -> Iterator[Path | Unreadable]:
    """Yield the files of a folder sorted by path, or a file itself.

    :param root: the folder or file
    :param seen: what has been met; a folder is entered once, however many links lead to it
    :param keep_files: whether files are remembered too
    """
    waiting = [(root.parent, [root.name])] if root.name else [(root, [""])]
    while waiting:
        folder, names = waiting[-1]
        if not names:
            waiting.pop()
            continue
        path = folder / names.pop()
        try:
            found = _look(path, seen, keep_files=keep_files)
        except FaultError as fault:
            yield fault.at(name_of(path), source=name_of(path))
            continue
        if isinstance(found, Path):
            yield found
        else:
            waiting.append((path, found))


def _look(path: Path, seen: set[tuple[int, int]], *, keep_files: bool) -> Path | list[str]:
    """Return a file itself, of a folder the names in it; none of what has been met.

    :raises FaultError: if it cannot be looked at, or is neither
    """
    with checked():
        status = path.stat()
        is_folder = stat.S_ISDIR(status.st_mode)
        place = (status.st_dev, status.st_ino)
        if place in seen:
            return []
        if is_folder or keep_files:
            seen.add(place)
        if is_folder:
            return _names(path)
    if (kind := _special(status.st_mode)) is not None:
        raise FaultError(Reason.unreadable, f"{kind}; nothing is read from it")
    return path


def _names(folder: Path) -> list[str]:
    """Return the names in a folder, the last one first; hidden ones are left out."""
    names = (path.name for path in folder.iterdir())
    return sorted((name for name in names if not name.startswith(".")), reverse=True)
