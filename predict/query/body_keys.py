"""What makes a body one, and the forms of its name that a user may ask for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from predict.offices.places import LEVELS
from predict.query.body_names import written_out
from predict.query.own_places import Unit
from predict.query.provinces import all_provinces
from predict.query.spelled import bare_of, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body; two names mean the same one where the keys are the same.

    ``continued_by`` is the one into which it went when provinces were merged.
    """

    key: str
    name: str  # with the place that it lacks
    continued_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyKey:
    """The kind of a body, and its place with those that it lies in; all as names are compared."""

    kind: str
    level: str = ""
    place: str = ""
    district: Unit = ("", "")
    province: str = ""
    tag: str = ""  # what else tells it apart: its article, or the time of a commune

    def __str__(self) -> str:
        """Return it as a text, which ``parse`` reads."""
        parts = (self.kind, self.level, self.place, *self.district, self.province, self.tag)
        return "|".join(parts)

    @classmethod
    def parse(cls, text: str) -> "BodyKey":
        """Read what ``str`` returned."""
        kind, level, place, higher, district, province, tag = text.split("|", 6)
        return cls(
            kind=kind,
            level=level,
            place=place,
            district=(higher, district),
            province=province,
            tag=tag,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a user asks for, in words as names are compared."""

    words: frozenset[str]
    keys: frozenset[str] = frozenset()  # of bodies that corrections join to it
    may_be: frozenset[str] = frozenset()  # words that corrections say mean it somewhere

    def matches(self, body: Body) -> bool:
        """Say whether it is this body, or one of this kind where no place is asked for."""
        return body.key in self.keys or not self.words.isdisjoint(forms_of(body.key))

    def may_begin_with(self, word: str) -> bool:
        """Say whether a name that begins with a word, or an abbreviation, may mean it."""
        first = first_word(word)
        return first is None or any(
            bare_of(words).partition(" ")[0] == first for words in self.words | self.may_be
        )

    def may_be_named(self, kind: str, *, level: str, place: str) -> bool:
        """Say whether a name may mean it in some article.

        :param kind: of the name
        :param level: that it says, or nothing
        :param place: that it says, or nothing
        """
        return any(
            _may_be(words, *name)
            for words in self.words | self.may_be
            for name in ((kind, level, place), (bare_of(kind), bare_of(level), bare_of(place)))
        )


_BOUNDED = tuple(f"{level} " for one in LEVELS for level in (one, bare_of(one)))


def _may_be(words: str, kind: str, level: str, place: str) -> bool:
    if words in (kind, f"{kind} {level}"):
        return True
    if not words.startswith(f"{kind} "):
        return False
    rest = words.removeprefix(f"{kind} ")
    if level and rest.startswith(f"{level} "):
        rest = rest.removeprefix(f"{level} ")
    elif level and f"{rest} ".startswith(_BOUNDED):
        return False
    return f"{rest} ".startswith(f"{place} " if place else "")


@lru_cache(maxsize=1 << 12)
def first_word(word: str) -> str | None:
    """Return the first word of a name in plain letters; None where only the next ones tell it."""
    full = written_out(word)
    if full == word and word.isupper() and len(word) > 1:
        return None
    return bare_of(words_of(full)).partition(" ")[0]


@lru_cache(maxsize=1 << 16)
def forms_of(key: str) -> frozenset[str]:
    """Return the words with which a user may ask for a body, with marks and in plain letters.

    :param key: the body's
    """
    forms = set(_forms(BodyKey.parse(key)))
    return frozenset({*forms, *map(bare_of, forms)})


def _forms(key: BodyKey) -> Iterator[str]:
    kinds = (key.kind, f"{key.kind} {key.level}") if key.level else (key.kind,)
    yield from kinds
    for kind in kinds:
        name = words_of(f"{kind} {key.place}")
        if key.place:
            yield name
        level, district = key.district
        lower = [district, f"{level} {district}"] if district else []
        above = all_provinces().level(key.province)
        higher = [key.province, f"{above} {key.province}"] if key.province else []
        yield from (f"{name} {one}" for one in (*lower, *higher))
        yield from (f"{name} {one} {other}" for one in lower for other in higher)
