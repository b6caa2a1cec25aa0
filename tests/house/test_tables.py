"""The migrations make exactly the tables that the models describe, on the way up and after going down."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from models import migrate
from models.database import UtcDateTime, open_engine
from models.tables import metadata


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty database."""
    opened = open_engine(f"sqlite:///{tmp_path / 'kernbot.db'}")
    yield opened
    opened.dispose()


def differences(engine: Engine) -> list[object]:
    """Return what would have to be migrated to make the tables as the models want them."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, metadata())


def test_the_newest_revision_is_the_one_that_the_code_asks_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.HEAD


def test_migrated_tables_equal_the_models(engine: Engine) -> None:
    assert migrate.upgrade(engine)
    assert differences(engine) == []
    assert not migrate.upgrade(engine)


def test_tables_go_down_and_up_again(engine: Engine) -> None:
    migrate.upgrade(engine)
    migrate.downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    migrate.upgrade(engine)
    assert differences(engine) == []


def test_every_constraint_has_a_name_so_that_it_can_be_migrated() -> None:
    nameless = [
        f"{table.name}: {constraint}"
        for table in metadata().tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert nameless == []


def test_every_moment_is_kept_by_the_type_that_refuses_naive_ones() -> None:
    moments = [
        column for table in metadata().tables.values() for column in table.columns if column.name.endswith("_at")
    ]
    assert moments
    assert [column for column in moments if not isinstance(column.type, UtcDateTime)] == []
