"""Texts and their types as CSV: a header row, then a row for each article.

``id`` and ``published`` are read where there are such columns; others become the article's head.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from data.annotated import AnnotatedArticle, make_article
from data.formats.content import read_text
from data.formats.forms import Form, Part, Reading
from data.formats.intake import Intake
from data.formats.items import placed
from predict.errors import InputError
from predict.records import Json
from predict.whole import write_files

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1 << 30  # characters; the csv module's own limit is shorter than a long article
_BEGINNING = 1 << 16  # characters, in which the first row ends
_KEPT = ("id", "published")


def read_csv_types(file: Path, reading: Reading) -> list[AnnotatedArticle]:
    """Read the articles of a file, with what its first row says its delimiter is.

    :raises InputError: if it is malformed; the sentence names file and line
    """
    rows = _rows(file, reading)
    _, header = next(rows)
    for name in reading.columns:
        if header.count(name) != 1:
            there_is = "more than one" if name in header else "no"
            raise InputError(
                f"{file}: {there_is} column {name!r}; there are {', '.join(header)}; say which "
                "hold the texts and the types, as in --columns text=noi_dung,type=loai"
            )
    intake = Intake(file, reading)
    articles = [
        _article(dict(zip(header, row, strict=True)), reading, intake, f"{file}, line {line}")
        for line, row in rows
    ]
    intake.tell()
    return articles


def write_csv_types(articles: Sequence[AnnotatedArticle], file: Path) -> None:
    """Write a row for each article.

    :raises InputError: if one has no type
    """
    content = io.StringIO(newline="")
    writer = csv.writer(content, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(("id", "published", "type", "text"))
    for article in articles:
        if article.article_type is None:
            raise InputError(f"article {article.id}: its type is not known; leave it out")
        day = article.published.isoformat() if article.published else ""
        writer.writerow((article.id, day, article.article_type, article.text))
    write_files({file: content.getvalue().encode()})


def _rows(file: Path, reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, each with the line in which it begins."""
    text = read_text(file)
    csv.field_size_limit(_LONGEST_CELL)
    delimiter = max(_DELIMITERS, key=lambda one: _fitness(text, one, reading))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    width, line = 0, 1
    try:
        for row in reader:
            if any(row):
                is_header, width = not width, width or len(row)
                if len(row) != width:
                    raise InputError(
                        f"{file}, line {line}: {len(row)} cells where the first row has {width}; "
                        "a text with delimiters or line breaks stands in quotation marks"
                    )
                yield line, [cell.strip() for cell in row] if is_header else row
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{file}, line {line}: no CSV: {error}") from error
    if not width:
        raise InputError(f"{file}: is empty; a first row must name the columns")


def _fitness(text: str, delimiter: str, reading: Reading) -> tuple[int, int]:
    """Return how well a delimiter explains the first row."""
    try:
        beginning = io.StringIO(text.lstrip()[:_BEGINNING], newline="")
        header = next(csv.reader(beginning, delimiter=delimiter), [])
    except csv.Error:
        return 0, 0
    names = [name.strip() for name in header]
    return sum(name in names for name in reading.columns), len(names)


def _article(row: dict[str, str], reading: Reading, intake: Intake, where: str) -> AnnotatedArticle:
    text_column, type_column = reading.columns
    text, kind = row[text_column], row[type_column].strip()
    if not text.strip() or not kind:
        missing = "type" if text.strip() else "text"
        raise InputError(f"{where}: no {missing}; give the row one, or take it out")
    others: dict[str, Json] = {
        name: cell
        for name, cell in row.items()
        if name and name not in reading.columns and (cell or name not in _KEPT)
    }
    head: dict[str, Json] = {**others, "article_type": intake.type_of([kind], where=where)}
    with placed(where):
        return replace(make_article(head, text, (), schema=None), knows_spans=False)


def _recognise(file: Path, reading: Reading) -> bool:
    try:
        _, header = next(_rows(file, reading))
    except (InputError, StopIteration):
        return False
    return set(reading.columns) <= set(header)


FORM = Form(
    name="csv",
    suffixes=(".csv",),
    further_suffixes=(".tsv",),
    holds=frozenset(
        {
            Part.ids,
            Part.types,
            Part.days,
            Part.unknown_spans,
            Part.white_space,
            Part.windows_breaks,
            Part.unicode_form,
        }
    ),
    read=read_csv_types,
    write=write_csv_types,
    recognise=_recognise,
)
