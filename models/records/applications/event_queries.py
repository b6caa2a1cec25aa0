"""Queries on the history of an application; the caller owns the transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, insert, select
from sqlmodel import Session, col

from models.records.applications.application import Event
from models.storage.statements.prepared import Prepared

_EVENT = Prepared(
    insert(Event), "application_id", "at", "person_id", "channel", "what", "item_key", "detail", of_a_case=True
)
_BY = Prepared(
    select(col(Event.id))
    .where(
        col(Event.application_id) == bindparam("application"),
        col(Event.what) == bindparam("happened"),
        col(Event.person_id) == bindparam("person"),
    )
    .limit(1)
)


def record(
    session: Session,
    application_id: int,
    what: str,
    *,
    at: datetime,
    person_id: int | None,
    channel: str,
    item_key: str | None = None,
    detail: str = "",
) -> None:
    """Add a line to the history of an application: keys and hashes only."""
    _EVENT.later(
        session,
        application_id=application_id,
        at=at,
        person_id=person_id,
        channel=channel,
        what=what,
        item_key=item_key,
        detail=detail,
    )


def history(session: Session, application_id: int) -> Sequence[Event]:
    """Return the history of an application, oldest first."""
    found = session.execute(select(Event).where(col(Event.application_id) == application_id).order_by(col(Event.id)))
    return list(found.scalars())


def moment_of(session: Session, application_id: int, what: str) -> datetime | None:
    """Return when something last happened to an application, or None."""
    found = session.connection().execute(
        select(col(Event.at))
        .where(col(Event.application_id) == application_id, col(Event.what) == what)
        .order_by(col(Event.id).desc())
    )
    return found.scalars().first()


def channel_of(session: Session, application_id: int, what: str, detail: str) -> str | None:
    """Return on which channel something was done that its detail names, or None when it was not."""
    found = session.connection().execute(
        select(col(Event.channel)).where(
            col(Event.application_id) == application_id, col(Event.what) == what, col(Event.detail) == detail
        )
    )
    return found.scalars().first()


def was_recorded(session: Session, application_id: int, what: str, person_id: int) -> bool:
    """Return whether something is in the history of an application already, by this person."""
    return _BY.row(session, application=application_id, happened=what, person=person_id) is not None
