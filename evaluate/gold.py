"""The articles that a model is measured on, from files of any format."""

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
    paths: Sequence[Path] | None,
    seeds: Path | None,
    *,
    schema: Schema,
    notes: Callable[[str], None],
) -> list[AnnotatedArticle]:
    """Read annotated articles for a model.

    :param paths: files of any format, and folders of them; None: the corpus's test articles, where
        no seeds are named either
    :param seeds: a folder of the texts that ``data/seeds`` annotates
    :param schema: what the model tells apart
    :param notes: is told what was left out or renamed
    :raises FileNotFoundError: if a path is not there
    :raises ValueError: if a file is malformed or has a label that the model lacks
    """
    chosen = paths or ([] if seeds else [_TEST])
    reading = Reading(notes=notes)
    articles = read_known(chosen, schema=schema, reading=reading, form=None, where="--gold")
    return articles + (read_standoff(_SEEDS, seeds, schema=schema) if seeds else [])
