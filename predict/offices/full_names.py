"""The full names of people whom an article names more than once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from predict.text.document import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """An office as it is written: its position, and its organisation if one is named."""

    position: str
    organisation: str | None

    def agrees_with(self, other: "Title") -> bool:
        """Say whether both may be one office: where both name an organisation, it is the same."""
        if plain(self.position) != plain(other.position):
            return False
        if self.organisation is None or other.organisation is None:
            return True
        return plain(self.organisation) == plain(other.organisation)


def plain(name: str) -> str:
    """Return a name as names are compared: small, its tone marks placed the old way."""
    return fold(name.casefold())


def find_full_names(
    names: Sequence[str], titles: Mapping[int, Collection[Title]] | None = None
) -> list[str]:
    """Give each mention of a person the full name that ends as it does.

    Where several people's names end so, the office decides; where it does not, the short name
    stays.

    :param names: the mentions of an article, in reading order
    :param titles: the titles of mentions, by their number
    """
    titles = titles or {}
    full = _find_full(names)
    offices: dict[str, list[Title]] = {}
    for i, of_mention in titles.items():
        offices.setdefault(plain(names[i]), []).extend(of_mention)
    people: list[str] = []
    for i, name in enumerate(names):
        candidates = full.get(plain(name), ())
        if len(candidates) > 1:
            candidates = [
                one
                for one in candidates
                if _share_office(titles.get(i, ()), offices.get(plain(one), ()))
            ]
        people.append(candidates[0] if len(candidates) == 1 else name)
    return people


def _find_full(names: Sequence[str]) -> dict[str, list[str]]:
    """Return, for each name and each end of one, the longest names that end so, as first written.

    Names are compared without regard to capitals and to where tone marks are placed.
    """
    written: dict[str, str] = {}
    for name in names:
        written.setdefault(plain(name), name)
    ends = {end for name in written for end in _ends(name)}
    longest = [name for name in written if name not in ends]
    full: dict[str, list[str]] = {}
    for name in longest:
        for end in (name, *_ends(name)):
            full.setdefault(end, []).append(written[name])
    return full


def _ends(name: str) -> list[str]:
    """Return a name without its first syllable, its first two, and so on."""
    syllables = name.split()
    return [" ".join(syllables[i:]) for i in range(1, len(syllables))]


def _share_office(first: Collection[Title], second: Collection[Title]) -> bool:
    return any(one.agrees_with(other) for one in first for other in second)
