"""Queries on codes by mail; the caller owns the transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from models.records.people.mail_code import CodeUse, MailCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How often codes were asked for and mistyped lately."""

    mailbox_asked: int
    person_asked: int
    all_asked: int
    mailbox_tries: int
    person_tries: int
    all_tries: int


def counts(session: Session, person_id: int, email: str, since: datetime) -> Counts:
    """Count codes and tries since a moment: of the mailbox, of the person, and over all."""
    mine = func.coalesce(func.sum(MailCode.tries), 0)
    found: list[int] = []
    for condition in (col(MailCode.email) == email, col(MailCode.person_id) == person_id, col(MailCode.id) > 0):
        row = (
            session.connection()
            .execute(select(func.count(), mine).where(col(MailCode.asked_at) >= since, condition))
            .one()
        )
        found += [int(row[0]), int(row[1])]
    return Counts(
        mailbox_asked=found[0],
        mailbox_tries=found[1],
        person_asked=found[2],
        person_tries=found[3],
        all_asked=found[4],
        all_tries=found[5],
    )


def add(session: Session, row: MailCode) -> int:
    """Keep that a code was asked for; return its id."""
    session.add(row)
    session.flush()
    return row.id


def newest(session: Session, person_id: int, use: CodeUse = CodeUse.MAILBOX) -> MailCode | None:
    """Return the newest code of a person that was not used, expired or not; older ones do not count any more."""
    found = session.execute(
        select(MailCode)
        .where(col(MailCode.person_id) == person_id, col(MailCode.use) == use)
        .order_by(col(MailCode.id).desc())
        .limit(1)
    ).scalar_one_or_none()
    return found if found is not None and found.used_at is None else None


def newest_used(session: Session, person_id: int) -> MailCode | None:
    """Return the code by which a person proved a mailbox last, or None."""
    return session.execute(
        select(MailCode)
        .where(
            col(MailCode.person_id) == person_id,
            col(MailCode.use) == CodeUse.MAILBOX,
            col(MailCode.used_at).is_not(None),
        )
        .order_by(col(MailCode.id).desc())
        .limit(1)
    ).scalar_one_or_none()


def one(session: Session, code_id: int) -> MailCode | None:
    """Return a code's row."""
    return session.get(MailCode, code_id)


def count_try(session: Session, code_id: int) -> None:
    """Count a wrong try."""
    session.connection().execute(
        update(MailCode).where(col(MailCode.id) == code_id).values(tries=col(MailCode.tries) + 1)
    )


def mark_used(session: Session, code_id: int, now: datetime) -> None:
    """A code works once."""
    session.connection().execute(update(MailCode).where(col(MailCode.id) == code_id).values(used_at=now))
