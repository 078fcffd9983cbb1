"""The number of a database's tables, and how older ones are brought to that of today."""

from collections.abc import Callable, Mapping

from sqlalchemy import Column, Connection, Integer, MetaData, Table, insert, inspect, select, update

from predict.archive.database import search
from predict.archive.database.tables import METADATA
from predict.archive.database.version import VERSION, refuse_newer
from predict.errors import InputError

Step = Callable[[Connection], None]


def _add_places(connection: Connection) -> None:
    collation = ' COLLATE "C"' if connection.dialect.name == "postgresql" else ""
    connection.exec_driver_sql(f"ALTER TABLE articles ADD COLUMN places TEXT{collation}")
    connection.exec_driver_sql("CREATE INDEX entities_by_indicator ON entities (indicator)")


STEPS: Mapping[int, Step] = {1: _add_places}
"""What brings tables of each older version to the next one."""

_NUMBER = Table(
    "nhandang_schema", MetaData(), Column("version", Integer, primary_key=True, autoincrement=False)
)


def bring_up(
    connection: Connection, *, steps: Mapping[int, Step] = STEPS, version: int = VERSION
) -> None:
    """Make the tables where they are missing, or bring older ones to today's version.

    Whatever else is in the database is left alone. It is all one transaction.

    :param connection: in a transaction that no other batch shares
    :param steps: what brings the tables of a version to the next one
    :param version: the one to bring them to
    :raises ValueError: if they are of a newer version, or of somebody else
    """
    names = {*inspect(connection).get_table_names(), *inspect(connection).get_view_names()}
    if _NUMBER.name in names:
        _migrate(connection, steps, version)
        _check_columns(connection)
        return
    if taken := sorted(names & {*METADATA.tables, *search.TABLES}):
        raise InputError(
            f'a table "{taken[0]}" is there already that is not of nhandang; name another '
            "database (in PostgreSQL another schema will do, with ?options=-csearch_path%3DNAME)"
        )
    METADATA.create_all(connection, checkfirst=False)
    search.create(connection)
    _NUMBER.create(connection)
    connection.execute(insert(_NUMBER).values(version=version))


def _migrate(connection: Connection, steps: Mapping[int, Step], version: int) -> None:
    number = connection.execute(select(_NUMBER.c.version)).scalar_one()
    refuse_newer(number, known=version)
    for older in range(number, version):
        if older not in steps:
            raise InputError(
                f"its tables are of version {older}, which this nhandang cannot bring to "
                f"{version}; read the articles into another database"
            )
        steps[older](connection)
        connection.execute(update(_NUMBER).values(version=older + 1))


def _check_columns(connection: Connection) -> None:
    """Refuse tables that somebody has taken columns from; more than ours may be there."""
    for table in METADATA.tables.values():
        found = {column["name"] for column in inspect(connection).get_columns(table.name)}
        if missing := [name for name in table.columns.keys() if name not in found]:  # noqa: SIM118
            raise InputError(f'its table "{table.name}" lacks the column "{missing[0]}"')
