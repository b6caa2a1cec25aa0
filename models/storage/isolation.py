"""How strictly a transaction is kept apart from others."""

from sqlmodel import Session


def lightly(session: Session) -> None:
    """Let a transaction that locks its rows see what others committed meanwhile; it must not have begun.

    On PostgreSQL, where everything else is serialisable: workers that take different rows of one table would be refused
    again and again there. SQLite has one writer at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql" and not session.in_transaction():
        session.connection(execution_options={"isolation_level": "READ COMMITTED"})
