"""How the name of a person is spelt, and which spellings may be of one name."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from predict.errors import MissingExtraError
from predict.offices.full_names import plain

try:
    from rapidfuzz.distance import OSA
except ImportError as error:
    raise MissingExtraError(
        "questions to an archive need libraries that are not installed; "
        'run: pip install "nhandang[query]"'
    ) from error

_APART = re.compile(r"[^\w]+")
_Y_ALONE = re.compile("^(qu|[bcdđghklmnpqrstvx]+)([yỳýỷỹỵ])$")
_I = dict(zip("yỳýỷỹỵ", "iìíỉĩị", strict=True))
_MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_BARE = "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd"
_TO_BARE = str.maketrans(_MARKED + _MARKED.upper(), _BARE + _BARE)


@lru_cache(maxsize=100_000)
def parts_of(name: str) -> tuple[str, ...]:
    """Return the syllables of a name, small, where spelling leaves no choice.

    Tone marks are placed one way, ``y`` that sounds as ``i`` is ``i``, and apostrophes and hyphens
    are as good as spaces: ``K’Mỹ`` and ``K MĨ`` are the same.
    """
    small = plain(unicodedata.normalize("NFC", name))
    return tuple(_Y_ALONE.sub(_with_i, part) for part in _APART.split(small) if part)


def _with_i(match: re.Match[str]) -> str:
    return match[1] + _I[match[2]]


def bare(text: str) -> str:
    """Return a text in small letters without marks."""
    return text.translate(_TO_BARE).lower()


def given_name(parts: tuple[str, ...]) -> str:
    """Return the given name: the last syllable, or the second of ``H'Mer Êban`` and ``Y Ngân Niê``.

    :param parts: the syllables, one at least
    """
    return parts[1] if _is_given_first(parts) else parts[-1]


def _is_given_first(parts: tuple[str, ...]) -> bool:
    return len(parts) > 2 and len(parts[0]) == 1


def short_forms(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield what may stand for a full name where it was named before: its ends.

    :param parts: the syllables of the full name
    """
    for i in range(1, len(parts)):
        yield parts[i:]
    if _is_given_first(parts):
        yield parts[:2]
        yield parts[1:2]


@dataclass(frozen=True, slots=True)
class Names:
    """Names as they are compared: the syllables of each in one word, and whether it is a short one.

    ``K'Srang`` and ``KSRANG`` are one name, of two syllables.
    """

    parts: Mapping[str, tuple[str, ...]]
    is_short: Mapping[str, bool]

    @classmethod
    def of(cls, written: Iterable[str]) -> "Names":
        """Compare names as they are written."""
        parts: dict[str, tuple[str, ...]] = {}
        for syllables in map(parts_of, written):
            name = "".join(syllables)
            parts[name] = max(parts.get(name, ()), syllables, key=lambda one: (len(one), one))
        shorter = {form for syllables in parts.values() for form in short_forms(syllables)}
        is_short = {
            name: len(syllables) < 2 or syllables in shorter for name, syllables in parts.items()
        }
        return cls(parts, is_short)


def leaves_out(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Say whether a name is another one without middle names.

    :param short: the syllables of the name with fewer
    :param full: those of the other
    """
    if not 2 <= len(short) < len(full) or (short[0], short[-1]) != (full[0], full[-1]):
        return False
    rest = iter(full)
    return all(part in rest for part in short)


def lacks_marks(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Say whether a name is another one without marks, or with some syllables without theirs.

    The given name lacks its marks only where all others do: *Hoa* and *Hòa* are two.

    :param short: the syllables of the name that may lack them
    :param full: those of the other
    """
    if len(short) != len(full) or bare("".join(short)) != bare("".join(full)):
        return False
    lacking = [one.isascii() for one, other in zip(short, full, strict=True) if one != other]
    return all(lacking) and (short[-1] == full[-1] or all(map(str.isascii, short)))


def has_typing_error(first: str, second: str, *, at_least: int = 5) -> bool:
    """Say whether one letter too many, too few or other, or two changed about, set two names apart.

    :param first: its syllables in one word
    :param second: likewise
    :param at_least: how many letters each of them has, or nothing is said
    """
    if min(len(first), len(second)) < at_least or abs(len(first) - len(second)) > 1:
        return False
    return OSA.distance(first, second, score_cutoff=1) <= 1
