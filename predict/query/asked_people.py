"""Which people a question may mean: by plain letters, parts of a name, and with a typing error."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
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

_NOT_YET = object()


def could_be_person(name: str, asked: str) -> bool:
    """Say whether a name may be one of the person who is asked for, or of a namesake.

    Quick, and generous: all with one given name, and all names that a typing error sets apart.
    """
    wanted = _asked(asked)
    if not name[1:2].isalpha():  # K'Srang, Y Ngân Niê: the given name may not be the last part
        return wanted.compare(parts_of(name))
    last = name[name.rfind(" ") + 1 :]
    said = wanted.said.get(last, _NOT_YET)
    if said is _NOT_YET:
        said = wanted.said[last] = wanted.is_given(parts_of(last)[-1:])
    return wanted.compare(parts_of(name)) if said is None else said is True


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


@dataclass(frozen=True, slots=True)
class _Asked:
    """A name that many are compared with; what last syllables say is kept."""

    given: str
    whole: str
    said: dict[str, bool | object | None] = field(default_factory=dict)

    def is_given(self, parts: Parts) -> bool | None:
        """Say whether a last syllable is the given name; None if it is so but for a letter."""
        if not parts:
            return False
        given = bare(parts[0])
        if given == self.given:
            return True
        return None if has_typing_error(given, self.given, at_least=2) else False

    def compare(self, parts: Parts) -> bool:
        """Say whether a whole name may be the one."""
        if not parts:
            return False
        whole = bare("".join(parts))
        given = bare(given_name(parts))
        return given == self.given or whole == self.whole or has_typing_error(whole, self.whole)


@lru_cache(maxsize=1_000)
def _asked(asked: str) -> _Asked:
    parts = parts_of(asked)
    if not parts:
        return _Asked("", "")
    return _Asked(bare(given_name(parts)), bare("".join(parts)))
