"""The tables of an archive as a database has them, made of the rows' definition."""

from typing import Any

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

from predict.archive.rows import KEYS, TABLES, Row, columns

METADATA = MetaData()

# Texts, days among them, are ordered by code point, as SQLite and DuckDB order them.
_TYPES: dict[type[str | int | float], TypeEngine[Any]] = {
    str: Text().with_variant(Text(collation="C"), "postgresql"),
    int: Integer(),
    float: Double(),
}
_SEARCHED: dict[str, tuple[tuple[str, ...], ...]] = {
    "articles": (("published",), ("type",)),
    "entities": (("label", "surface"), ("day_from",), ("amount",), ("indicator",)),
    "appointments": (("person",), ("organisation",)),
}
"""What questions ask for; an index stands on each."""

_ANY_LENGTH = ("surface", "person", "organisation")
"""What a model may draw over a page of gibberish; PostgreSQL's common index takes 2,700 bytes."""


def _table(row: type[Row]) -> Table:
    name = row.table
    made: list[Column[Any]] = []
    for column, (kind, nullable) in columns(row).items():
        keys = [ForeignKey("articles.id", ondelete="CASCADE")] if column == "article" else []
        is_key = column in KEYS[name]
        made.append(Column(column, _TYPES[kind], *keys, primary_key=is_key, nullable=nullable))
    # Rows of an article lie together, and need no second copy of their key.
    return Table(name, METADATA, *made, sqlite_with_rowid=name == "articles")


def _index(table: Table, names: tuple[str, ...]) -> None:
    title = f"{table.name}_by_{names[-1]}"
    columns_ = [table.c[name] for name in names]
    if not set(names) & set(_ANY_LENGTH):
        Index(title, *columns_)
        return
    Index(title, *columns_).ddl_if(dialect="sqlite")
    Index(title, columns_[-1], postgresql_using="spgist").ddl_if(dialect="postgresql")


ARTICLES, ENTITIES, APPOINTMENTS = (_table(row) for row in TABLES)
for _one in (ARTICLES, ENTITIES, APPOINTMENTS):
    for _names in _SEARCHED[_one.name]:
        _index(_one, _names)
