"""Which people a question may mean: by plain letters, parts of a name, and with a typing error."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

from predict.query.corrections import NONE, Corrections
from predict.query.people import Person
from predict.query.spelling import (
    bare,
    given_name,
    has_typing_error,
    leaves_out,
    parts_of,
    short_forms,
)

Parts: TypeAlias = tuple[str, ...]


class AskedNames:
    """Names that others are compared with, quickly: what a last syllable says is kept.

    Generous: a name may be meant if it has the given name of one, or if only a typing error sets
    it apart from one.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Take names as users and articles write them."""
        self._by_given: dict[str, list[str]] = {}
        for parts in filter(None, map(parts_of, names)):
            whole = bare("".join(parts))
            for given in {bare(given_name(parts)), whole if len(parts[0]) == 1 else ""} - {""}:
                self._by_given.setdefault(given, []).append(whole)
        self._said: dict[str, bool | list[str]] = {}

    def could_be(self, name: str) -> bool:
        """Say whether a name may be one of them, or of a namesake."""
        if not name[1:2].isalpha():  # K'Srang, Y Ngân Niê: the last part may not say it
            parts = parts_of(name)
            return bool(parts) and (
                bare(given_name(parts)) in self._by_given
                or any(self._is_near(parts, names) for names in self._by_given.values())
            )
        last = name[name.rfind(" ") + 1 :]
        said = self._said.get(last)
        if said is None:
            said = self._said[last] = self._by_given_name(parts_of(last)[-1:])
        return self._is_near(parts_of(name), said) if isinstance(said, list) else said

    def _by_given_name(self, given: Parts) -> bool | list[str]:
        """Say whether a given name is that of one; else return those with nearly the same."""
        if not given:
            return False
        plain = bare(given[0])
        if plain in self._by_given:
            return True
        near = [
            name
            for other, names in self._by_given.items()
            if has_typing_error(plain, other, at_least=2)
            for name in names
        ]
        return near or False

    def _is_near(self, parts: Parts, names: Sequence[str]) -> bool:
        whole = bare("".join(parts))
        return any(whole == name or has_typing_error(whole, name) for name in names)


def could_be_person(name: str, asked: str) -> bool:
    """Say whether a name may be one of the person who is asked for, or of a namesake.

    :param name: of which there may be many, with one that is asked for
    :param asked: as a user writes it
    """
    return _asked(asked).could_be(name)


@lru_cache(maxsize=1_000)
def _asked(asked: str) -> AskedNames:
    return AskedNames([asked])


def asked_names(asked: str, corrections: Corrections = NONE) -> tuple[str, ...]:
    """Return a name and those that corrections bring together with it, each to be asked for.

    :param asked: as a user writes it
    :param corrections: which people are the same
    """
    names = {asked: None}
    n_names = 0
    while n_names != len(names):
        n_names = len(names)
        for table in corrections.people:
            written = [who.name for who in table.who]
            if table.is_same and any(
                could_be_person(one, name) for one in written for name in names
            ):
                names |= dict.fromkeys(written)
    return tuple(names)


def asked_person(asked: str, people: Sequence[Person]) -> list[Person]:
    """Return the people whom a name means, all namesakes among them.

    Those with just this name, else those with it in plain letters, else those of whose name it is a
    part, else those from whose name a typing error sets it apart.

    :param asked: as a user writes it
    :param people: all who may be meant
    """
    wanted = parts_of(asked)
    if not wanted:
        return []
    plain = _bare(wanted)
    has_marks = wanted != plain
    ways: list[Callable[[Parts], bool]] = [
        lambda parts: "".join(parts) == "".join(wanted),
        lambda parts: "".join(_bare(parts)) == "".join(plain),
        lambda parts: has_marks and _is_part(wanted, parts),
        lambda parts: _is_part(plain, _bare(parts)),
        lambda parts: has_typing_error("".join(plain), "".join(_bare(parts))),
    ]
    for is_meant in ways:
        found = [one for one in people if any(is_meant(parts_of(name)) for name in one.spellings)]
        if found:
            return found
    return []


def _bare(parts: Parts) -> Parts:
    return tuple(map(bare, parts))


def _is_part(short: Parts, full: Parts) -> bool:
    return short in short_forms(full) or leaves_out(short, full)
