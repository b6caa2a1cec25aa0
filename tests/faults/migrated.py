"""Migrations up, down and up again over a database full of applications: row 15."""

import asyncio
from datetime import UTC, datetime

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlmodel import Session

from models.call_files.call_file import shipped_call, shipped_content
from models.records.applications import call_queries
from models.records.tables import metadata
from models.storage import migrate
from models.storage.database import open_engine
from tests.bench import population
from tests.faults.trial import Ground, Line, Size

FIRST = "0001"
ROWS_OF_ONE = 19  # an application, its person, chat and part in it, and fifteen answers
NOW = datetime(2021, 10, 20, tzinfo=UTC)


async def up_down_up(ground: Ground, database: str, size: Size) -> list[Line]:
    """Row 15: no row is lost or changed where its column stays, and the schema is that of the models."""
    folder, url = ground.place(database)
    return [await asyncio.to_thread(_trial, url or f"sqlite:///{folder / 'kernbot.db'}", database, size)]


def _trial(url: str, database: str, size: Size) -> Line:
    engine = open_engine(url)
    try:
        migrate.upgrade(engine)
        _fill(engine, -(-size.rows // ROWS_OF_ONE))
        before = _contents(engine)
        migrate.downgrade(engine, FIRST)
        columns = {name: {one["name"] for one in inspect(engine).get_columns(name)} for name in _tables(engine)}
        migrate.upgrade(engine)
        after = _contents(engine)
        apart = len(_differences(engine))
    finally:
        engine.dispose()
    kept = columns.keys() & before.keys()
    lost = sum(len(before[name]) - len(after[name]) for name in kept)
    changed = sum(_only(before[name], columns[name]) != _only(after[name], columns[name]) for name in kept)
    rows = sum(len(after[name]) for name in kept)
    came = f"{rows} rows · lost {lost} · tables changed {changed} · schema and models differ in {apart}"
    holds = lost == changed == apart == 0 and rows >= size.rows
    return Line(row=15, what=f"up, down to {FIRST}, up", database=database, came=came, holds=holds)


def _fill(engine: Engine, applications: int) -> None:
    with Session(engine) as session:
        call_queries.remember(session, shipped_call(population.CALL), shipped_content(population.CALL), NOW)
        session.commit()
    population.fill(engine, applications, NOW)


def _tables(engine: Engine) -> list[str]:
    return [name for name in inspect(engine).get_table_names() if name != "alembic_version"]


def _contents(engine: Engine) -> dict[str, list[dict[str, object]]]:
    """Return the rows of each table, by name."""
    with engine.connect() as connection:
        found = {name: connection.execute(text(f'SELECT * FROM "{name}"')).mappings() for name in _tables(engine)}
        return {name: [dict(row) for row in rows] for name, rows in found.items()}


def _only(rows: list[dict[str, object]], columns: set[str]) -> list[str]:
    """Return the rows as words, with these columns only, in an order of their own."""
    return sorted(str({name: row[name] for name in sorted(columns & row.keys())}) for row in rows)


def _differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata())
