"""Articles read in one format and written in another, with all that is lost on the way."""

from collections.abc import Sequence
from pathlib import Path

from data.formats import form_to_write, read_articles
from data.formats.forms import Reading
from data.formats.places import check_new
from predict.errors import InputError
from predict.whole import check_places


def convert(
    paths: Sequence[Path], out: Path, *, reading: Reading, source: str | None, target: str | None
) -> list[str]:
    """Write what some files and folders hold in another format.

    :param paths: what is read
    :param out: the file or folder that is written
    :param reading: how files are read; its notes are told at once
    :param source: the format that is read, None to find out of each file
    :param target: the format that is written, None to go by the suffix
    :returns: a line on what was written, and one on each kind of thing that the format cannot hold
    :raises FileNotFoundError: if a path is not there
    :raises InputError: if a file is malformed, or cannot be written
    """
    form = form_to_write(out, target)
    if any(out.resolve() == path.resolve() for path in paths):
        raise InputError(f"{out}: is read here; write to another place")
    if not out.parent.is_dir():
        raise InputError(f"{out}: no folder {out.parent} to write in; make it first")
    if form.is_folder or out.is_dir():
        check_new(out)
    elif out.is_file() and out.stat().st_size:
        raise InputError(f"{out}: is there already; name a new file, or remove it first")
    else:
        check_places([out])
    articles = read_articles(paths, reading=reading, form=source)
    if form.write is None:
        raise InputError(f"{form.name} is only read")
    lost = form.losses(articles)
    form.write(articles, out)
    return [
        f"{out}: {len(articles)} articles as {form.name}",
        *(f"not held by {form.name}: {part} ({n} articles)" for part, n in sorted(lost.items())),
    ]
