"""The provinces of the country, and what became of them when 63 became 34."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from predict.query.spelled import bare_of, words_of

_FILE = Path(__file__).with_name("provinces.toml")
_IN_ADDRESS = (
    r"(?:^|[^a-z]|bao|dai|ptth|tinhuy|thanhuy|ubnd|hdnd|dost|so[a-z]{{2,6}}\.){name}(?:[^a-z]|tv|$)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provinces:
    """Provinces and cities under the central government, by their names as they are compared."""

    day: str  # of the merger
    shown: Mapping[str, str]
    cities: frozenset[str]
    became: Mapping[str, str]  # of those that are gone: whose part each is
    spellings: Mapping[str, str]

    def key(self, name: str) -> str:
        """Return a province's name as it is compared, however it is spelled."""
        words = words_of(name)
        return self.spellings.get(words, words)

    def level(self, key: str) -> str:
        """Return ``thành phố`` for a city under the central government, else ``tỉnh``."""
        return "thành phố" if key in self.cities else "tỉnh"

    def is_past(self, key: str, day: str | None) -> bool:
        """Say whether a province was gone on a day."""
        return key in self.became and day is not None and day >= self.day

    def in_address(self, source: str) -> str | None:
        """Return the one whose name stands in an address such as ``baohagiang.vn``."""
        found = _addresses().search(source.lower())
        return _by_address()[found["name"]] if found else None


@cache
def all_provinces() -> Provinces:
    """Return what the file beside this module says."""
    said = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    now = {**said["cities"], **said["provinces"]}
    became = {words_of(old): words_of(new) for new, parts in now.items() for old in parts}
    became |= {words_of(old): words_of(new) for old, new in said["earlier"].items()}
    names = [*now, *(old for parts in now.values() for old in parts), *said["earlier"]]
    return Provinces(
        day=said["day"],
        shown={words_of(name): name for name in names},
        cities=frozenset(map(words_of, said["cities"])),
        became={old: new for old, new in became.items() if old != new},
        spellings={words_of(other): words_of(name) for other, name in said["spellings"].items()},
    )


@cache
def _by_address() -> dict[str, str]:
    """Return the provinces by their names as addresses have them."""
    return {bare_of(key).replace(" ", ""): key for key in reversed(list(all_provinces().shown))}


@cache
def _addresses() -> re.Pattern[str]:
    return re.compile(_IN_ADDRESS.format(name=f"(?P<name>{'|'.join(_by_address())})"))
