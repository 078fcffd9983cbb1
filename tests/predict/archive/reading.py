"""Outputs as those who use them read them."""

from pathlib import Path

import pyarrow.parquet as pq

from predict.archive.files.blocks import DAYS
from predict.archive.rows import AppointmentRow, ArticleRow, EntityRow, Rows


def jsonl_text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def table(folder: Path, name: str) -> list[dict[str, object]]:
    """The rows of a table, read as one data set, with days as the rows have them."""
    rows: list[dict[str, object]] = pq.read_table(folder / name).to_pylist()
    return [
        {key: str(cell) if key in DAYS and cell is not None else cell for key, cell in row.items()}
        for row in rows
    ]


def parquet_rows(folder: Path) -> list[Rows]:
    """The rows of each article, by id; those of one id that stands twice are twice there."""
    entities = [EntityRow(**row) for row in table(folder, "entities")]  # type: ignore[arg-type]
    appointments = [
        AppointmentRow(**row)  # type: ignore[arg-type]
        for row in table(folder, "appointments")
    ]
    articles = [ArticleRow(**row) for row in table(folder, "articles")]  # type: ignore[arg-type]
    found = [
        Rows(
            article=article,
            entities=tuple(row for row in entities if row.article == article.id),
            appointments=tuple(row for row in appointments if row.article == article.id),
        )
        for article in sorted(articles, key=lambda row: row.id)
    ]
    assert len(entities) == sum(len(rows.entities) for rows in found) or _stand_twice(articles)
    return found


def _stand_twice(articles: list[ArticleRow]) -> bool:
    return len({row.id for row in articles}) < len(articles)
