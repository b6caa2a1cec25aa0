"""How a transaction is undone, also when its connection is gone."""

from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlmodel import Session


def undo(session: Session) -> None:
    """Undo what was begun, so that the session can begin anew."""
    try:
        session.rollback()
    except (DBAPIError, PendingRollbackError):  # the connection is gone, and what it had begun with it
        session.invalidate()
    session.expunge_all()
