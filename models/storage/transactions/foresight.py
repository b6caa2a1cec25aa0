"""What works that share a transaction will ask first, read for all of them in one go.

It counts for a work until that writes: then what it reads might be what it wrote.
"""

from collections.abc import Hashable, Mapping
from typing import Any

from sqlmodel import Session

Foreseen = dict[Hashable, list[Any]]  # rows, by statement and values
_FORESEEN = "foreseen"  # in what SQLAlchemy lets us remember of a session


def asked(statement: Hashable, values: Mapping[str, object]) -> Hashable:
    """Return what is asked when a statement is executed with these values."""
    return statement, frozenset(values.items())


def remember(session: Session, foreseen: Foreseen) -> None:
    """Let these be the answers to what the next work asks."""
    session.info[_FORESEEN] = foreseen


def recalled(session: Session, statement: Hashable, values: Mapping[str, object]) -> list[Any] | None:
    """Return the rows that were read for this, once; None when they have to be asked."""
    foreseen: Foreseen | None = session.info.get(_FORESEEN)
    return foreseen.pop(asked(statement, values), None) if foreseen else None


def forget(session: Session) -> None:
    """Let everything be asked from now on."""
    session.info.pop(_FORESEEN, None)
