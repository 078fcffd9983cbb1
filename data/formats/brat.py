"""brat's stand-off files: a ``.txt`` with the text and an ``.ann`` beside it with what is marked.

Of its lines those of entities are read (``T1<TAB>LABEL 0 5<TAB>surface``); offsets are code points.
The ``.ann`` files of this project, which hold text and tags, begin with a brace.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Sequence
from pathlib import Path

from data.annotated import AnnotatedArticle
from data.formats.content import read_text
from data.formats.forms import Form, Part, Reading
from data.formats.intake import Intake, Mark
from data.formats.places import file_names, write_folder
from predict.errors import InputError

_ENTITY = re.compile(r"T\d+\t(?P<label>\S+) (?P<places>\d+ \d+(?:;\d+ \d+)*)\t(?P<surface>.*)")
_KINDS = {
    "R": "relations",
    "E": "events",
    "A": "attributes",
    "M": "attributes",
    "N": "normalisations",
    "*": "equivalences",
    "#": "notes",
}


def read_brat(file: Path, reading: Reading) -> list[AnnotatedArticle]:
    """Read a pair of files.

    :param file: the ``.ann`` of the two
    :param reading: how it is read
    :raises InputError: if the text is missing, a line is malformed, or a span is in several pieces
    """
    written = file.with_suffix(".txt")
    if not written.is_file():
        raise InputError(f"{written}: is not there; brat keeps a text and its marks side by side")
    mark = "\ufeff" if written.read_bytes().startswith(BOM_UTF8) else ""  # which brat counts
    text = mark + read_text(written)
    intake = Intake(file, reading)
    marks: list[Mark] = []
    for number, line in enumerate(read_text(file).split("\n"), start=1):
        if (bare := line.rstrip("\r")).strip():
            where = f"{file}, line {number}"
            marks += _marks(bare, text, where=where, intake=intake)
    spans = intake.spans(marks, text=text, where=str(file))
    intake.tell()
    return [AnnotatedArticle(id=file.stem, text=text, spans=spans, article_type=None)]


def write_brat(articles: Sequence[AnnotatedArticle], folder: Path) -> None:
    """Write a new folder of pairs, named by the ids.

    :raises InputError: if something stands there already
    """
    contents: dict[str, str] = {}
    for name, article in zip(file_names(articles), articles, strict=True):
        contents[f"{name}.txt"] = article.text
        contents[f"{name}.ann"] = "".join(
            f"T{number}\t{span.label} {span.start} {span.end}"
            f"\t{_plain(article.text[span.start : span.end])}\n"
            for number, span in enumerate(article.spans, start=1)
        )
    write_folder(folder, contents)


def is_brat(file: Path, _reading: Reading) -> bool:
    """Say whether a text stands beside an ``.ann`` file that does not begin with a brace."""
    if not file.with_suffix(".txt").is_file():
        return False
    with file.open("rb") as content:
        return not content.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def _marks(line: str, text: str, *, where: str, intake: Intake) -> list[Mark]:
    """Return the mark of a line, none of one that says something else."""
    if line[0] in _KINDS:
        intake.leave_out(_KINDS[line[0]])
        return []
    if not (entity := _ENTITY.fullmatch(line)):
        raise InputError(
            f"{where}: expected T1, a tab, LABEL 0 5, a tab, the words; found {line!r}"
        )
    label, surface = entity["label"], entity["surface"]
    if ";" in entity["places"]:
        raise InputError(
            f"{where}: {label} {surface!r} ({entity['places']}) is in several pieces, which a span "
            "here cannot be; mark one of them"
        )
    start, end = map(int, entity["places"].split())
    if _plain(text[start:end]) != _plain(surface):
        raise InputError(
            f"{where}: at {start}-{end} the text reads {text[start:end]!r}, not {surface!r}; "
            "is it another text?"
        )
    return [(start, end, label)]


def _plain(surface: str) -> str:
    return " ".join(surface.split())


def _further_losses(article: AnnotatedArticle) -> set[Part]:
    return {Part.ids} if article.id and file_names([article]) != [article.id] else set()


FORM = Form(
    name="brat",
    suffixes=(),
    further_suffixes=(".ann",),
    holds=frozenset(
        {
            Part.ids,
            Part.spans,
            Part.white_space,
            Part.windows_breaks,
            Part.unicode_form,
        }
    ),
    read=read_brat,
    write=write_brat,
    recognise=is_brat,
    further_losses=_further_losses,
)
