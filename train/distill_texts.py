"""Which documents of plain text a student learns from: drawn by their text alone."""

import hashlib
import heapq
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from unicodedata import normalize

from data.annotated import AnnotatedArticle
from predict.errors import InputError
from train.distill_config import DistillConfig
from train.pretraining_text import find_files, read_documents

_SHORTEST_LINE = 40  # characters; shorter ones (captions, names) may well recur


def draw_documents(config: DistillConfig, *, apart_from: Iterable[AnnotatedArticle]) -> list[str]:
    """Draw documents evenly from all files, always the same ones for the same texts and seed.

    :param config: names the texts, and says how many documents of how many words are drawn
    :param apart_from: articles that are measured on; documents with a paragraph of theirs are left
    :returns: ``n_articles`` documents, or all that fit where there are fewer
    :raises FileNotFoundError: if a text is missing
    :raises ValueError: if a file cannot be read, or no document fits
    """
    if not config.texts or not config.n_articles:
        return []
    files = find_files([Path(path) for path in config.texts])
    measured = {line for article in apart_from for line in _lines(article.text)}
    ranked = (
        (_rank(document, config.seed), document)
        for document in read_documents(files)
        if config.shortest <= len(document.split()) <= config.longest
        and _is_apart(document, measured)
    )
    drawn = [document for _, document in heapq.nsmallest(config.n_articles, ranked)]
    if not drawn:
        raise InputError(
            f"{', '.join(config.texts)}: no document of {config.shortest} to {config.longest} "
            "words; give other texts, or change shortest and longest"
        )
    return drawn


def _rank(document: str, seed: int) -> bytes:
    return hashlib.blake2b(f"{seed} {document}".encode(), digest_size=8).digest()


def _is_apart(document: str, measured: Collection[str]) -> bool:
    return not measured or not any(line in measured for line in _lines(document))


def _lines(text: str) -> Iterator[str]:
    for line in normalize("NFC", text).splitlines():
        if len(line.strip()) >= _SHORTEST_LINE:
            yield line.strip()
