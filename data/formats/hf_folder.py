"""Hugging Face datasets as folders: what ``Dataset.save_to_disk`` writes."""

import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from data.annotated import AnnotatedArticle
from data.formats.forms import Form, Reading
from data.formats.hf_rows import HOLDS, RowReader, row_of
from data.formats.places import check_new
from predict.errors import InputError, MissingExtraError
from predict.parsing import Node
from predict.whole import replace_folder

if TYPE_CHECKING:
    from types import ModuleType

_SPLITS, _STATE = "dataset_dict.json", "state.json"


def read_hf_folder(folder: Path, reading: Reading) -> list[AnnotatedArticle]:
    """Read one saved dataset.

    :raises InputError: if it is malformed, or holds several splits; the sentence names the row
    :raises MissingExtraError: if the library datasets is not installed
    """
    if (folder / _SPLITS).is_file():
        splits = sorted(file.parent.name for file in folder.glob(f"*/{_STATE}"))
        raise InputError(
            f"{folder}: holds the splits {', '.join(splits)}; name the folder of one of them"
        )
    try:
        dataset = _library().load_from_disk(str(folder))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{folder}: no saved dataset ({error}); save it again") from error
    reader = RowReader(folder, reading, features=dataset.features.to_dict())
    articles = [
        reader.article(Node(value=_plain(row)), where=f"{folder}, row {number}")
        for number, row in enumerate(dataset, start=1)
    ]
    reader.tell()
    return articles


def write_hf_folder(articles: Sequence[AnnotatedArticle], folder: Path) -> None:
    """Write a dataset that ``datasets.load_from_disk`` reads.

    :raises InputError: if the folder is there already
    :raises MissingExtraError: if the library datasets is not installed
    """
    check_new(folder)
    library = _library()
    text, number = library.Value("string"), library.Value("int64")
    features = library.Features(
        id=text,
        text=text,
        spans=library.List({"start": number, "end": number, "label": text}),
        article_type=text,
        published=text,
        words=library.List(library.List(number)),
        sure=library.Value("bool"),
        head=text,
    )
    dataset = library.Dataset.from_list([row_of(one) for one in articles], features=features)
    with _silent(library):
        replace_folder(folder, write=lambda place: dataset.save_to_disk(str(place)))


def _library() -> "ModuleType":
    try:
        return importlib.import_module("datasets")
    except ImportError as error:
        raise MissingExtraError(
            'folders of datasets need the library datasets: pip install "nhandang[train]"'
        ) from error


@contextmanager
def _silent(library: "ModuleType") -> Iterator[None]:
    """Show no progress bars."""
    shown = library.is_progress_bar_enabled()
    library.disable_progress_bars()
    try:
        yield
    finally:
        if shown:
            library.enable_progress_bars()


def _plain(row: dict[str, object]) -> dict[str, object]:
    """Return a row with days as JSON has them."""
    return {
        key: value.isoformat()[:10] if isinstance(value, date) else value
        for key, value in row.items()
    }


def _recognise(folder: Path, _reading: Reading) -> bool:
    return any((folder / name).is_file() for name in (_SPLITS, _STATE))


FORM = Form(
    name="datasets",
    suffixes=(),
    holds=HOLDS,
    read=read_hf_folder,
    write=write_hf_folder,
    is_folder=True,
    extra="train",
    recognise=_recognise,
)
