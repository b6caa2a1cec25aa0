"""Queries on officers; the caller owns the transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, or_, select, update
from sqlmodel import Session, col

from models.records.applications.application import Application
from models.records.desk.officer import Officer
from models.records.people.person import Chat, Person
from models.storage.statements.row_queries import PreparedRows

_STANDING = (
    col(Officer.role) == bindparam("of_role"),
    col(Officer.accepted_at).is_not(None),
    col(Officer.revoked_at).is_(None),
)
_ALL = PreparedRows(Officer, *_STANDING, by=col(Officer.accepted_at))
_OF_PROVINCE = PreparedRows(
    Officer, *_STANDING, col(Officer.province) == bindparam("of_province"), by=col(Officer.accepted_at)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """For whom an officer is the one to turn to: a province, or whoever has no province with officers of its own."""

    own: str | None  # the province; None: all but those in `without`, also where no municipality is chosen yet
    without: frozenset[str] = frozenset()

    def covers(self, province: str | None) -> bool:
        """Return whether a municipality of that province (None: not known) is among them."""
        return province == self.own if self.own is not None else province not in self.without

    def in_words_of(self, application: type[Application] = Application) -> ColumnElement[bool]:
        """Return the condition that an application is among them; one that is not there has no province."""
        province = col(application.province)
        if self.own is not None:
            return province == self.own
        return or_(province.is_(None), province.not_in(self.without))


def add(session: Session, officer: Officer) -> int:
    """Add an invitation to be an officer and return its id."""
    session.add(officer)
    session.flush()
    return officer.id


def one(session: Session, officer_id: int) -> Officer | None:
    """Return an invitation's row."""
    return session.get(Officer, officer_id)


def by_token(session: Session, token_hash: str) -> Officer | None:
    """Return the invitation with that token, or None."""
    return session.execute(select(Officer).where(col(Officer.token_hash) == token_hash)).scalar_one_or_none()


def all_of(session: Session) -> list[Officer]:
    """Return every invitation that was ever made, oldest first."""
    return list(session.execute(select(Officer).order_by(col(Officer.id))).scalars())


def standing(session: Session, role: str, province: str | None = None) -> list[Officer]:
    """Return who has a role now (in a province), who accepted first first."""
    if province is not None:
        return _OF_PROVINCE.all(session, of_role=role, of_province=province)
    return _ALL.all(session, of_role=role)


def role_of(session: Session, person_id: int) -> Officer | None:
    """Return the invitation by which a person has a role now, or None."""
    found = session.execute(
        select(Officer).where(
            col(Officer.person_id) == person_id,
            col(Officer.accepted_at).is_not(None),
            col(Officer.revoked_at).is_(None),
        )
    )
    return found.scalars().first()


def of_mailbox(session: Session, email: str) -> Officer | None:
    """Return who is an officer now by the invitation to a mailbox, the newest when there are several; else None."""
    found = session.execute(
        select(Officer)
        .where(
            col(Officer.email) == email,
            col(Officer.person_id).is_not(None),
            col(Officer.accepted_at).is_not(None),
            col(Officer.revoked_at).is_(None),
        )
        .order_by(col(Officer.id).desc())
    )
    return found.scalars().first()


def invited(session: Session, email: str, now: datetime) -> Officer | None:
    """Return the invitation that a mailbox can still accept, the newest, or None."""
    found = session.execute(
        select(Officer)
        .where(
            col(Officer.email) == email,
            col(Officer.accepted_at).is_(None),
            col(Officer.revoked_at).is_(None),
            col(Officer.expires_at) > now,
        )
        .order_by(col(Officer.id).desc())
    )
    return found.scalars().first()


def works_only_as_one(session: Session, person_id: int) -> bool:
    """Return whether a person is an officer now and works on no application of their own."""
    person = session.get(Person, person_id)
    return person is not None and person.application_id is None and role_of(session, person_id) is not None


def beat(session: Session, province: str | None) -> Beat:
    """Return for whom the officers of a province stand, or those of the agency (None)."""
    covered = {one.province or "" for one in standing(session, "province")}
    return Beat(own=province) if province is not None else Beat(own=None, without=frozenset(covered))


def nobody_s(session: Session) -> Beat | None:
    """Return for whom no officer stands at all; None when the agency stands for the rest."""
    return None if standing(session, "agency") else beat(session, None)


def beside(session: Session, province: str | None) -> list[Officer]:
    """Return who stands beside the municipalities of a province: its officers, else those of the agency.

    Source: ARCHITECTURE.md, Rules: Questions.
    """
    own = standing(session, "province", province) if province is not None else []
    return own or standing(session, "agency")


def change(session: Session, officer_id: int, **values: object) -> None:
    """Set columns of an invitation."""
    session.connection().execute(update(Officer).where(col(Officer.id) == officer_id).values(**values))


def revoke(session: Session, email: str, now: datetime) -> int:
    """End the roles and the open invitations of a mailbox; return how many there were."""
    return _end(session, now, col(Officer.email) == email)


def end_role(session: Session, person_id: int, now: datetime) -> None:
    """End the role that a person has."""
    _end(session, now, (col(Officer.person_id) == person_id) & col(Officer.accepted_at).is_not(None))


def opened_by(session: Session, person_id: int) -> Officer | None:
    """Return the newest invitation that a person opened and did not accept, or None."""
    found = session.execute(
        select(Officer)
        .where(
            col(Officer.person_id) == person_id, col(Officer.accepted_at).is_(None), col(Officer.revoked_at).is_(None)
        )
        .order_by(col(Officer.id).desc())
    )
    return found.scalars().first()


def _end(session: Session, now: datetime, whose: ColumnElement[bool]) -> int:
    ended = session.connection().execute(
        update(Officer).where(whose, col(Officer.revoked_at).is_(None)).values(revoked_at=now)
    )
    return int(ended.rowcount)


def chats(session: Session, front: str) -> list[tuple[int, str | None, str]]:
    """Return (chat id, role, language) on a front of who is or was an officer; the role is None when it ended."""
    rows = session.connection().execute(
        select(col(Chat.chat_id), col(Officer.role), col(Person.language), col(Officer.revoked_at))
        .join(Officer, col(Officer.person_id) == col(Chat.person_id))
        .join(Person, col(Person.id) == col(Chat.person_id))
        .where(col(Chat.front) == front, col(Officer.accepted_at).is_not(None))
        .order_by(col(Officer.revoked_at).is_(None))  # the role that stands comes last and counts
    )
    found = {
        chat_id: (chat_id, role if revoked_at is None else None, language)
        for chat_id, role, language, revoked_at in rows
    }
    return list(found.values())
