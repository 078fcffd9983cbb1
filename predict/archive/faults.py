"""What is wrong with an input, said as a reason and a sentence while it is being read."""

from collections.abc import Iterable
from itertools import islice

from predict.archive.article import Reason, Unreadable

_MOST_NAMES, _LONGEST_NAME = 20, 60
_ESCAPES = str.maketrans({"\0": "\\x00", "\n": "\\n", "\r": "\\r"})


class FaultError(Exception):
    """An input that cannot be read; it becomes an ``Unreadable``, and reading goes on."""

    def __init__(self, reason: Reason, detail: str) -> None:
        """Keep the reason and the sentence."""
        super().__init__(detail)
        self.reason = reason
        self.detail = detail

    def at(self, place: str, *, source: str) -> Unreadable:
        """Return the input that could not be read.

        :param place: its id
        :param source: the file
        """
        return Unreadable(
            id=place, source=source, reason=self.reason, detail=printable(self.detail)
        )


def not_opened(error: OSError) -> FaultError:
    """Return that a file or folder cannot be read, by what the system says of it."""
    return FaultError(Reason.unreadable, f"cannot be read: {error.strerror or error}")


def too_large(what: str, largest_bytes: int) -> FaultError:
    """Return that something is over the limit.

    :param what: what it is, and how large
    :param largest_bytes: the limit
    """
    return FaultError(
        Reason.too_large,
        f"{what}; the most is {megabytes(largest_bytes)}, which --largest changes",
    )


def in_utf16() -> FaultError:
    """Return that a table begins as UTF-16 does."""
    return FaultError(Reason.not_utf8, "UTF-16, not UTF-8; save it as UTF-8")


def megabytes(n_bytes: int) -> str:
    """Return a size as people read it, such as ``12.5 MB``."""
    return f"{n_bytes / 1e6:,.1f} MB" if n_bytes >= 100_000 else f"{n_bytes:,} bytes"


def printable(text: str) -> str:
    r"""Return a name or sentence in one line that every file and database takes.

    What UTF-8 does not hold, as in a file's name of another encoding, becomes ``\udcff``.
    """
    return text.translate(_ESCAPES).encode("utf-8", "backslashreplace").decode("utf-8")


def listed(names: Iterable[object]) -> str:
    """Return names of columns as a sentence holds them: not too many, none too long."""
    shown = [str(name) for name in islice(names, _MOST_NAMES + 1)]
    words = [f"{name[:_LONGEST_NAME]}…" if len(name) > _LONGEST_NAME else name for name in shown]
    more = ", …" if len(shown) > _MOST_NAMES else ""
    return (", ".join(words[:_MOST_NAMES]) + more) or "none"
