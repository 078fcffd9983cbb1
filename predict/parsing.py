"""JSON that came from elsewhere: what is wanted of it, or one sentence that says what is wrong."""

import re
import reprlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from predict.errors import InputError

Item = TypeVar("Item")
_NUMBER = r"\d+(?:\.\d+)?"
_DURATION = re.compile(rf"P(?=.)(?:{_NUMBER}[YMWD])*(?:T(?:{_NUMBER}[HMS])+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value inside a JSON document, and its place there, such as ``entities[3].value``."""

    value: object
    place: str = ""

    def error(self, message: str) -> InputError:
        """Return the error that something is wrong here."""
        return InputError(f"{self.place}: {message}" if self.place else message)

    def __getitem__(self, key: str) -> "Node":
        """Return what stands under a key of this object."""
        if key not in self.object:
            found = ", ".join(map(repr, self.object)) or "none"
            raise self.error(f"the key {key!r} is missing; there are {found}")
        return Node(value=self.object[key], place=f"{self.place}.{key}".lstrip("."))

    def get(self, key: str) -> "Node | None":
        """Return what stands under a key of this object, None if it is missing or null."""
        return None if self.object.get(key) is None else self[key]

    def item_of(self, items: Sequence[Item]) -> Item | None:
        """Return the item whose number this is, None if it is null."""
        if self.value is None:
            return None
        if self.whole >= len(items):
            raise self.error(f"there is no number {self.value}, the last one is {len(items) - 1}")
        return items[self.whole]

    def day_at(self, key: str) -> str | None:
        """Return the ISO day at a key, None where it is missing or null.

        :raises InputError: if it is no such day
        """
        if (day := self.text_at(key)) is None:
            return None
        try:
            return date.fromisoformat(day).isoformat()
        except ValueError:
            raise self[key].error(f"expected a day as 2021-07-14, found {day!r}") from None

    def duration_at(self, key: str) -> str | None:
        """Return the ISO duration at a key, None where it is missing or null.

        :raises InputError: if it is no such duration
        """
        duration = self.text_at(key)
        if duration is not None and not _DURATION.fullmatch(duration):
            raise self[key].error(f"expected a duration as P6M, found {duration!r}")
        return duration

    def text_at(self, key: str) -> str | None:
        """Return the string under a key, None if it is missing or null."""
        return node.text if (node := self.get(key)) else None

    def number_at(self, key: str) -> float | None:
        """Return the number under a key, None if it is missing or null."""
        return node.number if (node := self.get(key)) else None

    @contextmanager
    def checked(self) -> Iterator[None]:
        """Say of what a record finds wrong with its fields that it is here."""
        try:
            yield
        except InputError:
            raise
        except ValueError as error:
            raise self.error(str(error)) from error

    @property
    def object(self) -> Mapping[str, object]:
        """It as an object with keys."""
        if not isinstance(self.value, Mapping):
            raise self._other("an object")
        return self.value

    @property
    def items(self) -> "list[Node]":
        """What stands in this list."""
        if not isinstance(self.value, Sequence) or isinstance(self.value, str | bytes):
            raise self._other("a list")
        return [Node(value=item, place=f"{self.place}[{i}]") for i, item in enumerate(self.value)]

    @property
    def text(self) -> str:
        """It as a string."""
        if not isinstance(self.value, str):
            raise self._other("a string")
        return self.value

    @property
    def text_or_none(self) -> str | None:
        """It as a string, None if it is null."""
        return None if self.value is None else self.text

    @property
    def whole(self) -> int:
        """It as a whole number from 0 on."""
        if not isinstance(self.value, int) or isinstance(self.value, bool) or self.value < 0:
            raise self._other("a whole number from 0 on")
        return self.value

    @property
    def number(self) -> float:
        """It as a number: ``int`` stays ``int``, which is exact."""
        if not isinstance(self.value, int | float) or isinstance(self.value, bool):
            raise self._other("a number")
        if not -sys.float_info.max <= self.value <= sys.float_info.max:
            raise self._other("a finite number")
        return self.value

    @property
    def share(self) -> float:
        """It as a number from 0 to 1."""
        if not 0 <= self.number <= 1:
            raise self._other("a number from 0 to 1")
        return float(self.number)

    def with_keys(self, known: Sequence[str], *, otherwise: str) -> "dict[str, Node]":
        """Return what stands under each key of this object.

        :param known: the keys that it has, in any order, and no others
        :param otherwise: what to do if it has others, for the error
        """
        if set(self.object) != set(known):
            raise self._other(f"the keys {', '.join(known) or 'none'}", otherwise=f"; {otherwise}")
        return {key: self[key] for key in self.object}

    def one_of(self, known: Sequence[str], *, otherwise: str) -> str:
        """Return it as one of some names.

        :param known: the names
        :param otherwise: what to do if it is none of them, for the error
        """
        if self.text not in known:
            raise self._other(f"one of {', '.join(known) or 'none'}", otherwise=f"; {otherwise}")
        return self.text

    def _other(self, wanted: str, *, otherwise: str = "") -> InputError:
        return self.error(f"expected {wanted}, found {reprlib.repr(self.value)}{otherwise}")
