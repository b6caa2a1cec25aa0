"""A message whose way fails for good goes by the person's other way, once."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from models.records.messages import claim_queries, outbox_queries
from models.records.messages.claim_queries import Claimed
from models.records.messages.outbox import OutboxState
from models.records.messages.outbox_queries import Message
from models.records.people import person_queries, reach_queries


def give_up(
    session: Session,
    claimed: Claimed,
    reason: str,
    now: datetime,
    *,
    ways: Collection[str],
    about_address: bool = False,
) -> bool:
    """Record that a message failed, mark its address when that is why, and post it by one of `ways` instead.

    Returns False when another worker has the message.
    """
    settled = claim_queries.settle(session, claimed, OutboxState.FAILED, now, reason=reason)
    if not settled:
        return False
    if about_address:
        reach_queries.mark(session, claimed.message.way, claimed.message.address, reason, now)
    _post_instead(session, claimed, ways, now)
    return True


def switch(session: Session, claimed: Claimed, reason: str, now: datetime, *, ways: Collection[str]) -> bool:
    """Let one of `ways` have a message instead of its own; return False, and do nothing, when there is none."""
    other = _post_instead(session, claimed, ways, now)
    return other is not None and claim_queries.settle(session, claimed, OutboxState.FAILED, now, reason=reason)


def _post_instead(session: Session, claimed: Claimed, ways: Collection[str], now: datetime) -> str | None:
    """Return the way by which the message goes instead: posted now, or on its way already; None when there is none."""
    message = claimed.message
    if message.person_id is None or message.instead_of_id is not None or not ways:
        return None
    other = outbox_queries.sibling_way(session, claimed.row_id)
    if other is not None:
        return other
    places = _places(session, message, ways)
    closed = reach_queries.marked(session, places)
    open_places = [place for place in places if place not in closed]
    if not open_places:
        return None
    way, address = open_places[0]
    instead = replace(
        message, key=f"instead:{claimed.row_id}", way=way, address=address, due_at=now, instead_of_id=claimed.row_id
    )
    outbox_queries.post(session, instead, now)
    return way


def _places(session: Session, message: Message, ways: Collection[str]) -> list[tuple[str, str]]:
    """Return where else the person can be reached: the newest mailbox first, then the chats."""
    person_id = message.person_id or 0
    places = [("mail", email) for email in person_queries.proven_mailboxes(session, person_id)[:1]]
    places += [(front, str(chat_id)) for front, chat_id in person_queries.chats_of(session, person_id)]
    return [(way, address) for way, address in places if way != message.way and way in ways]
