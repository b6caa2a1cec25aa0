"""Queries on erasures and the list of what was erased; the caller owns the transaction."""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, delete, false, func, select, update
from sqlmodel import Session, col

from models.records.desk.officer import Officer
from models.records.desk.question import Question
from models.records.messages.inbox import StoredUpdate
from models.records.messages.local_chat import LocalChatRow, LocalFileRow, LocalMessageRow
from models.records.messages.outbox import OutboxMessage
from models.records.people.consent import Consent
from models.records.people.foreign_mailbox import ForeignMailbox
from models.records.people.invitation import Invitation, JoinRequest
from models.records.people.person import Person
from models.records.people.whose import Whose
from models.records.privacy.erasure import ErasedMark, Erasure
from models.records.privacy.wiping import GONE
from models.storage.statements.upsert import insert_into

Asked = Question | ForeignMailbox | JoinRequest
COPIES = ("receipt", "expired")  # letters whose PDF shows every answer


def mark(session: Session, marks: Collection[str], at: datetime) -> None:
    """Put marks on the list; one that is on it takes the newest moment."""
    statement = insert_into(session.get_bind().dialect.name, ErasedMark)
    newest = statement.on_conflict_do_update(index_elements=["mark"], set_={"erased_at": at})
    for one in sorted(marks):
        session.connection().execute(newest, {"mark": one, "erased_at": at})


def marks(session: Session) -> dict[str, datetime]:
    """Return the list: when each mark was erased last."""
    rows = session.connection().execute(select(col(ErasedMark.mark), col(ErasedMark.erased_at)))
    return {row[0]: row[1] for row in rows}


def begin(session: Session, reason: str, chores: Mapping[str, object], at: datetime) -> None:
    """Keep what is still to be done outside the rows."""
    session.add(Erasure(reason=reason, chores=json.dumps(chores, ensure_ascii=False), erased_at=at))
    session.flush()


def newest(session: Session) -> int:
    """Return the newest erasure, 0 when there was none."""
    return session.connection().execute(select(col(Erasure.id)).order_by(col(Erasure.id).desc())).scalars().first() or 0


def open_ones(session: Session) -> list[tuple[int, str, datetime, dict[str, list[str]]]]:
    """Return (id, reason, moment, chores) of every erasure that is not done."""
    rows = session.execute(select(Erasure).where(col(Erasure.done_at).is_(None)).order_by(col(Erasure.id))).scalars()
    return [(row.id, row.reason, row.erased_at, json.loads(row.chores)) for row in rows]


def empty(session: Session, erasure_ids: Collection[int]) -> None:
    """Take out what erasures named, for it was done; the bytes of the database are still to be cleaned."""
    session.connection().execute(update(Erasure).where(col(Erasure.id).in_(erasure_ids)).values(chores="{}"))


def finish(session: Session, erasure_ids: Collection[int], now: datetime) -> None:
    """Note that erasures are done."""
    session.connection().execute(update(Erasure).where(col(Erasure.id).in_(erasure_ids)).values(done_at=now))


def become_pseudonyms(session: Session, whose: Whose, at: datetime) -> None:
    """Let these persons be nothing but a number: nobody is reminded, asked or awaited under it."""
    theirs = update(Person).where(col(Person.id).in_(whose.person_ids))
    nothing = {"agreed_at": None, "application_id": None, "asked": "", "reminders": "off", "snoozed_until_at": None}
    session.connection().execute(theirs.values(**nothing, erased_at=at))
    given = update(Consent).where(col(Consent.person_id).in_(whose.person_ids), col(Consent.withdrawn_at).is_(None))
    session.connection().execute(given.values(withdrawn_at=at))


def end_offices(session: Session, whose: Whose, at: datetime) -> None:
    """End the roles and invitations of an officer, and take the mailbox out of them."""
    theirs = col(Officer.person_id).in_(whose.person_ids) | col(Officer.email).in_(whose.mailboxes)
    standing = update(Officer).where(theirs, col(Officer.revoked_at).is_(None))
    session.connection().execute(standing.values(revoked_at=at))
    session.connection().execute(update(Officer).where(theirs).values(email=""))


def end_invitations(session: Session, whose: Whose, at: datetime) -> None:
    """End the open invitations to a mailbox, and take it out of all of them."""
    accepted = col(Invitation.accepted_by).in_(whose.person_ids) | col(Invitation.opened_by).in_(whose.person_ids)
    theirs = col(Invitation.email).in_(whose.mailboxes) | accepted
    waiting = update(Invitation).where(theirs, col(Invitation.accepted_at).is_(None))
    session.connection().execute(waiting.values(expires_at=at))
    session.connection().execute(update(Invitation).where(theirs).values(email=None))


def asked_by(session: Session, whose: Whose) -> set[str]:
    """Return the words of the questions that these persons asked."""
    words = select(col(Question.text)).where(_is_by(Question, whose))
    return set(session.connection().execute(words).scalars())


def empty_asked_by(session: Session, whose: Whose, at: datetime) -> None:
    """Empty what these persons asked, and settle what waits."""
    of_mailbox = col(ForeignMailbox.email).in_(whose.mailboxes)
    _empty_asked(session, lambda row: _is_by(row, whose) | (of_mailbox if row is ForeignMailbox else false()), at)


def _is_by(row: type[Asked], whose: Whose) -> ColumnElement[bool]:
    return col(row.person_id).in_(whose.person_ids)


def empty_asked_in(session: Session, application_id: int, at: datetime) -> None:
    """Empty what was asked in an application, and settle what waits."""
    _empty_asked(session, lambda row: col(row.application_id) == application_id, at)


def _empty_asked(session: Session, theirs: Callable[[type[Asked]], ColumnElement[bool]], at: datetime) -> None:
    """Empty questions, mailboxes to confirm and requests to join, and settle those that wait.

    Their rows stay: letters of officers are named after their ids, which SQLite would give out again.
    """
    connection = session.connection()
    settled = func.coalesce(col(Question.answered_at), at)
    connection.execute(update(Question).where(theirs(Question)).values(text="", answered_at=settled))
    nobody_s = GONE + cast(col(ForeignMailbox.id), String)
    decided = func.coalesce(col(ForeignMailbox.decided_at), at)
    mailboxes = update(ForeignMailbox).where(theirs(ForeignMailbox))
    connection.execute(mailboxes.values(email=nobody_s, reason="", decided_at=decided))
    waiting = update(JoinRequest).where(theirs(JoinRequest), col(JoinRequest.answered_at).is_(None))
    connection.execute(waiting.values(answered_at=at, granted=False))


def forget_parked(session: Session, whose: Whose) -> None:
    """Empty what of their messages could not be handled and is kept for a day."""
    for front, chat_id in whose.chats:
        parked = select(col(StoredUpdate.id), col(StoredUpdate.raw)).where(
            col(StoredUpdate.front) == front,
            col(StoredUpdate.parked_at).is_not(None),
            col(StoredUpdate.raw).contains(f'"id":{chat_id},') | col(StoredUpdate.raw).contains(f'"id":{chat_id}}}'),
        )
        rows = [row_id for row_id, _ in session.connection().execute(parked)]
        session.connection().execute(
            update(StoredUpdate).where(col(StoredUpdate.id).in_(rows)).values(raw="", chat_id=None)
        )


def forget_local_chats(session: Session, chat_ids: Collection[int]) -> set[str]:
    """Forget chats of this machine with every message and file; return the stored names of the files."""
    in_them = col(LocalMessageRow.chat_id).in_(chat_ids)
    states = session.connection().execute(select(col(LocalMessageRow.state)).where(in_them)).scalars()
    documents = [json.loads(state).get("document") for state in states]
    file_ids = [one["file_id"] for one in documents if one]
    theirs = col(LocalFileRow.file_id).in_(file_ids)
    stored = session.connection().execute(select(col(LocalFileRow.stored_name)).where(theirs)).scalars()
    names = {name for name in stored if name is not None}
    session.connection().execute(delete(LocalFileRow).where(theirs))
    session.connection().execute(delete(LocalMessageRow).where(in_them))
    session.connection().execute(delete(LocalChatRow).where(col(LocalChatRow.chat_id).in_(chat_ids)))
    return names


def letters(session: Session, whose: Whose, application_ids: Collection[int]) -> set[str]:
    """Return the keys of the letters that went to somebody, or that show all of an application that names them."""
    theirs = col(OutboxMessage.person_id).in_(whose.person_ids) | col(OutboxMessage.address).in_(whose.mailboxes)
    copies = col(OutboxMessage.application_id).in_(application_ids) & col(OutboxMessage.kind).in_(COPIES)
    return set(session.connection().execute(select(col(OutboxMessage.key)).where(theirs | copies)).scalars())
