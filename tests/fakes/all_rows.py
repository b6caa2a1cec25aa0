"""All rows of a PostgreSQL database, as they are put into another one with the same tables."""

from collections.abc import Mapping
from dataclasses import dataclass

import psycopg
from psycopg import sql

NOT_OURS = "alembic_version"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What is in the tables that are not empty, as PostgreSQL copies it, and how far each counter came."""

    tables: Mapping[str, bytes]
    counters: Mapping[str, int]


def all_rows(url: str) -> Rows:
    """Return all rows of the database at this address."""
    with psycopg.connect(url) as connection:
        tables = {name: content for name in _tables(connection) if (content := _copied(connection, name))}
        query = "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
        return Rows(tables=tables, counters=dict(connection.execute(query).fetchall()))


def put_rows(rows: Rows, url: str) -> None:
    """Put these rows where there are others now."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "SET session_replication_role = replica"
        )  # in any order: what they refer to is there at the end
        for name in _tables(connection):
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
        for name, content in rows.tables.items():
            statement = sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(sql.Identifier(name))
            with connection.cursor().copy(statement) as copy:
                copy.write(content)
        for name, value in rows.counters.items():
            connection.execute("SELECT setval(%s::regclass, %s)", [name, value])


def _tables(connection: psycopg.Connection) -> list[str]:
    query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> %s"
    return [name for (name,) in connection.execute(query, [NOT_OURS])]


def _copied(connection: psycopg.Connection, name: str) -> bytes:
    """Return the rows of a table, or nothing when it has none."""
    table = sql.Identifier(name)
    if connection.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(table)).fetchone() is None:
        return b""
    with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(table)) as copy:
        return b"".join(map(bytes, copy))
