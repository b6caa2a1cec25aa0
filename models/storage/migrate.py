"""How the tables come to be as the code wants them."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

HEAD = "0003"  # the newest revision; a test compares it with the scripts
FOLDER = Path(__file__).parent / "migrations"


def current_revision(connection: Connection) -> str | None:
    """Return the revision of the database, or None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return str(found) if found is not None else None


def upgrade(engine: Engine, revision: str = "head") -> bool:
    """Bring the tables to `revision`; return whether anything had to be done.

    Alembic is only loaded when there is work: it would slow every start.
    """
    with engine.connect() as connection:
        if revision == "head" and current_revision(connection) == HEAD:
            return False
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
    return True


def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back to `revision` ("base" for none)."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
        connection.commit()
