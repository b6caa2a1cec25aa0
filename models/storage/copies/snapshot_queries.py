"""What a database holds at one moment: the rows of each table, and the name under which others see that moment."""

from datetime import datetime

from sqlalchemy import Connection, func, inspect, select, table


def row_counts(connection: Connection) -> dict[str, int]:
    """Return how many rows each table has, by name; the revision is no row of ours."""
    names = sorted(set(inspect(connection).get_table_names()) - {"alembic_version"})
    return {name: connection.execute(select(func.count()).select_from(table(name))).scalar_one() for name in names}


def exported_snapshot(connection: Connection) -> str:
    """Return the name by which another connection to PostgreSQL sees what this transaction sees, while it lasts."""
    return str(connection.execute(select(func.pg_export_snapshot())).scalar_one())


def clock(connection: Connection) -> datetime:
    """Return what time it is at a PostgreSQL server."""
    found: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return found
