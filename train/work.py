"""The part of a training in which no fault is that of what was given: all of it is checked."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from safetensors import SafetensorError

from predict.errors import InputError

_UNWRITTEN = ("(os error 28)", "inline_container.cc")  # of safetensors; of torch.save


@contextmanager
def long_work(folder: Path) -> Iterator[None]:
    """Give errors of a training the class that says whose they are.

    :param folder: where the training writes
    :raises OSError: in place of what libraries raise where a disk is full
    :raises RuntimeError: in place of an ``InputError``, which commands would print without the
        traceback that a fault of ours needs
    """
    try:
        yield
    except InputError as error:
        raise RuntimeError(f"a fault of nhandang, in input that is checked: {error}") from error
    except (RuntimeError, SafetensorError) as error:
        if any(mark in str(error) for mark in _UNWRITTEN):
            problem = "cannot be written in full; is the disk full?"
            raise OSError(errno.ENOSPC, problem, str(folder)) from error
        raise
