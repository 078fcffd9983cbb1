"""The tables of a file of corrections: how they are written, and what is wrong with one alone."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from predict.errors import InputError
from predict.offices.abbreviations import expand
from predict.offices.full_names import plain

_FORMS = (
    'a table is [[person]] with "same" or "different", '
    'or [[body]] with "same" or with "name" and "means"'
)
_ONE_SIGN = str.maketrans(dict.fromkeys("’‘`´ʼ′", "'") | dict.fromkeys("‐‑–", "-"))  # noqa: RUF001


def name_key(name: str) -> str:
    """Return a name of a person as corrections compare it.

    Capitals, spaces, and how apostrophes and tone marks are written make no difference.
    """
    return plain(" ".join(name.translate(_ONE_SIGN).split()))


def body_key(name: str) -> str:
    """Return a name of a body as corrections compare it: written out, too."""
    return name_key(expand(name) or name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is written: a file, and a table of it by kind and number."""

    file: str
    kind: str
    number: int

    def fault(self, what: str) -> NoReturn:
        """Say what is wrong with the table.

        :raises InputError: always
        """
        raise InputError(f"{self}: {what}")

    def __str__(self) -> str:
        """Return it as sentences begin with it."""
        return f"{self.file}, [[{self.kind}]] {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Mentions of a person: those with a name, of one body alone, or in some articles alone.

    ``keys`` are those of the bodies that ``body`` names; None as long as nobody has looked.
    """

    name: str
    body: str | None = None
    articles: frozenset[str] = frozenset()
    keys: frozenset[str] | None = None

    @property
    def says(self) -> tuple[bool, bool]:
        """How much it says: articles more than a body, and a body more than a name alone."""
        return bool(self.articles), self.body is not None

    def covers(self, other: "Who") -> bool:
        """Say whether all mentions of another are among its own, as far as names tell."""
        return (
            name_key(self.name) == name_key(other.name)
            and (self.body is None or _is_same_body(self.body, other.body))
            and (not self.articles or (bool(other.articles) and other.articles <= self.articles))
        )

    def chooses(self, name: str, body: str | None, article: str) -> bool:
        """Say whether a mention is one of its own.

        :param name: as ``name_key`` returns it
        :param body: the key of the body of the mention's office
        :param article: in which it is
        """
        if name != name_key(self.name) or (self.articles and article not in self.articles):
            return False
        return self.body is None or (body is not None and body in (self.keys or {self.body}))

    def __str__(self) -> str:
        """Return it as sentences name it."""
        parts = [f'"{self.name}"']
        if self.body is not None:
            parts.append(f'of "{self.body}"')
        if self.articles:
            parts.append(f"in {', '.join(sorted(self.articles))}")
        return " ".join(parts)


def _is_same_body(first: str, second: str | None) -> bool:
    return second is not None and body_key(first) == body_key(second)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """``[[person]]``: mentions that are one person, or of which no two are."""

    place: Place
    who: tuple[Who, ...]
    is_same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SameBody:
    """``[[body]]`` with ``same``: names of one body; the first is the one that is shown."""

    place: Place
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeantBody:
    """``[[body]]`` with ``means``: a name that means another body, in some articles or in all."""

    place: Place
    name: str
    means: str
    articles: frozenset[str]


def read_tables(file: Path) -> list[People | SameBody | MeantBody]:
    """Read the tables of a file.

    :raises InputError: if there is no such file, it is not TOML, or a table is not well formed
    """
    tables: list[People | SameBody | MeantBody] = []
    for kind, rows in _load(file).items():
        if kind not in ("person", "body"):
            raise InputError(f'{file}: "{kind}" is not known here; {_FORMS}')
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise InputError(f"{file}: write [[{kind}]], with two brackets, above each table")
        for number, row in enumerate(rows, 1):
            place = Place(file=str(file), kind=kind, number=number)
            tables.append(_person(place, row) if kind == "person" else _body(place, row))
    return tables


def _load(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise InputError(f"{file}: no such file; --corrections names a TOML file") from None
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise InputError(f"{file}: not UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file}: not TOML: {error}") from None


def _person(place: Place, row: Mapping[str, object]) -> People:
    _check_keys(place, row, ("same", "different"))
    if len(row) != 1:
        place.fault('give either "same" or "different"')
    (form, members), *_ = row.items()
    if not isinstance(members, list):
        place.fault(f'"{form}" must be a list of two names or more')
    who = tuple(_who(place, member) for member in members)
    if len(set(who)) < 2:
        place.fault(f'"{form}" needs two names or more')
    for i, one in enumerate(who):
        for other in who[:i]:
            if one.covers(other) and other.covers(one):
                place.fault(
                    f"{other} and {one} are one name; say which is which by "
                    "{ name = …, body = … } or { name = …, articles = […] }"
                )
            if form == "different" and (both := _claimed_by_both(one, other)):
                place.fault(f'{both} cannot be given to two persons "{one.name}"; take out one')
    return People(place=place, who=who, is_same=form == "same")


def _claimed_by_both(one: Who, other: Who) -> str | None:
    """Return an article whose mentions two members claim with as much right."""
    bodies = {one.body and body_key(one.body), other.body and body_key(other.body)}
    if name_key(one.name) != name_key(other.name) or len(bodies) > 1:
        return None
    return min(one.articles & other.articles, default=None)


def _who(place: Place, member: object) -> Who:
    if isinstance(member, str):
        return Who(name=_text(place, "name", member))
    if not isinstance(member, dict):
        place.fault(f"{member!r} must be a name or a table {{ name = …, body = … }}")
    _check_keys(place, member, ("name", "body", "articles"))
    if "name" not in member:
        place.fault('a table in a list needs "name"')
    body = member.get("body")
    return Who(
        name=_text(place, "name", member["name"]),
        body=None if body is None else _text(place, "body", body),
        articles=_articles(place, member),
    )


def _body(place: Place, row: Mapping[str, object]) -> SameBody | MeantBody:
    _check_keys(place, row, ("same", "name", "means", "articles"))
    if "same" in row:
        if len(row) > 1:
            place.fault('give either "same" or "name" and "means"')
        names = _texts(place, "same", row["same"])
        if len({body_key(name) for name in names}) < 2:
            place.fault('"same" needs two names or more')
        return SameBody(place=place, names=tuple(names))
    if not {"name", "means"} <= row.keys():
        place.fault('"same" is needed, or both "name" and "means"')
    name, means = (_text(place, key, row[key]) for key in ("name", "means"))
    if body_key(name) == body_key(means):
        place.fault(f'"{name}" already means "{means}"; give another name in "means"')
    return MeantBody(place=place, name=name, means=means, articles=_articles(place, row))


def _articles(place: Place, row: Mapping[str, object]) -> frozenset[str]:
    if "articles" not in row:
        return frozenset()
    ids = _texts(place, "articles", row["articles"])
    if not ids:
        place.fault('"articles" is empty; name articles, or leave the key out for all of them')
    return frozenset(ids)


def _check_keys(place: Place, row: Iterable[str], known: Sequence[str]) -> None:
    for key in row:
        if key not in known:
            place.fault(f'"{key}" is not known here; known are {", ".join(known)}')


def _texts(place: Place, key: str, value: object) -> list[str]:
    if not isinstance(value, list):
        place.fault(f'"{key}" must be a list of texts')
    return [_text(place, key, one) for one in value]


def _text(place: Place, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        place.fault(f'"{key}" must be a text that is not empty, got {value!r}')
    return unicodedata.normalize("NFC", " ".join(value.split()))
