"""The migrations: from nothing to what the code wants, back and again, whole or not at all."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from models.call_files.call_file import shipped_call, shipped_content
from models.records.applications import call_queries
from models.records.tables import metadata
from models.storage import migrate
from models.storage.database import open_engine
from tests.bench import population


@pytest.fixture
def engine(any_bare_database_url: str) -> Iterator[Engine]:
    engine = open_engine(any_bare_database_url)
    yield engine
    engine.dispose()


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata())


def test_an_empty_database_gets_the_tables_of_the_models(engine: Engine) -> None:
    assert migrate.upgrade(engine)
    assert tables(engine) == {*metadata().tables, "alembic_version"}
    assert differences(engine) == []


def test_a_second_upgrade_has_nothing_to_do(engine: Engine) -> None:
    migrate.upgrade(engine)
    assert not migrate.upgrade(engine)


def test_a_start_without_anything_to_do_does_not_load_alembic(any_bare_database_url: str, engine: Engine) -> None:
    migrate.upgrade(engine)
    script = (
        "import sys; from models.storage import migrate; from models.storage.database import open_engine;"
        "assert not migrate.upgrade(open_engine(sys.argv[1])); assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script, any_bare_database_url], check=True)


def test_to_know_the_tables_no_database_that_is_not_used_is_loaded() -> None:
    script = "import sys; from models.records import tables; assert 'sqlalchemy.dialects.postgresql' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_way_down_leaves_nothing_and_the_way_up_leads_back(engine: Engine) -> None:
    migrate.upgrade(engine)
    migrate.downgrade(engine, "base")
    assert tables(engine) == {"alembic_version"}
    assert migrate.upgrade(engine)
    assert differences(engine) == []


def test_a_migration_that_fails_half_way_leaves_the_database_as_it_was(engine: Engine) -> None:
    last = metadata().sorted_tables[-1].name
    with engine.begin() as connection:
        connection.execute(text(f'CREATE TABLE "{last}" (id INTEGER)'))
    with pytest.raises(DBAPIError, match="already exists"):
        migrate.upgrade(engine)
    assert tables(engine) == {last}


def test_the_revision_that_the_code_wants_is_the_newest_script() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.HEAD]


def test_a_filled_database_goes_down_to_the_first_tables_and_up_again_without_losing_a_row(engine: Engine) -> None:
    migrate.upgrade(engine)
    fill(engine)
    before = row_counts(engine)
    migrate.downgrade(engine, "0001")
    migrate.upgrade(engine)
    assert row_counts(engine) == before
    assert before["answer"] > before["person"] > 0
    assert differences(engine) == []


def test_everything_can_be_thrown_away_and_made_anew(engine: Engine) -> None:
    migrate.upgrade(engine)
    fill(engine)
    migrate.drop_everything(engine)
    assert tables(engine) == set()
    assert migrate.upgrade(engine)
    assert set(row_counts(engine).values()) == {0}


def fill(engine: Engine) -> None:
    """Let twenty clerks be half-way."""
    now = datetime(2021, 10, 20, tzinfo=UTC)
    with Session(engine) as session:
        call_queries.remember(session, shipped_call(population.CALL), shipped_content(population.CALL), now)
        session.commit()
    population.fill(engine, 20, now)


def row_counts(engine: Engine) -> dict[str, int]:
    """Return how many rows each table of the first revision has."""
    with engine.connect() as connection:
        names = tables(engine) - {"alembic_version"}
        return {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in names}


def test_three_processes_that_start_at_once_make_the_tables_once(bare_postgres_url: str) -> None:
    engines = [open_engine(bare_postgres_url) for _ in range(3)]
    with ThreadPoolExecutor(3) as processes:
        assert len(list(processes.map(migrate.upgrade, engines))) == 3
    assert tables(engines[0]) == {*metadata().tables, "alembic_version"}
    for engine in engines:
        engine.dispose()
