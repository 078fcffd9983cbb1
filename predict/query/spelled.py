"""Names of bodies and places as they are compared."""

import re
import unicodedata
from functools import lru_cache

from predict.offices.full_names import plain

_MARKS = str.maketrans("", "", "".join(map(chr, range(0x300, 0x370))))
_APART = re.compile(r"[^\w]+(?:và[^\w]+)?")
_HIGHLANDS = re.compile(r"\bđ[ăắa][kc]\b")  # Đăk, Đắk, Đak, Đắc: one word in many spellings
_APOSTROPHES = str.maketrans("", "", "'’")


@lru_cache(maxsize=1 << 16)
def words_of(name: str) -> str:
    """Return a name in small letters, its marks placed one way, without signs and "và"."""
    small = _HIGHLANDS.sub("đăk", plain(unicodedata.normalize("NFC", name)))
    return _APART.sub(" ", small.translate(_APOSTROPHES)).strip()


@lru_cache(maxsize=1 << 16)
def bare_of(words: str) -> str:
    """Return words in plain letters."""
    return unicodedata.normalize("NFD", words.replace("đ", "d")).translate(_MARKS)
