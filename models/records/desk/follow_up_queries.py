"""Queries on what a province does about its municipalities; the caller owns the transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlmodel import Session, col

from models.records.desk.follow_up import CallNote, FollowUp, FollowUpStep, Nudge
from models.records.desk.officer import Officer
from models.records.people.person import Person
from models.storage.statements.upsert import insert_into

_CALLED = func.coalesce(  # an officer who never said a name is known by the mailbox
    func.nullif(col(Person.name), ""),
    select(func.max(col(Officer.email))).where(col(Officer.person_id) == col(Person.id)).scalar_subquery(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """How a municipality is followed in a round."""

    id: int
    round_id: str
    nis_code: str
    claimed_by: int | None
    claimed_at: datetime | None
    snoozed_until_at: datetime | None
    outcome: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that was done about a municipality."""

    at: datetime
    by: str | None
    what: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What an officer noted of a call."""

    id: int
    text: str
    by: str | None
    is_yours: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitedFor:
    """A nudge that left, and of which its writer was not told yet that the municipality did something."""

    nudge_id: int
    call_name: str
    nis_code: str
    written_by: int
    sent_at: datetime


def nudges_waited_for(session: Session, since: datetime) -> tuple[WaitedFor, ...]:
    """Return the nudges that left since then and were followed by nothing that their writer heard of."""
    rows = session.connection().execute(
        select(
            col(Nudge.id), col(FollowUp.call_name), col(FollowUp.nis_code), col(Nudge.written_by), col(Nudge.sent_at)
        )
        .join(FollowUp, col(FollowUp.id) == col(Nudge.follow_up_id))
        .where(col(Nudge.sent_at) > since, col(Nudge.answer_told_at).is_(None), col(Nudge.written_by).is_not(None))
        .order_by(col(Nudge.id))
    )
    return tuple(
        WaitedFor(nudge_id=nudge_id, call_name=call_name, nis_code=nis_code, written_by=by, sent_at=sent_at)
        for nudge_id, call_name, nis_code, by, sent_at in rows
        if by is not None and sent_at is not None
    )


def of_towns(session: Session, call_name: str, nis_codes: Collection[str]) -> tuple[Followed, ...]:
    """Return how some municipalities are followed, in every round of a call, oldest first."""
    wanted = (col(FollowUp.call_name) == call_name, col(FollowUp.nis_code).in_(nis_codes))
    rows = session.execute(
        select(FollowUp).where(*wanted).order_by(col(FollowUp.id)).execution_options(populate_existing=True)
    )
    return tuple(_read(row) for row in rows.scalars())


def one(session: Session, follow_up_id: int) -> tuple[str, Followed] | None:
    """Return the name of the call and how a municipality is followed in it, or None."""
    row = session.get(FollowUp, follow_up_id, populate_existing=True)
    return (row.call_name, _read(row)) if row is not None else None


def begun(session: Session, call_name: str, round_id: str, nis_code: str) -> int:
    """Return the follow-up of a municipality in a round, begun now when there was none."""
    names = {"call_name": call_name, "round_id": round_id, "nis_code": nis_code}
    statement = insert_into(session.get_bind().dialect.name, FollowUp).on_conflict_do_nothing(
        index_elements=list(names)
    )
    session.connection().execute(statement, names)
    found = session.connection().execute(
        select(col(FollowUp.id)).where(
            col(FollowUp.call_name) == call_name, col(FollowUp.round_id) == round_id, col(FollowUp.nis_code) == nis_code
        )
    )
    return found.scalar_one()


def change(session: Session, follow_up_id: int, **values: object) -> None:
    """Set columns of a follow-up."""
    session.connection().execute(update(FollowUp).where(col(FollowUp.id) == follow_up_id).values(**values))


def add_step(session: Session, follow_up_id: int, at: datetime, person_id: int, what: str, detail: str) -> None:
    """Add to what was done about a municipality."""
    session.add(FollowUpStep(follow_up_id=follow_up_id, at=at, person_id=person_id, what=what, detail=detail))
    session.flush()


def steps(session: Session, follow_up_ids: Collection[int]) -> tuple[Step, ...]:
    """Return what was done, oldest first."""
    rows = session.connection().execute(
        select(col(FollowUpStep.at), _CALLED, col(FollowUpStep.what), col(FollowUpStep.detail))
        .outerjoin(Person, col(Person.id) == col(FollowUpStep.person_id))
        .where(col(FollowUpStep.follow_up_id).in_(follow_up_ids))
        .order_by(col(FollowUpStep.id))
    )
    return tuple(Step(at=at, by=name, what=what, detail=detail) for at, name, what, detail in rows)


def add_note(session: Session, follow_up_id: int, text: str, written_by: int, now: datetime) -> int:
    """Keep a note of a call; return its id."""
    row = CallNote(follow_up_id=follow_up_id, text=text, written_by=written_by, written_at=now)
    session.add(row)
    session.flush()
    return row.id


def note(session: Session, note_id: int) -> CallNote | None:
    """Return a note of a call."""
    return session.get(CallNote, note_id)


def notes(session: Session, follow_up_ids: Collection[int], you: int) -> tuple[Written, ...]:
    """Return the notes of calls, oldest first."""
    rows = session.connection().execute(
        select(
            col(CallNote.id),
            col(CallNote.text),
            _CALLED,
            col(CallNote.written_by),
            col(CallNote.written_at),
        )
        .outerjoin(Person, col(Person.id) == col(CallNote.written_by))
        .where(col(CallNote.follow_up_id).in_(follow_up_ids))
        .order_by(col(CallNote.id))
    )
    return tuple(
        Written(id=note_id, text=text, by=name, is_yours=by == you, at=at) for note_id, text, name, by, at in rows
    )


def erase_note(session: Session, note_id: int) -> None:
    """Erase a note with all that was written in it."""
    session.connection().execute(delete(CallNote).where(col(CallNote.id) == note_id))


def add_nudge(session: Session, nudge: Nudge) -> int:
    """Add a nudge in preparation; return its id."""
    session.add(nudge)
    session.flush()
    return nudge.id


def nudge(session: Session, nudge_id: int) -> Nudge | None:
    """Return a nudge, as it is now."""
    return session.get(Nudge, nudge_id, populate_existing=True)


def prepared(session: Session, follow_up_id: int, officer: int) -> Nudge | None:
    """Return the nudge that an officer prepares, or None."""
    found = session.execute(
        select(Nudge)
        .where(col(Nudge.follow_up_id) == follow_up_id, col(Nudge.written_by) == officer, col(Nudge.sent_at).is_(None))
        .order_by(col(Nudge.id).desc())
        .execution_options(populate_existing=True)
    )
    return found.scalars().first()


def change_nudge(session: Session, nudge_id: int, **values: object) -> None:
    """Set columns of a nudge."""
    session.connection().execute(update(Nudge).where(col(Nudge.id) == nudge_id).values(**values))


def nudged(session: Session, follow_up_ids: Collection[int]) -> Mapping[int, Sequence[datetime]]:
    """Return by follow-up when its nudges were sent, oldest first."""
    rows = session.connection().execute(
        select(col(Nudge.follow_up_id), col(Nudge.sent_at))
        .where(col(Nudge.follow_up_id).in_(follow_up_ids), col(Nudge.sent_at).is_not(None))
        .order_by(col(Nudge.sent_at))
    )
    found: dict[int, list[datetime]] = {}
    for follow_up_id, sent_at in rows:
        if sent_at is not None:
            found.setdefault(follow_up_id, []).append(sent_at)
    return found


def last_nudge_by(session: Session, follow_up_id: int) -> tuple[datetime, int | None] | None:
    """Return when the last nudge to a municipality was sent, and by whom; None before the first."""
    row = (
        session.connection()
        .execute(
            select(func.coalesce(col(Nudge.sent_at), col(Nudge.begun_at)), col(Nudge.written_by))
            .where(col(Nudge.follow_up_id) == follow_up_id, col(Nudge.sent_at).is_not(None))
            .order_by(col(Nudge.sent_at).desc())
        )
        .first()
    )
    return (row[0], row[1]) if row is not None else None


def _read(row: FollowUp) -> Followed:
    return Followed(
        id=row.id,
        round_id=row.round_id,
        nis_code=row.nis_code,
        claimed_by=row.claimed_by,
        claimed_at=row.claimed_at,
        snoozed_until_at=row.snoozed_until_at,
        outcome=row.outcome,
    )
