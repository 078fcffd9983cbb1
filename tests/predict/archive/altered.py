"""Any number of articles out of those of the corpus, no two alike and all of them readable."""

import json
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from data.formats import find_annotations, read_annotations
from predict.schema import DEFAULT_SCHEMA
from tests.paths import ROOT

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Lò")
_FAMILY = re.compile(rf"\b(?:{'|'.join(_FAMILIES)}) (?=[A-ZĐ]\w+ [A-ZĐÁ])")
_DIGIT = re.compile(r"(?<=\d)\d")


@cache
def corpus_texts() -> tuple[str, ...]:
    """Return the articles of the corpus."""
    files = find_annotations([ROOT / "data" / "corpus"])
    return tuple(one.text for one in read_annotations(files, schema=DEFAULT_SCHEMA))


def altered(number: int) -> str:
    """Return an article of the corpus with other digits, family names and order of paragraphs."""
    chance = random.Random(number)
    texts = corpus_texts()
    head, *paragraphs = texts[number % len(texts)].split("\n")
    chance.shuffle(paragraphs)
    text = "\n".join([head, *paragraphs])
    text = _FAMILY.sub(lambda _: f"{chance.choice(_FAMILIES)} ", text)
    return _DIGIT.sub(lambda _: str(chance.randrange(10)), text)


def altered_articles(n: int) -> Iterator[str]:
    """Return so many of them."""
    return map(altered, range(n))


def write_articles(file: Path, n: int) -> Path:
    """Write articles as lines of JSON; among them empty ones and some that are rejected."""
    with file.open("w", encoding="utf-8") as lines:
        for number in range(n):
            row: dict[str, object] = {"id": f"bài {number}", "text": altered(number)}
            if number % 50 == 7:
                row["text"] = ""
            if number % 50 == 9:
                row["published"] = "no day"
            lines.write(f"{json.dumps(row, ensure_ascii=False)}\n")
    return file
