"""Capital and small letters, as they stand between the brackets of a pattern.

A range such as ``À-Ỹ`` holds small letters too: in Unicode the two cases alternate.
"""

_LATIN = [letter for letter in map(chr, range(0x41, 0x1EFA)) if letter.isalpha()]
CAPITALS = "".join(filter(str.isupper, _LATIN))
SMALL = "".join(filter(str.islower, _LATIN))
