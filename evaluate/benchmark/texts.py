"""What all contenders read: articles, and texts of a given number of words made of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from predict.errors import InputError

LENGTHS = (100, 1_000, 10_000)
"""Numbers of words, parted by white space, of the texts that show how the time grows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """``articles`` as they are, and a text of each length in ``by_length``."""

    articles: tuple[str, ...]
    by_length: Mapping[int, str]

    @property
    def n_words(self) -> int:
        """Words in all articles."""
        return sum(len(article.split()) for article in self.articles)


def choose_texts(texts: Sequence[str], *, n_articles: int) -> Texts:
    """Take articles evenly from those at hand, and make the long texts of all of them.

    :param texts: articles; they are taken again from the first where they are too few
    :param n_articles: how many are wanted
    :raises ValueError: if there is no word in them
    """
    if n_articles < 1:
        raise InputError(f"--articles is {n_articles}; give at least 1")
    if not any(text.split() for text in texts):
        raise InputError("no article with a word in it to read; name others with --gold")
    n_texts = len(texts)
    places = (
        [i * n_texts // n_articles for i in range(n_articles)]
        if n_articles <= n_texts
        else [i % n_texts for i in range(n_articles)]
    )
    return Texts(
        articles=tuple(texts[place] for place in places),
        by_length={length: make_text(texts, length) for length in LENGTHS},
    )


def make_text(texts: Sequence[str], n_words: int) -> str:
    """Return the first words of texts one under the other, from the first again where they end.

    :param texts: articles, of which one has a word
    :param n_words: how many words are wanted
    """
    whole = "\n".join(texts)
    words = len(whole.split())
    whole = "\n".join([whole] * -(-n_words // words))
    ends = [match.end() for match in re.finditer(r"\S+", whole)]
    return whole[: ends[n_words - 1]]
