"""Queries on who works on an application; the caller owns the transaction."""

from datetime import datetime

from sqlalchemy import Integer, bindparam, insert, literal_column, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.calls.stages import Stage
from models.records.applications.application import Application, Participant
from models.records.people.person import Mailbox, Person
from models.storage.database import UtcDateTime
from models.storage.statements.prepared import Prepared

_OF = col(Participant.application_id) == bindparam("application")
_WHO = col(Participant.person_id) == bindparam("person")
_BEFORE = aliased(Participant)
_PART = Prepared(select(col(Participant.id)).where(_OF, _WHO, col(Participant.left_at).is_(None)))
_KNOWN = Prepared(select(col(Participant.role), col(Participant.left_at)).where(_OF, _WHO))
_JOINING = Prepared(insert(Participant), "application_id", "person_id", "role", "joined_at")
_BACK = Prepared(update(Participant).where(_OF, _WHO).values(role=bindparam("as_role"), left_at=None))
_ACTIVE = Prepared(
    select(col(Participant.person_id), col(Participant.role))
    .where(_OF, col(Participant.left_at).is_(None))
    .order_by(col(Participant.id))
)
_PLACED_AS_BEFORE = Prepared(
    update(Participant)
    .where(_OF, _WHO)
    .values(
        place=select(col(_BEFORE.place))
        .where(col(_BEFORE.application_id) == bindparam("before"), col(_BEFORE.person_id) == bindparam("person"))
        .scalar_subquery()
    )
)
_GOING_ON = Prepared(
    update(Person)
    .where(col(Person.id) == bindparam("person"), col(Person.application_id) == bindparam("before"))
    .values(application_id=bindparam("application"))
)
_THERE = (col(Participant.application_id) == bindparam("before"), col(Participant.left_at).is_(None))
_BRINGING = Prepared(
    insert(Participant).from_select(
        ["application_id", "person_id", "role", "place", "joined_at"],
        select(
            bindparam("application", type_=Integer),
            col(Participant.person_id),
            col(Participant.role),
            col(Participant.place),
            bindparam("moment", type_=UtcDateTime()),
        )
        .where(*_THERE)
        .order_by(col(Participant.id)),
    )
)
_ALL_GOING_ON = Prepared(
    update(Person)
    .where(
        col(Person.application_id) == bindparam("before"),
        col(Person.id).in_(select(col(Participant.person_id)).where(*_THERE)),
    )
    .values(application_id=bindparam("application"))
)
_MAILBOXES = Prepared(
    select(col(Person.id), col(Person.language), col(Mailbox.email))
    .join(Participant, col(Participant.person_id) == col(Person.id))
    .join(Mailbox, col(Mailbox.person_id) == col(Person.id))
    .where(_OF, col(Participant.left_at).is_(None))
    .order_by(col(Participant.id), col(Mailbox.id))
)
_OWN, _THEIRS = aliased(Mailbox), aliased(Mailbox)
_ELSEWHERE = Prepared(
    select(col(Application.id))
    .join(Participant, col(Participant.application_id) == col(Application.id))
    .join(_THEIRS, col(_THEIRS.person_id) == col(Participant.person_id))
    .join(_OWN, col(_OWN.email) == col(_THEIRS.email))
    .where(
        col(_OWN.person_id) == bindparam("person"),
        col(Participant.person_id) != bindparam("person"),
        col(Participant.left_at).is_(None),
        col(Application.call_name) == bindparam("call"),
        col(Application.round_id) == bindparam("round"),
        col(Application.nis_code) == bindparam("town"),
        col(Application.stage).in_((literal_column(f"'{Stage.DRAFT}'"), literal_column(f"'{Stage.SUBMITTED}'"))),
    )
    .order_by(col(Application.id))
    .limit(1)
)


def takes_part(session: Session, application_id: int, person_id: int) -> bool:
    """Return whether a person works on an application."""
    return _PART.row(session, application=application_id, person=person_id) is not None


def join(session: Session, application_id: int, person_id: int, role: str, now: datetime) -> None:
    """Let a person work on an application; who had left comes back, and a contact who is there already stays it."""
    known = _KNOWN.row(session, application=application_id, person=person_id)
    if known is None:
        _JOINING.later(session, application_id=application_id, person_id=person_id, role=role, joined_at=now)
        return
    role_before, left_at = known
    becomes = role if left_at is not None or role == "contact" else role_before
    _BACK.later(session, application=application_id, person=person_id, as_role=becomes)


def leave(session: Session, application_id: int, person_id: int, now: datetime) -> None:
    """Note that a person stops working on an application."""
    session.connection().execute(
        update(Participant)
        .where(col(Participant.application_id) == application_id, col(Participant.person_id) == person_id)
        .values(left_at=now)
    )


def set_role(session: Session, application_id: int, person_id: int, role: str) -> None:
    """Set what a person is for the application: contact or colleague."""
    session.connection().execute(
        update(Participant)
        .where(col(Participant.application_id) == application_id, col(Participant.person_id) == person_id)
        .values(role=role)
    )


def active(session: Session, application_id: int) -> list[tuple[int, str]]:
    """Return the (person id, role) pairs of who works on an application, who joined first first."""
    return [(person_id, role) for person_id, role in _ACTIVE.rows(session, application=application_id)]


def asked_at(session: Session, application_id: int, person_id: int) -> datetime | None:
    """Return when a person was last asked something in an application, or None."""
    found = session.connection().execute(
        select(col(Participant.asked_at)).where(
            col(Participant.application_id) == application_id, col(Participant.person_id) == person_id
        )
    )
    return found.scalars().first()


def move(session: Session, person_id: int, from_id: int, to_id: int) -> None:
    """Let a person go on in `to_id` at the item where they were in `from_id`."""
    _PLACED_AS_BEFORE.later(session, application=to_id, person=person_id, before=from_id)
    _GOING_ON.later(session, application=to_id, person=person_id, before=from_id)


def bring(session: Session, from_id: int, to_id: int, now: datetime) -> None:
    """Let who works on one application go on in another, which has nobody yet, at the item where they were."""
    _BRINGING.later(session, application=to_id, before=from_id, moment=now)
    _ALL_GOING_ON.later(session, application=to_id, before=from_id)


def mailboxes(session: Session, application_id: int) -> list[tuple[int, str, str]]:
    """Return (person id, language, address) of every mailbox that was proven by who works on an application."""
    rows = _MAILBOXES.rows(session, application=application_id)
    return [(person_id, language, email) for person_id, language, email in rows]


def on_another_device(session: Session, person_id: int, call_name: str, round_id: str, nis_code: str) -> int | None:
    """Return the open application of a municipality on which somebody works who proved a mailbox of this person."""
    found: int | None = _ELSEWHERE.value(session, person=person_id, call=call_name, round=round_id, town=nis_code)
    return found


def carried_draft(session: Session, application_id: int, person_id: int) -> int | None:
    """Return the draft that carries an expired one on, when the person works on it."""
    found = session.connection().execute(
        select(col(Application.id))
        .join(Participant, col(Participant.application_id) == col(Application.id))
        .where(
            col(Application.carried_from_id) == application_id,
            col(Participant.person_id) == person_id,
            col(Participant.left_at).is_(None),
        )
    )
    return found.scalars().first()


def applications_of(session: Session, person_id: int) -> list[tuple[int, str | None, Stage]]:
    """Return (application id, NIS code, stage) of all a person works on, newest first."""
    rows = session.connection().execute(
        select(col(Application.id), col(Application.nis_code), col(Application.stage))
        .join(Participant, col(Participant.application_id) == col(Application.id))
        .where(col(Participant.person_id) == person_id, col(Participant.left_at).is_(None))
        .order_by(col(Application.id).desc())
    )
    return [(i, nis_code, Stage(stage)) for i, nis_code, stage in rows]


def people(session: Session, application_id: int) -> list[tuple[int, str | None, str | None, str]]:
    """Return (person id, name, newest proven mailbox, role) of who works on an application."""
    newest = (
        select(col(Mailbox.email))
        .where(col(Mailbox.person_id) == col(Person.id))
        .order_by(col(Mailbox.proven_at).desc())
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )
    rows = session.connection().execute(
        select(col(Person.id), col(Person.name), newest, col(Participant.role))
        .join(Participant, col(Participant.person_id) == col(Person.id))
        .where(col(Participant.application_id) == application_id, col(Participant.left_at).is_(None))
        .order_by(col(Participant.id))
    )
    return [(person_id, name, email, role) for person_id, name, email, role in rows]
