"""Which columns of a table, or keys of JSON, hold what; how a row becomes an input."""

import math
import reprlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeAlias

from predict.archive.article import Article, Form, Input, Reason
from predict.archive.faults import FaultError, listed, megabytes, printable, too_large
from predict.archive.inputs.days import read_day
from predict.errors import InputError

Row: TypeAlias = Mapping[str, object]
_LONGEST_ID = 1_000  # databases keep ids in an index
_EXAMPLE = "such as text=noi_dung,id=ma"
_KINDS = {bool: "true or false", int: "a number", float: "a number", dict: "an object"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The names of the columns that are read.

    ``html`` is the column of pages as sites serve them; where it is named, ``text`` is not read.
    """

    text: str = "text"
    html: str = ""
    id: str = "id"
    published: str = "published"
    source: str = "source"

    @classmethod
    def parse(cls, given: str) -> "Columns":
        """Read what the command line says, such as ``text=noi_dung,id=ma``.

        :raises InputError: if a key is unknown or comes twice, or a name is missing
        """
        known = [field.name for field in fields(cls)]
        names: dict[str, str] = {}
        for pair in given.split(","):
            key, equals, name = (part.strip() for part in pair.partition("="))
            if not (key and equals and name):
                raise InputError(f"columns: {pair!r} names no column; give pairs, {_EXAMPLE}")
            if key not in known:
                raise InputError(f"columns: no {key!r}; there are {', '.join(known)}, {_EXAMPLE}")
            if key in names:
                raise InputError(f"columns: {key!r} comes twice; give one column for it")
            names[key] = name
        if "text" in names and "html" in names:
            raise InputError("columns: an article is read from text or from html; name one of them")
        return cls(**names)

    @property
    def content(self) -> str:
        """The column that holds the article."""
        return self.html or self.text

    def wanted(self, names: Collection[str], *, where: str) -> list[str]:
        """Return those columns of a whole table that are read.

        :param names: the columns that there are
        :param where: what names them, for the error
        :raises FaultError: if the article's is not there, or another that was named
        """
        read = [self.content, self.id, self.published, self.source]
        for name in read:
            if name not in names and (name == self.content or name not in _USUAL):
                raise FaultError(Reason.no_text, self._missing(name, names, where=where))
        return [name for name in dict.fromkeys(read) if name in names]

    def input_of(self, row: Row, *, file: str, number: int, largest_bytes: int) -> Input:
        """Return the article in a row, or why there is none.

        :param row: what stands under each key
        :param file: the file, as an id names it
        :param number: the row's, from 1 on
        :param largest_bytes: how long its text may be, in UTF-8
        """
        place, source = f"{file}#{number}", file
        try:
            source = _name(row.get(self.source)) or file
            place = _id(row.get(self.id)) or place
            return Article(
                id=place,
                source=source,
                content=self._content(row, largest_bytes),
                form=Form.html if self.html else Form.text,
                published=self._published(row),
            )
        except FaultError as fault:
            return fault.at(place, source=source)

    def _content(self, row: Row, largest_bytes: int) -> str | bytes:
        if self.content not in row:
            missing = self._missing(self.content, row, where="row")
            raise FaultError(Reason.no_text, missing)
        content = row[self.content]
        if not isinstance(content, str | bytes):
            kind = "empty (null)" if content is None else _KINDS.get(type(content), "no text")
            raise FaultError(Reason.no_text, f'what stands under "{self.content}" is {kind}')
        if (size := _size(content, largest_bytes)) > largest_bytes:
            raise too_large(f"the text has {megabytes(size)}", largest_bytes)
        return content

    def _published(self, row: Row) -> date | None:
        value = row.get(self.published)
        try:
            return read_day(value)
        except ValueError:
            raise FaultError(
                Reason.bad_day,
                f'"{self.published}" is {reprlib.repr(value)}, which is no day; '
                "write it as 2021-07-14 or 14/07/2021",
            ) from None

    def _missing(self, name: str, names: Collection[str], *, where: str) -> str:
        key = next(f.name for f in fields(self) if getattr(self, f.name) == name)
        return (
            f'the {where} has no column "{name}"; there are {listed(names)}; '
            f"name the right one with --columns {key}=…"
        )


_USUAL = [field.default for field in fields(Columns)]  # these may be missing


def _size(content: str | bytes, largest_bytes: int) -> int:
    """Return the length in bytes, or less where that is surely within the limit."""
    if isinstance(content, bytes) or len(content) * 4 <= largest_bytes:
        return len(content)
    return len(content.encode("utf-8", "surrogatepass"))


def _name(value: object) -> str:
    """Return a name or number as text; empty where there is none."""
    if value is None or isinstance(value, Mapping | list):
        return ""
    if isinstance(value, float):  # so tables hold whole numbers where other cells are empty
        if math.isnan(value):
            return ""
        value = int(value) if value.is_integer() else value
    return printable(value if isinstance(value, str) else str(value)).strip()


def _id(value: object) -> str:
    name = _name(value)
    if len(name) > _LONGEST_ID:
        raise FaultError(
            Reason.too_large,
            f"the id has {len(name):,} characters; name another column with --columns id=…",
        )
    return name
