"""The gold that a model is measured by."""

from collections.abc import Callable, Sequence
from pathlib import Path

from data.annotated import AnnotatedArticle
from data.formats.forms import Reading
from data.formats.standoff import read_standoff
from data.known import read_known
from predict.schema import Schema

_DATA = Path(__file__).parents[1] / "data"
_TEST, _SEEDS = _DATA / "corpus" / "test", _DATA / "seeds"


def read_gold(
    paths: Sequence[Path],
    *,
    form: str | None,
    seeds: Path | None,
    schema: Schema,
    notes: Callable[[str], None],
) -> list[AnnotatedArticle]:
    """Read the gold that is named, or that of the test split where none is.

    :param paths: files of any format, and folders of them
    :param form: their format's name, None to find out of each
    :param seeds: the folder of the texts of the seed articles, None to leave them out
    :param schema: the labels and types of the model
    :param notes: is told what was renamed and dropped
    :raises FileNotFoundError: if a path is not there
    :raises InputError: if a file is malformed, or has a label that the model lacks
    """
    named = paths or ([] if seeds else [_TEST])
    reading = Reading(notes=notes)
    articles = read_known(named, schema=schema, reading=reading, form=form, where="--gold")
    return articles + (read_standoff(_SEEDS, seeds, schema=schema) if seeds else [])
