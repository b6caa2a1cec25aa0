"""One message on its way: written from its facts, then sent."""

import asyncio
import secrets
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

import structlog

from models.letters.prepared import Prepared, prepare
from models.records.messages import other_way
from models.records.messages.claim_queries import Claimed
from models.records.messages.outbox import POSSIBLE_DUPLICATE, OutboxState
from models.storage.works.store import Store, StoreUnavailable
from reminders import contents
from reminders.contents import Parcel
from reminders.mail_headers import MailList
from reminders.outcome import Outcome, TryLater, Uncertain
from reminders.start_links import StartLinks
from reminders.verdict import MOST_ATTEMPTS, Verdict, after_try, ended

log = structlog.get_logger(__name__)
# Whoever asks for a code wants to show that the mailbox works again.
TRIED_ALL_THE_SAME = frozenset({"code", "desk_login"})


class Way(Protocol):
    """One way out: a mail server, a folder, the chats of a front."""

    @property
    def places(self) -> int:
        """Return how many messages may be on their way at once."""

    async def send(self, claimed: Claimed, parcel: Parcel, now: datetime) -> Outcome:
        """Send a written message and say how it ended.

        Raises:
            MayHaveLeft: it was cancelled when the message was handed over; a plain CancelledError is before that.
        """


class Office(Protocol):
    """What all deliveries of a process share."""

    store: Store
    ways: dict[str, Way]
    key: bytes
    worker: str
    start_links: StartLinks
    sender: str
    mail_list: MailList | None
    ended: Counter[tuple[str, str]]

    @property
    def clock(self) -> Callable[[], datetime]:
        """Return the clock."""

    def ways_for(self, kind: str) -> frozenset[str]:
        """Return by which ways a message of that kind can go."""


async def prepare_all(office: Office, batch: Sequence[Claimed], now: datetime) -> tuple[Prepared, ...]:
    """Return the messages with their facts; one whose facts cannot be had keeps no other back.

    Raises:
        StoreUnavailable: the database is away.
    """
    try:
        return await office.store.run(prepare, batch, office.key, now)
    except StoreUnavailable:
        raise
    except Exception as error:  # noqa: BLE001 - our mistake: nothing left, and it may be mended before we give up
        if len(batch) == 1:
            return (Prepared(claimed=batch[0], mistake=our_mistake(batch[0], error)),)
    found = [await prepare_all(office, (one,), now) for one in batch]
    return tuple(one for alone in found for one in alone)


async def try_to_send(office: Office, one: Prepared, now: datetime) -> Verdict | None:
    """Send a message unless it is of no use; return what becomes of it, None when another way took it over."""
    verdict = _without_trying(one, now)
    if verdict is not None:
        return verdict
    if await _went_another_way(office, one, now):
        return None
    try:
        parcel = await _written(office, one)
    except Exception as error:  # noqa: BLE001 - our mistake, as above
        return judged(one.claimed, TryLater(our_mistake(one.claimed, error)))
    return judged(one.claimed, await _send(office, one.claimed, parcel, now))


def _without_trying(one: Prepared, now: datetime) -> Verdict | None:
    """Return what becomes of a message that need not or cannot be sent, None when it can."""
    claimed, doubt = one.claimed, one.claimed.was_uncertain
    if claimed.message.last_at is not None and claimed.message.last_at <= now:
        return ended(OutboxState.EXPIRED, "too late to be of use", was_uncertain=doubt)
    if claimed.attempt > MOST_ATTEMPTS:
        return ended(OutboxState.FAILED, "every worker stopped in the middle of it", was_uncertain=doubt)
    if one.mistake is not None:
        return judged(claimed, TryLater(one.mistake))
    return ended(OutboxState.CANCELLED, "of no use any more", was_uncertain=doubt) if one.facts is None else None


async def _went_another_way(office: Office, one: Prepared, now: datetime) -> bool:
    """Let another way have what arrives nowhere by this one, and a chat message that may have arrived."""
    claimed = one.claimed
    if claimed.was_uncertain and claimed.message.way != "mail":
        reason = f"{POSSIBLE_DUPLICATE}: no answer, so another way was taken"
    elif one.unreachable and claimed.message.kind not in TRIED_ALL_THE_SAME:
        reason = "nothing arrives at this address"
    else:
        return False
    return await office.store.run(other_way.switch, claimed, reason, now, ways=office.ways_for(claimed.message.kind))


async def _written(office: Office, one: Prepared) -> Parcel:
    """Return the words; a file takes a tenth of a second, so it is written beside the event loop."""
    facts, message = one.facts, one.claimed.message
    assert facts is not None  # noqa: S101 - looked at before
    footer = office.mail_list.footer(message, office.clock()) if office.mail_list is not None else None
    write = partial(contents.write, message, facts, office.start_links.of(one.front), office.sender, footer)
    if any(file is not None for file in (facts.sent_copy, facts.draft_copy, facts.calendar)):
        return await asyncio.to_thread(write)
    return write()


async def _send(office: Office, claimed: Claimed, parcel: Parcel, now: datetime) -> Outcome:
    try:
        return await office.ways[claimed.message.way].send(claimed, parcel, now)
    except Exception as error:  # noqa: BLE001 - our mistake: whether it left is not known
        return Uncertain(our_mistake(claimed, error))


def judged(claimed: Claimed, outcome: Outcome) -> Verdict:
    """Return what becomes of a message after this outcome."""
    return after_try(outcome, attempt=claimed.attempt, was_uncertain=claimed.was_uncertain)


def our_mistake(claimed: Claimed, error: Exception) -> str:
    """Log an error of ours and return it as a reason: a number, and no word of the error, which may hold an answer."""
    number = secrets.token_hex(4)
    frames = [f"{Path(at.filename).name}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)]
    log.error(
        "message not sent",
        error_number=number,
        outbox_id=claimed.row_id,
        kind=claimed.message.kind,
        error=type(error).__name__,
        at=frames,
    )
    return f"our mistake {number}: {type(error).__name__}"
