"""Which of several reminders to one human leaves: the newest, and only one a day."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models.records.messages.outbox import OutboxState
from models.records.reminding import reminder_queries
from models.records.reminding.reminder_queries import Human, OtherReminder

KEY = re.compile(r"reminder:[pi]\d+:(\d{4}-\d\d-\d\d)(?::(\d))?(?=:|$)")
LOOK_BACK_DAYS = 45  # one that was missed is as old as that at most: the largest gap between two occasions
TURNS = ("", ":2", ":3")  # the last calls of a day
WAITING = {OutboxState.DUE, OutboxState.SENDING, OutboxState.UNCERTAIN}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a reminder stands among others: by the day of its occasion, then by the turn within the day."""

    on: date
    turn: int

    @classmethod
    def of(cls, key: str) -> "Place | None":
        """Return the place that a key tells, or None when it is no key of a reminder."""
        found = KEY.match(key)
        return cls(date.fromisoformat(found[1]), int(found[2] or 1)) if found else None


def is_superseded(session: Session, key: str, human: Human, now: datetime, zone: ZoneInfo) -> bool:
    """Return whether a newer reminder to the same human waits as well, or one was sent today already.

    The second last call of a day may follow the first.
    """
    own = Place.of(key)
    if own is None:
        return False
    today = now.astimezone(zone).date()
    others = reminder_queries.with_keys(session, list(_keys(human.owners, today)))
    mine = next((one.row_id for one in others if one.key == key), 0)
    return any(
        _goes_before(other, own, mine, now) or _is_enough(other, own, today, zone)
        for other in others
        if other.row_id != mine
    )


def _keys(owners: Iterable[str], today: date) -> Iterator[str]:
    for owner in owners:
        for days in range(LOOK_BACK_DAYS + 1):
            for turn in TURNS:
                yield f"reminder:{owner}:{today - timedelta(days=days)}{turn}"


def _goes_before(other: OtherReminder, own: Place, mine: int, now: datetime) -> bool:
    """Return whether another one that waits is newer; of two that are as new the one that was written first goes."""
    place = Place.of(other.key)
    if place is None or other.state not in WAITING or other.due_at > now:
        return False
    return (place, -other.row_id) > (own, -mine)


def _is_enough(other: OtherReminder, own: Place, today: date, zone: ZoneInfo) -> bool:
    """Return whether another one was sent today, so that this one is too much."""
    if other.state != OutboxState.SENT or other.settled_at is None:
        return False
    if other.settled_at.astimezone(zone).date() != today:
        return False
    place = Place.of(other.key)
    return place is None or not (place.on == own.on and place.turn < own.turn)
