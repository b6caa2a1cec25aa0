"""People, messages for them, and what arrived: the measure of every trial of the outbox."""

import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path

from sqlalchemy import event, func, insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col

from bot.clock import utc_now
from bot.opening import current_call
from models.records.applications import case_queries
from models.records.messages.outbox import OutboxMessage, OutboxState
from models.records.people.person import Chat, Mailbox, Person
from models.storage import migrate
from models.storage.database import open_engine
from models.storage.transactions import database_trouble
from models.storage.transactions.isolation import lightly
from tests.fakes.bot_api_server import FakeBotApi
from tests.fakes.empty_database import lay_out
from tests.fakes.smtp_server import FakeSmtpServer
from tests.faults.outbox_worker import Order

FIRST_CHAT = 10_000
MOVED_CHAT = 777  # where the chat of the first person may move
OPEN = (OutboxState.DUE, OutboxState.SENDING, OutboxState.UNCERTAIN)


def _be_patient(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA busy_timeout=60000")  # the workers come first


def mailbox_of(person: int) -> str:
    return f"p{person}@voorbeeld.be"


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came of the messages, one for each person."""

    messages: int
    lost: int
    double: int  # copies above the first
    other_ids: int  # of these, mails that do not bear the Message-ID of their first copy
    states: Counter[str] = field(default_factory=Counter)

    def line(self) -> str:
        return f"lost {self.lost} · double {self.double}"


class PostBag:
    """A database with people and messages, and the two servers that take them."""

    def __init__(self, folder: Path, url: str, smtp: FakeSmtpServer, api: FakeBotApi) -> None:
        self.folder, self.smtp, self.api = folder, smtp, api
        self.url = url or f"sqlite:///{folder / 'kernbot.db'}"
        if not url:
            lay_out(folder / "kernbot.db")
        self._engine = open_engine(self.url)
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _be_patient)
        migrate.upgrade(self._engine)
        self._people: dict[int, int] = {}  # person -> id of the row
        self.moved: set[int] = set()

    def order(self, name: str, **more: object) -> Order:
        how = {"smtp_port": self.smtp.port, "api_url": self.api.url} | more
        return Order(name=name, data_dir=str(self.folder), url=self.url, **how)

    async def fill(self, people: int, *, chat: int = 0, times: int = 1, last_in: timedelta | None = None) -> None:
        """Post `times` messages for each of so many new people: to the first `chat` of them by chat, else by mail."""
        first = len(self._people)
        for person in range(first, first + people):
            await self.api.api.open_chat("An", chat_id=FIRST_CHAT + person)
        with Session(self._engine) as session:
            application_id = self._application(session)
            now = utc_now()
            rows = [{"language": "nl", "created_at": now, "reminders": "mail", "asked": ""}] * people
            ids = session.scalars(insert(Person).returning(col(Person.id), sort_by_parameter_order=True), rows).all()
            self._people |= dict(enumerate(ids, start=first))
            new = range(first, first + people)
            session.execute(insert(Mailbox), [self._mailbox(one, now) for one in new])
            session.execute(insert(Chat), [self._chat(one, now) for one in new])
            rows = [
                self._row(one, number, application_id, now, by_chat=one < first + chat, last_in=last_in)
                for one in new
                for number in range(times)
            ]
            session.execute(insert(OutboxMessage), rows)
            session.commit()

    def _application(self, session: Session) -> int:
        call = current_call(session, "profploeg-2021", utc_now())
        return case_queries.add_application(
            session,
            call_name=call.name,
            call_version=call.version,
            round_id="2021-2",
            now=utc_now(),
            nis_code="12014",
        )

    def _mailbox(self, person: int, now: datetime) -> dict:
        return {"person_id": self._people[person], "email": mailbox_of(person), "proven_at": now}

    def _chat(self, person: int, now: datetime) -> dict:
        return {
            "front": "telegram",
            "chat_id": FIRST_CHAT + person,
            "person_id": self._people[person],
            "created_at": now,
        }

    def _row(
        self, person: int, number: int, application: int, now: datetime, *, by_chat: bool, last_in: timedelta | None
    ) -> dict:
        return {
            "key": f"joined:{person}:{number}",
            "kind": "joined",
            "way": "telegram" if by_chat else "mail",
            "address": str(FIRST_CHAT + person) if by_chat else mailbox_of(person),
            "person_id": self._people[person],
            "application_id": application,
            "language": "nl",
            "payload": "{}",
            "due_at": now,
            "last_at": now + last_in if last_in is not None else None,
            "state": OutboxState.DUE,
            "attempt": 0,
            "created_at": now,
        }

    def let_lease_end(self, worker: str) -> None:
        """Do as if minutes passed for what a killed worker had in its hands."""
        past = utc_now() - timedelta(days=2)
        self._change(col(OutboxMessage.worker) == worker, state=OutboxState.SENDING, leased_until=past)

    def let_pauses_end(self) -> None:
        """Do as if the pause of every message that waits was over."""
        past = utc_now() - timedelta(days=2)
        for state in (OutboxState.DUE, OutboxState.UNCERTAIN):
            self._change(col(OutboxMessage.due_at) > past, state=state, due_at=past)

    def _change(self, which: object, *, state: OutboxState, **values: object) -> None:
        changed = update(OutboxMessage).where(which, col(OutboxMessage.state) == state).values(**values)
        while True:
            with Session(self._engine) as session:
                lightly(session)  # workers that go on meanwhile are no conflict
                try:
                    session.execute(changed)
                    session.commit()
                except DBAPIError as error:  # a worker waits for some of these rows, and this for some of its own
                    if not database_trouble.passes(error):
                        raise
                else:
                    return

    def states(self) -> Counter[str]:
        with Session(self._engine) as session:
            rows = session.execute(select(col(OutboxMessage.state), func.count()).group_by(col(OutboxMessage.state)))
            return Counter(dict(iter(rows)))

    def has_reason(self) -> bool:
        """Return whether a message was tried and did not leave."""
        with Session(self._engine) as session:
            return (
                session.scalars(select(OutboxMessage).where(col(OutboxMessage.reason).is_not(None))).first() is not None
            )

    def came(self) -> int:
        """Return how often a server was given a message."""
        return len(self.smtp.mails) + len(self.api.calls)

    def waiting(self) -> int:
        return sum(count for state, count in self.states().items() if state in OPEN)

    async def arrived(self) -> Arrived:
        """Compare what was posted with what came, by whichever way."""
        came: Counter[int] = Counter()
        mails: defaultdict[int, list[str]] = defaultdict(list)
        for mail in self.smtp.mails:
            person = int(mail.recipients[0].partition("@")[0][1:])
            came[person] += 1
            mails[person].append(str(message_from_bytes(mail.content)["Message-ID"]))
        for person in self._people:
            came[person] += await self._in_chat(FIRST_CHAT + person)
        came[0] += await self._in_chat(MOVED_CHAT) if MOVED_CHAT in self.moved else 0
        return Arrived(
            messages=len(self._people),
            lost=sum(1 for person in self._people if not came[person]),
            double=sum(count - 1 for count in came.values() if count > 1),
            other_ids=sum(len(set(found)) - 1 for found in mails.values() if found),
            states=self.states(),
        )

    async def _in_chat(self, chat_id: int) -> int:
        return sum(1 for message in await self.api.api.messages(chat_id) if message.from_bot)

    def close(self) -> None:
        self._engine.dispose()
