"""Who writes a mail, and about which application: a token says for whom it was, a proven mailbox says who writes.

The From address alone authorises nothing: anybody can write one.

Source: ARCHITECTURE.md, Rules: Mail.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlmodel import Session

from models.records.desk import officer_queries
from models.records.messages import mail_in_queries
from models.records.people import invitation_queries, participant_queries, person_queries, reply_token
from models.records.people.reply_token import CASES, OFFICERS, For, ReadReply, Reply, of_officer

if TYPE_CHECKING:
    from models.correspondence.taken import Incoming


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who writes, when that is certain; `token` is what the mail replies to."""

    person_id: int | None  # None: a code has to prove it first
    token: ReadReply | None

    @property
    def application_id(self) -> int | None:
        """Return the application that the reply is about, or None when it names none."""
        return (self.token.reply.application_id or None) if self.token is not None else None

    @property
    def is_to_officer(self) -> bool:
        """Return whether this replies to what went to an officer."""
        return self.token is not None and self.token.reply.use in OFFICERS


def token_of(key: bytes, tokens: tuple[str, ...], now: datetime) -> ReadReply | None:
    """Return the first token that is ours, one that did not expire before one that did; None when none is."""
    read = [found for found in (reply_token.read(key, token, now) for token in tokens) if found is not None]
    return next((one for one in read if not one.is_expired), None)


def writer_of(session: Session, key: bytes, incoming: "Incoming", now: datetime) -> Writer:
    """Return who writes."""
    token = token_of(key, incoming.mail.tokens, now)
    if incoming.proven_as is not None:
        return Writer(person_id=incoming.proven_as, token=token or _to_the_desk(session, incoming.proven_as, now))
    if token is not None and token.reply.use is For.INVITATION:
        return Writer(person_id=_invited(session, token.reply.about, incoming.mail.sender), token=token)
    if token is None or token.reply.use not in CASES | OFFICERS:
        return Writer(person_id=None, token=token)
    return Writer(person_id=_in_whose_mailbox(session, token.reply, incoming.mail.sender), token=token)


def _to_the_desk(session: Session, person_id: int, now: datetime) -> ReadReply | None:
    """Return that a mail which replies to nothing is read as a reply to the list, when an officer writes; else None."""
    if not officer_queries.works_only_as_one(session, person_id):
        return None
    return ReadReply(reply=of_officer(For.DESK, person_id), signed_on=now.astimezone(UTC).date(), is_expired=False)


def _in_whose_mailbox(session: Session, reply: Reply, sender: str | None) -> int | None:
    """Return who writes, of those to whom the token may have come: whose mail it was, or who works along with them.

    Colleagues pass mails on to each other; the token says that one of them did, the proven mailbox which one writes.
    """
    application_id = reply.application_id
    if sender in person_queries.proven_mailboxes(session, reply.person_id):
        takes_part = not application_id or participant_queries.takes_part(session, application_id, reply.person_id)
        return reply.person_id if takes_part else None
    if reply.use not in CASES or not application_id or sender is None:
        return None
    others = person_queries.people_with_mailbox(session, sender)
    return next((one for one in others if participant_queries.takes_part(session, application_id, one)), None)


def _invited(session: Session, invitation_id: int, sender: str | None) -> int | None:
    """Return who writes from the mailbox that was invited, when it was proven before; only there the token went."""
    row = invitation_queries.one(session, invitation_id)
    if row is None or row.email is None or row.email != sender:
        return None
    return next(iter(person_queries.people_with_mailbox(session, row.email)), None)


def answers_an_old_letter(session: Session, key: bytes, incoming: "Incoming", now: datetime) -> Reply | None:
    """Return what a reply of an officer was about whose token expired, or None; it comes from their own mailbox."""
    for token in incoming.mail.tokens:
        found = reply_token.read(key, token, now)
        if found is not None and found.is_expired and found.reply.use in OFFICERS:
            own = person_queries.proven_mailboxes(session, found.reply.person_id)
            return found.reply if incoming.mail.sender in own else None
    return None


def known_as(session: Session, sender: str, application_id: int | None) -> int | None:
    """Return the person behind a mailbox: who works on the application, is an officer, proved it first, or waits."""
    people = person_queries.people_with_mailbox(session, sender)
    officer = officer_queries.of_mailbox(session, sender) if application_id is None else None
    if officer is not None and all(person_queries.current_application(session, one) is None for one in people):
        return officer.person_id  # with an application on any device it is the clerk who writes
    if application_id is not None:
        for person_id in people:
            if participant_queries.takes_part(session, application_id, person_id):
                return person_id
    if people:
        return people[0]
    waiting = mail_in_queries.waiting(session, sender)
    return next((row.person_id for row in waiting if row.person_id is not None), None)
