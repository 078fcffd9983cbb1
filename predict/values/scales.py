"""Words that scale a number, in full and in short, and those for currencies."""

import re
from typing import NamedTuple

THOUSAND, MILLION = 10**3, 10**6
SMALL_SCALES = {"chục": 10, "trăm": 10**2}
_LARGE_SCALES = {
    "nghìn": THOUSAND, "ngàn": THOUSAND, "vạn": 10**4, "triệu": MILLION, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
SCALES = SMALL_SCALES | _LARGE_SCALES
_SHORT_SCALES = {"tr": MILLION, "k": THOUSAND, "ng": THOUSAND, "n": THOUSAND}
_FACTORS = SCALES | _SHORT_SCALES
DONG = "VND"
CURRENCIES = {
    "đồng": DONG, "đ": DONG, "vnđ": DONG, "vnd": DONG, "đồng việt nam": DONG,
    "usd": "USD", "$": "USD", "đô la": "USD", "đô la mỹ": "USD", "đô-la": "USD", "đô": "USD",
    "eur": "EUR", "euro": "EUR", "ơ-rô": "EUR", "€": "EUR",
}  # fmt: skip

_END = r"(?![^\W\d_])"  # no letter follows
_CURRENCY = rf"(?:{'|'.join(filter(str.isalpha, CURRENCIES))}){_END}"
_ALONE = "|".join([*SCALES, "tr", "k"])
_SCALE = re.compile(
    # newtons, nanograms, persons and nights are written "n" and "ng" too, and decrees "NĐ"
    rf" *(?:(?P<before_currency>tr|ng|n(?!\.? ?đ{_END}))\.?(?= ?{_CURRENCY})"
    rf"|(?P<alone>{_ALONE})(?:{_END}|(?={_CURRENCY})))"
)


class Scale(NamedTuple):
    """A word that scales the number before it, by how much, and where it ends in the text."""

    word: str
    factor: int
    end: int


def read_scale(text: str, start: int) -> Scale | None:
    """Read the scale that begins at a place or behind spaces: ``triệu``, the ``tr`` of ``trđ``.

    :param text: in small letters and NFC
    """
    match = _SCALE.match(text, start)
    if match is None:
        return None
    word = match["before_currency"] or match["alone"]
    return Scale(word=word, factor=_FACTORS[word], end=match.end())
