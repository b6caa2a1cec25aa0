"""Queries on people and their chats; the caller owns the transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, null, select, update
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from models.calls.stages import Stage
from models.records.applications import deadline_queries
from models.records.applications.application import Application, Participant
from models.records.applications.keeping_queries import UpdateInChat
from models.records.desk.officer import Officer
from models.records.messages.inbox import StoredUpdate
from models.records.messages.inbox_queries import AnsweredUpdate
from models.records.people.person import Chat, Mailbox, Person
from models.records.people.speaker import Speaker
from models.storage.statements.prepared import Prepared
from models.storage.transactions.foresight import Foreseen

_KNOWN = (
    col(Person.id),
    col(Person.language),
    col(Person.name),
    col(Person.agreed_at),
    col(Person.asked),
    col(Participant.application_id),
    col(Participant.place),
    col(Participant.asked_at),
    col(Application.stage),
    col(Application.call_version),
    col(Application.round_id),
    col(Application.created_at),
    col(Application.carried_from_id),
    deadline_queries.NEWEST_VERSION,
    deadline_queries.EXTENDED_TO,
    col(Officer.role),
    col(Officer.province),
)


def _speaking(columns: Select[Any], application: ColumnElement[int | None] | Mapped[int | None]) -> Select[Any]:
    """Return the query for who speaks, with the part they have in an application."""
    return (
        columns.outerjoin(
            Participant,
            and_(
                col(Participant.person_id) == col(Person.id),
                col(Participant.application_id) == application,
                col(Participant.left_at).is_(None),
            ),
        )
        .outerjoin(Application, col(Application.id) == col(Participant.application_id))
        .outerjoin(  # at most one: see uq_officer_standing
            Officer,
            and_(
                col(Officer.person_id) == col(Person.id),
                col(Officer.accepted_at).is_not(None),
                col(Officer.revoked_at).is_(None),
            ),
        )
    )


_SPEAKER = Prepared(
    _speaking(
        select(
            *_KNOWN,
            col(Chat.open_message_id),
            select(col(StoredUpdate.applied_at)).where(col(StoredUpdate.id) == bindparam("row")).scalar_subquery(),
        )
        .select_from(Chat)
        .join(Person, col(Chat.person_id) == col(Person.id)),
        col(Person.application_id),
    ).where(col(Chat.front) == bindparam("front"), col(Chat.chat_id) == bindparam("chat")),
    of_a_case=True,
)
_WRITER = Prepared(
    _speaking(select(*_KNOWN, null()).select_from(Person), bindparam("application", type_=Integer)).where(
        col(Person.id) == bindparam("person"), col(Person.erased_at).is_(None)
    )
)
_OPEN_MESSAGE = Prepared(
    update(Chat)
    .where(col(Chat.front) == bindparam("of_front"), col(Chat.chat_id) == bindparam("of_chat"))
    .values(open_message_id=bindparam("message"))
)
_CALLED = Prepared(
    select(
        col(Person.name),
        select(col(Mailbox.email))
        .where(col(Mailbox.person_id) == col(Person.id))
        .order_by(col(Mailbox.proven_at).desc())
        .limit(1)
        .scalar_subquery(),
    ).where(col(Person.id) == bindparam("person"))
)
_MAILBOXES = Prepared(
    select(col(Mailbox.email))
    .where(col(Mailbox.person_id) == bindparam("person"))
    .order_by(col(Mailbox.proven_at).desc())
)
_CHATS = Prepared(
    select(col(Chat.front), col(Chat.chat_id)).where(col(Chat.person_id) == bindparam("person")).order_by(col(Chat.id))
)
_CURRENT = Prepared(select(col(Person.application_id)).where(col(Person.id) == bindparam("person")))
_LANGUAGE = Prepared(select(col(Person.language)).where(col(Person.id) == bindparam("person")))
_ASK = Prepared(
    update(Person).where(col(Person.id) == bindparam("person")).values(asked=bindparam("what")), of_a_case=True
)


def speaker(session: Session, front: str, chat_id: int) -> Speaker | None:
    """Return who speaks in a chat, or None when the chat is new."""
    found, _ = speaker_of_update(session, front, chat_id, None)
    return found


def speaker_of_update(
    session: Session, front: str, chat_id: int, update_row: int | None
) -> tuple[Speaker | None, datetime | None]:
    """Return who speaks in a chat, or None when it is new, and when what they say was applied, or None."""
    row = _SPEAKER.row(session, front=front, chat=chat_id, row=update_row)
    return (_speaker(session, row), row[18]) if row is not None else (None, None)


def foresee_speakers(session: Session, updates: Sequence[UpdateInChat]) -> list[Foreseen]:
    """Return for each update what `speaker_of_update` will ask."""
    return _SPEAKER.foresee(session, [{"front": one.front, "chat": one.chat_id, "row": one.row_id} for one in updates])


def writer(session: Session, person_id: int, application_id: int | None) -> Speaker | None:
    """Return who writes a mail about an application, whichever one they work on in chat; None when nobody is known."""
    row = _WRITER.row(session, person=person_id, application=application_id)
    return _speaker(session, row) if row is not None else None


def _speaker(session: Session, row: Sequence[Any]) -> Speaker:
    is_draft = row[8] == Stage.DRAFT
    return Speaker(
        person_id=row[0],
        language=row[1],
        name=row[2],
        agreed=row[3] is not None,
        asked=row[4],
        application_id=row[5],
        place=row[6],
        asked_at=row[7],
        draft_in=deadline_queries.round_now(session, row[9], row[13], row[10], row[14]) if is_draft else None,
        begun_at=row[11],
        carries_on=row[12] is not None,
        role=row[15],
        province=row[16],
        open_message_id=row[17],
    )


def add_person(session: Session, language: str, now: datetime) -> int:
    """Add a person who writes from a mailbox that nobody proved; nothing is known of them yet."""
    person = Person(language=language, created_at=now)
    session.add(person)
    session.flush()
    return person.id


def add_speaker(session: Session, front: str, chat_id: int, language: str, now: datetime) -> Speaker:
    """Add a person for a new chat; nothing is known of them yet."""
    person = Person(language=language, created_at=now)
    session.add(person)
    session.flush()
    session.add(Chat(front=front, chat_id=chat_id, person_id=person.id, created_at=now))
    session.flush()
    found = speaker(session, front, chat_id)
    assert found is not None  # noqa: S101 - it was added just now
    return found


def remember_open_messages(session: Session, front: str, answered: Sequence[AnsweredUpdate]) -> None:
    """Remember in each chat the message whose buttons count from now on."""
    newest = {one.chat_id: one.open_message_id for one in answered if one.chat_id is not None}
    marks = [{"of_front": front, "of_chat": chat_id, "message": message} for chat_id, message in newest.items()]
    _OPEN_MESSAGE.for_each(session, marks)


def ask(session: Session, person_id: int, what: str) -> None:
    """Remember what waits for typed text, as `Speaker.asked` has it; "" means the checklist as it is."""
    _ASK.later(session, person=person_id, what=what)


def change(session: Session, person_id: int, **values: object) -> None:
    """Set columns of a person."""
    session.connection().execute(update(Person).where(col(Person.id) == person_id).values(**values))


def chats_of(session: Session, person_id: int) -> Sequence[tuple[str, int]]:
    """Return the (front, chat id) pairs where a person speaks."""
    return [(front, chat_id) for front, chat_id in _CHATS.rows(session, person=person_id)]


def move_chat(session: Session, front: str, old: int, new: int) -> None:
    """Give a chat its new number, unless somebody speaks there already."""
    taken = select(col(Chat.id)).where(col(Chat.front) == front, col(Chat.chat_id) == new)
    if session.connection().execute(taken).scalar_one_or_none() is None:
        session.connection().execute(
            update(Chat).where(col(Chat.front) == front, col(Chat.chat_id) == old).values(chat_id=new)
        )


def proven_mailboxes(session: Session, person_id: int) -> tuple[str, ...]:
    """Return the mailboxes a person proved, newest first."""
    return tuple(row[0] for row in _MAILBOXES.rows(session, person=person_id))


def language_of(session: Session, person_id: int) -> str:
    """Return the language that a person reads.

    Raises:
        KeyError: there is no such person.
    """
    language: str | None = _LANGUAGE.value(session, person=person_id)
    if language is None:
        raise KeyError(person_id)
    return language


def current_application(session: Session, person_id: int) -> int | None:
    """Return the application on which a person works."""
    row = _CURRENT.row(session, person=person_id)
    return row[0] if row is not None else None


def name_and_mailbox(session: Session, person_id: int) -> tuple[str | None, str | None]:
    """Return what a person is called, and the mailbox that was proven last; None for what is not known.

    Raises:
        KeyError: there is no such person.
    """
    row = _CALLED.row(session, person=person_id)
    if row is None:
        raise KeyError(person_id)
    return row[0], row[1]


def add_mailbox(session: Session, person_id: int, email: str, now: datetime) -> None:
    """Keep that a person proved a mailbox; a second time changes nothing."""
    if email not in proven_mailboxes(session, person_id):
        session.add(Mailbox(person_id=person_id, email=email, proven_at=now))
        session.flush()


def people_with_mailbox(session: Session, email: str) -> tuple[int, ...]:
    """Return the people who proved a mailbox."""
    rows = session.connection().execute(select(col(Mailbox.person_id)).where(col(Mailbox.email) == email))
    return tuple(rows.scalars())


def fronts_of(session: Session, person_ids: Collection[int]) -> dict[int, str]:
    """Return on which front each of these people talks, and began to last."""
    if not person_ids:
        return {}
    rows = session.connection().execute(
        select(col(Chat.person_id), col(Chat.front)).where(col(Chat.person_id).in_(person_ids)).order_by(col(Chat.id))
    )
    return {row.person_id: row.front for row in rows}


def person(session: Session, person_id: int) -> Person:
    """Return a person's row, for use within the transaction."""
    found = session.get(Person, person_id)
    if found is None:
        raise KeyError(person_id)
    return found


def fronts(session: Session) -> tuple[str, ...]:
    """Return the fronts on which anybody has a chat."""
    return tuple(session.connection().execute(select(col(Chat.front)).distinct().order_by(col(Chat.front))).scalars())
