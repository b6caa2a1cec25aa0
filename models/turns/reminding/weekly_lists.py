"""The weekly lists of officers: one row of the outbox for each officer and week; its words are made at sending."""

from datetime import datetime, timedelta

from sqlmodel import Session

from models.calls.call import Call
from models.records.messages import outbox_queries
from models.records.messages.outbox_queries import Message
from models.records.people import person_queries
from models.records.reminding import planning_queries, weekly_queries
from models.records.reminding.weekly_queries import Reader
from models.timing import weekly
from models.timing.weekly import Weekly

WATERMARK = "weekly"
CLOCK_WAS_WRONG = timedelta(days=8)  # a mark so far ahead was made by a clock that was; it does not count
LISTS = {"province": "province_list", "agency": "undecided_list"}  # the kind of message by role


def plan(session: Session, call: Call, now: datetime) -> int:
    """Post the lists that fell due since the last time; return how many. The first time only notes when it was.

    `call` is the one that takes new applications. Planning twice posts nothing twice.
    """
    since = weekly_queries.planned_until(session, WATERMARK)
    is_first = since is None or since > now + CLOCK_WAS_WRONG
    due = weekly.due_list(since, now) if since is not None and not is_first else None
    if is_first or due is not None:
        planning_queries.move_mark(session, WATERMARK, now)
    if due is None:
        return 0
    messages = [message for reader in weekly_queries.readers(session) if (message := _list(session, reader, call, due))]
    for message in messages:
        outbox_queries.post(session, message, now)
    return len(messages)


def _list(session: Session, reader: Reader, call: Call, due: Weekly) -> Message | None:
    """Return the list of one officer, or None when they want none now."""
    if reader.reminders == "off" or (reader.snoozed_until_at is not None and due.at < reader.snoozed_until_at):
        return None
    way, address = _address(session, reader)
    kind = LISTS[reader.role]
    return Message(
        key=f"{kind}:{reader.officer_id}:{due.week}",
        kind=kind,
        way=way,
        address=address,
        language=reader.language,
        person_id=reader.person_id,
        ref_id=reader.officer_id,
        payload={"call": call.name},
        due_at=due.at,
        last_at=due.until,
    )


def _address(session: Session, reader: Reader) -> tuple[str, str]:
    """Return the way and the address: the chat of who chose chat, else the mailbox proven last."""
    chats = person_queries.chats_of(session, reader.person_id) if reader.reminders == "chat" else ()
    if chats:
        front, chat_id = chats[-1]
        return front, str(chat_id)
    proven = person_queries.proven_mailboxes(session, reader.person_id)
    return "mail", proven[0] if proven else reader.email
