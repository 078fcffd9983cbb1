"""The gold articles in ``../shared``, where they are there: their texts, without labels."""

import re

from .paths import GOLD


def gold_texts(*folders: str) -> list[str]:
    """Return the texts of the gold articles in some folders, or in all, without tags and heads."""
    files = sorted(file for folder in folders or (".",) for file in (GOLD / folder).rglob("*.ann"))
    contents = [file.read_text(encoding="utf-8").partition("\n")[2] for file in files]
    return [re.sub("</?[A-Z][A-Z_]+>", "", content).strip("\n") for content in contents]
