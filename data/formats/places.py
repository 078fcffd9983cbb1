"""Where articles are written that have a file each: a folder that is whole or not there."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from data.annotated import AnnotatedArticle
from predict.errors import InputError
from predict.whole import replace_folder

_NOT_IN_A_NAME = re.compile(r"[^\w.-]+")
_LONGEST = 200  # bytes; file systems take 255


def file_names(articles: Sequence[AnnotatedArticle]) -> list[str]:
    """Return a name for each article's file, without suffix: by its id, or by its number.

    Articles without ids are numbered, with as many digits as keep their order.
    """
    width = len(str(len(articles)))
    taken: Counter[str] = Counter()
    names: list[str] = []
    for number, article in enumerate(articles, start=1):
        name = _cut(_NOT_IN_A_NAME.sub("-", article.id).strip(".-")) or f"{number:0{width}}"
        while taken[name.lower()]:
            name = f"{name}-{number}"
        taken[name.lower()] += 1
        names.append(name)
    return names


def _cut(name: str) -> str:
    return name.encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore")


def write_folder(folder: Path, contents: Mapping[str, str]) -> None:
    """Write a new folder of files.

    :param folder: where it goes
    :param contents: what each file holds, by its name
    :raises InputError: if something stands there already
    """
    check_new(folder)

    def write(place: Path) -> None:
        for name, content in contents.items():
            (place / name).write_bytes(content.encode("utf-8"))

    replace_folder(folder, write=write)


def check_new(folder: Path) -> None:
    """Check that a folder is not there yet, or is empty.

    :raises InputError: if something stands there
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise InputError(f"{folder}: is there already; name a new folder, or remove it first")
