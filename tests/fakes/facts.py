"""What the database holds of a conversation: answers, history, applications."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, SQLModel, col

from models.answers.answer import Answer
from models.records.applications import case_queries
from models.records.applications.application import EarlierAnswer, Event, KeptAnswer
from models.records.applications.case import Case
from models.records.messages.inbox import StoredUpdate
from models.records.people import participant_queries, person_queries
from models.records.tables import metadata
from tests.fakes.conversation import Chat


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """A line of the history."""

    what: str
    item: str | None
    detail: str


async def case_of(chat: Chat) -> Case:
    """Return the application on which the person works now."""
    found = await chat.house.services.store.run(_case_of, chat)
    assert found is not None, "this person has no application"
    return found


async def applications(chat: Chat) -> list[Case]:
    """Return all applications on which the person works, oldest first."""
    return await chat.house.services.store.run(_applications, chat)


async def answer(chat: Chat, key: str) -> Answer:
    """Return the answer that stands."""
    return (await case_of(chat)).answers[key]


async def place(chat: Chat) -> str | None:
    """Return the key of the item at which the person is."""
    return await chat.house.services.store.run(_place, chat)


async def history(chat: Chat) -> list[Happened]:
    """Return all that happened to the person's applications, oldest first."""
    return await chat.house.services.store.run(_history, chat)


async def count(chat: Chat, table: type[SQLModel]) -> int:
    """Return how many rows a table has."""
    return await chat.house.services.store.run(_count, table)


async def texts(chat: Chat) -> str:
    """Return all free text that is kept of anybody's answers, now and before, on one page."""
    return await chat.house.services.store.run(_texts)


async def name(chat: Chat) -> str | None:
    """Return the person's name as it is kept."""
    return await chat.house.services.store.run(_name, chat)


async def reminders(chat: Chat) -> tuple[str, str, datetime | None]:
    """Return how the person is reminded, as their row has it: way, moments, and until when not at all."""
    return await chat.house.services.store.run(_reminders, chat)


async def raw_updates(chat: Chat) -> list[str]:
    """Return what the inbox still holds of every update, oldest first."""
    return await chat.house.services.store.run(_raw_updates)


async def everything(chat: Chat) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table that belongs to the person's application."""
    return await chat.house.services.store.run(_everything, (await case_of(chat)).application_id)


def _everything(session: Session, app: int) -> dict[str, list[tuple[object, ...]]]:
    found = {}
    for name, table in metadata().tables.items():
        key = "id" if name == "application" else "application_id"
        if key in table.c and name != "person":
            rows = select(table).where(table.c[key] == app).order_by(*table.primary_key.columns)
            found[name] = [tuple(row) for row in session.connection().execute(rows)]
    return found


def _case_of(session: Session, chat: Chat) -> Case | None:
    speaker = person_queries.speaker(session, chat.front.inbox.front, chat.chat_id)
    if speaker is None or speaker.application_id is None:
        return None
    return case_queries.load(session, speaker.application_id)


def _applications(session: Session, chat: Chat) -> list[Case]:
    speaker = person_queries.speaker(session, chat.front.inbox.front, chat.chat_id)
    ids = [found[0] for found in participant_queries.applications_of(session, speaker.person_id)] if speaker else []
    return [case_queries.load(session, one) for one in sorted(ids)]


def _name(session: Session, chat: Chat) -> str | None:
    speaker = person_queries.speaker(session, chat.front.inbox.front, chat.chat_id)
    return speaker.name if speaker else None


def _reminders(session: Session, chat: Chat) -> tuple[str, str, datetime | None]:
    speaker = person_queries.speaker(session, chat.front.inbox.front, chat.chat_id)
    assert speaker is not None
    row = person_queries.person(session, speaker.person_id)
    return row.reminders, row.reminder_moments, row.snoozed_until_at


def _raw_updates(session: Session) -> list[str]:
    return list(session.scalars(select(StoredUpdate.raw).order_by(col(StoredUpdate.id))))


def _place(session: Session, chat: Chat) -> str | None:
    speaker = person_queries.speaker(session, chat.front.inbox.front, chat.chat_id)
    return speaker.place if speaker else None


def _history(session: Session, chat: Chat) -> list[Happened]:
    ids = [case.application_id for case in _applications(session, chat)]
    rows = session.scalars(select(Event).where(col(Event.application_id).in_(ids)).order_by(col(Event.id)))
    return [Happened(what=row.what, item=row.item_key, detail=row.detail) for row in rows]


def _count(session: Session, table: type[SQLModel]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def _texts(session: Session) -> str:
    found: list[Sequence[str]] = []
    for table in (KeptAnswer, EarlierAnswer):
        found += [list(session.scalars(select(table.said)))]
    return "\n".join(said for texts in found for said in texts)
