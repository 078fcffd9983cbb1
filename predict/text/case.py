"""Lines in capitals or with a capital in every syllable: read in small letters.

What such a line writes large says nothing of where a name is; a network reads it better as if it
were written small. Lengths and so offsets stay.
"""

import re

_SYLLABLE = re.compile(r"[^\W\d_]{2,}")
_FEWEST = 5  # syllables; a shorter line may be a name
_CAPITALS, _TITLE = 0.8, 0.9  # shares of syllables
# A line of names has a capital in every syllable too, but none of these words inside.
_SMALL_WORD = re.compile(
    r" (?:Và|Của|Các|Cho|Với|Là|Trong|Được|Về|Tại|Những|Từ|Đến|Trên|Theo|Có|Đã|Để|Khi|Này)\b"
)


def calm(text: str) -> str:
    """Return a text with such lines in small letters, as long as it was.

    :param text: an article in its canonical spelling
    """
    if text.islower():
        return text
    return "\n".join(_small(line) if _shouts(line) else line for line in text.split("\n"))


def _shouts(line: str) -> bool:
    syllables = _SYLLABLE.findall(line)
    n = len(syllables)
    if n < _FEWEST:
        return False
    n_capitals = sum(map(str.isupper, syllables))
    n_large = sum(syllable[0].isupper() for syllable in syllables)
    is_title = n_large >= _TITLE * n and _SMALL_WORD.search(line) is not None
    return is_title or n_capitals >= _CAPITALS * n


def _small(line: str) -> str:
    small = line.lower()
    return small if len(small) == len(line) else line
