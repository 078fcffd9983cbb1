"""A program from its streams to its exit code: how every ``__main__.py`` runs its commands."""

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from predict.commands.failures import NoReaderError, OutputError, say
from predict.errors import InputError


def run(app: Callable[[], object]) -> NoReturn:
    """Run a program's commands and end with their exit code.

    Output is UTF-8, whatever the locale. Where standard output is closed or its disk is full, the
    end is one sentence and code 2; where its reader has gone, silence and code 141.

    :param app: the commands, which end by ``SystemExit``
    """
    _open_closed_streams()
    if sys.stdout is None:
        sys.exit(say(InputError("standard output is closed; send it to a file or a terminal")))
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.stdout = _Output.of(sys.stdout)  # type: ignore[arg-type]
    code = _code_of(app)
    sys.exit(_code_of(sys.stdout.flush) or code)


class _Output(io.TextIOWrapper):
    """Standard output in UTF-8; its errors say that they are its own."""

    @classmethod
    def of(cls, stream: io.TextIOWrapper) -> "_Output":
        """Write where another stream writes, as eagerly as it does."""
        return cls(
            stream.buffer,
            encoding="utf-8",
            errors="backslashreplace",  # a file's name may hold bytes that are no UTF-8
            line_buffering=stream.line_buffering,
            write_through=stream.write_through,
        )

    def write(self, text: str, /) -> int:
        """Write a text.

        :raises OutputError: if it cannot be written
        """
        with _named():
            return super().write(text)

    def flush(self) -> None:
        """Hand over what was written.

        :raises OutputError: if it cannot be written
        """
        with _named():
            super().flush()


@contextmanager
def _named() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise NoReaderError("nobody reads standard output") from error
    except OSError as error:
        raise OutputError(f"standard output: {error.strerror}; send it elsewhere") from error


def _code_of(step: Callable[[], object]) -> str | int | None:
    try:
        step()
    except SystemExit as end:
        return end.code
    except (OSError, InputError) as error:
        return say(error)
    return 0


def _open_closed_streams() -> None:
    """Open what is closed of the first three descriptors, which the next file would take over."""
    while (opened := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(opened)
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # to the end
