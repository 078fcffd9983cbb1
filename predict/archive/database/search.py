"""Full-text search that finds ``Phạm Minh Chính`` for ``pham minh chinh``, the same everywhere.

Texts are folded here, into words of plain letters with one space between two, and the engines only
compare words; so none of their own rules (what a word is, which marks count) can differ.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, text

from predict.archive.database.folding import (
    FIND_IN_SQLITE,
    fold,
    fold_phrases,
    match_in_sqlite,
)

SQLITE_TABLES = (
    # AUTOINCREMENT: a number is never given twice, not even where rows are deleted by hand.
    "CREATE TABLE search_keys (number INTEGER PRIMARY KEY AUTOINCREMENT, article TEXT NOT NULL "
    "UNIQUE REFERENCES articles (id) ON DELETE CASCADE)",
    "CREATE VIRTUAL TABLE search_words USING fts5 (words, content = '', tokenize = 'ascii')",
)
POSTGRESQL_TABLES = (
    'CREATE TABLE search_words (article TEXT COLLATE "C" PRIMARY KEY REFERENCES articles (id) '
    'ON DELETE CASCADE, words TEXT COLLATE "C" NOT NULL)',
    # Said to be dear, as reading a long text is; the planner would rather not use the index else.
    "CREATE OR REPLACE FUNCTION search_each(words TEXT) RETURNS TEXT[] LANGUAGE plpgsql IMMUTABLE "
    "STRICT PARALLEL SAFE COST 1000 AS $$ BEGIN RETURN string_to_array(words, ' '); END $$",
    "CREATE INDEX search_words_each ON search_words USING gin (search_each(words))",
)
TABLES = ("search_keys", "search_words")
"""Their names, in either engine."""

_FIND = {
    "sqlite": FIND_IN_SQLITE,
    "postgresql": "SELECT article FROM search_words WHERE search_each(words) @> "
    "search_each(:words) AND NOT EXISTS (SELECT FROM unnest(CAST(:phrases AS text[])) "
    "AS phrase WHERE strpos(' ' || words || ' ', ' ' || phrase || ' ') = 0) ORDER BY article",
}


def find(connection: Connection, *phrases: str) -> list[str]:
    """Return the ids of the articles in whose text all of some phrases stand, in order of ids.

    The words of a phrase stand beside each other; capitals, marks, punctuation and line breaks do
    not count.

    :param connection: to a database that a batch has written
    :param phrases: Vietnamese, with or without its marks
    :raises ValueError: if a phrase holds no word
    """
    folded = fold_phrases(phrases)
    values: dict[str, object]
    if (engine := connection.dialect.name) == "sqlite":
        values = {"words": match_in_sqlite(folded)}
    else:
        values = {"words": " ".join(folded), "phrases": folded}
    return list(connection.execute(text(_FIND[engine]), values).scalars())


def create(connection: Connection) -> None:
    """Make the tables of the search."""
    tables = SQLITE_TABLES if connection.dialect.name == "sqlite" else POSTGRESQL_TABLES
    for statement in tables:
        connection.exec_driver_sql(statement)


def forget(connection: Connection, ids: Sequence[str]) -> None:
    """Take articles out of the search, before they are deleted.

    In PostgreSQL their words go with the article. SQLite's index holds no text, and wants to see
    the words again that it shall forget.
    """
    if connection.dialect.name != "sqlite":
        return
    statement = text(
        "SELECT number, text FROM search_keys JOIN articles ON id = article WHERE id IN :ids"
    ).bindparams(bindparam("ids", expanding=True))
    rows = connection.execute(statement, {"ids": ids})
    gone = [("delete", number, fold(words or "")) for number, words in rows]
    if gone:
        connection.exec_driver_sql(
            "INSERT INTO search_words (search_words, rowid, words) VALUES (?, ?, ?)", gone
        )


def learn(connection: Connection, texts: Sequence[tuple[str, str]]) -> None:
    """Take texts into the search, each with the id of its article, which is there already."""
    folded = [(article, words) for article, given in texts if (words := fold(given))]
    if not folded:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(
            text("INSERT INTO search_words (article, words) VALUES (:article, :words)"),
            [{"article": article, "words": words} for article, words in folded],
        )
        return
    last = connection.exec_driver_sql(
        "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'search_keys'"
    ).scalar_one()
    numbered = list(enumerate(folded, start=last + 1))
    connection.exec_driver_sql(
        "INSERT INTO search_keys (number, article) VALUES (?, ?)",
        [(number, article) for number, (article, _) in numbered],
    )
    connection.exec_driver_sql(
        "INSERT INTO search_words (rowid, words) VALUES (?, ?)",
        [(number, words) for number, (_, words) in numbered],
    )
