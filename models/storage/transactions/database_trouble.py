"""What an error of the database means: it passes, it cannot take the work now, or it is our own mistake."""

from sqlalchemy.exc import DBAPIError, OperationalError

# Source: SQLite, "Result and Error Codes"; the low byte is the primary code.
_SQLITE_BUSY = frozenset({5, 6, 15})  # busy, locked, protocol (a race for the write-ahead log)
_SQLITE_UNABLE = frozenset({8, 10, 11, 13, 14, 26})  # read-only, I/O, corrupt, full, cannot open, not a database
# Source: PostgreSQL, "Error Codes": not serialisable, deadlock, lock not available, shut down or starting.
_POSTGRES_BUSY = frozenset({"40001", "40P01", "55P03", "57P01", "57P02", "57P03"})
_POSTGRES_READ_ONLY = "25006"
_POSTGRES_NO_RIGHT = "42501"
_POSTGRES_CONNECTION = "08"  # the class of all errors of the connection


def passes(error: DBAPIError) -> bool:
    """Return whether trying again can help: locked, not serialisable, or a lost connection."""
    if error.connection_invalidated:
        return True
    sqlite_code = _sqlite_code(error)
    if sqlite_code is not None:
        return sqlite_code in _SQLITE_BUSY
    code = _sqlstate(error)
    if code is None:  # psycopg gives no code when it is the connection that failed
        return isinstance(error, OperationalError)
    return code in _POSTGRES_BUSY or code.startswith(_POSTGRES_CONNECTION)


def is_unable(error: DBAPIError) -> bool:
    """Return whether the database itself cannot take any work now: full, read-only, broken; not a mistake of ours."""
    sqlite_code = _sqlite_code(error)
    if sqlite_code is not None:
        return sqlite_code in _SQLITE_UNABLE
    return isinstance(error, OperationalError) or _sqlstate(error) == _POSTGRES_READ_ONLY


def lacks_right(error: object) -> bool:
    """Return whether PostgreSQL does not let this user do what was asked, such as make tables."""
    return isinstance(error, DBAPIError) and _sqlstate(error) == _POSTGRES_NO_RIGHT


def is_not_ours(error: DBAPIError) -> bool:
    """Return whether it is no mistake of ours that it cannot be opened: it is damaged, or not for this user."""
    return is_unable(error) or lacks_right(error)


def _sqlite_code(error: DBAPIError) -> int | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def _sqlstate(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)
