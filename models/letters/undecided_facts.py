"""What the weekly list of the agency is about: applications that wait for a decision for ten working days."""

from datetime import datetime

from sqlmodel import Session

from models.language import moments
from models.language.wording import words
from models.language.working_days import BRUSSELS, working_days_between
from models.letters.facts import Facts
from models.places.municipality import municipality
from models.records.messages.outbox_queries import Message
from models.records.people.reply_token import For, of_officer
from models.records.reminding import weekly_queries
from models.records.reminding.weekly_queries import Undecided

PATIENCE_WORKING_DAYS = 10
MOST_ROWS = 200  # those that wait longest; the rest is counted, so that the mail stays small
MOST_IN_CHAT = 10


def undecided_list(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return what waits too long, longest first; None when nothing does, or for an officer who was revoked."""
    if not weekly_queries.is_of_agency(session, message.ref_id):
        return None
    waiting = [(one, working_days_between(one.since_at, now)) for one in weekly_queries.undecided(session)]
    late = [(one, days) for one, days in waiting if days >= PATIENCE_WORKING_DAYS]
    if not late:
        return None
    rows = [_cells(one, days, message.language) for one, days in late[:MOST_ROWS]]
    values = {
        "count": len(late),
        "days": PATIENCE_WORKING_DAYS,
        "rows": rows,
        "more": len(late) - len(rows),
        "longest": [", ".join(row) for row in rows[:MOST_IN_CHAT]],
        "more_in_chat": max(0, len(late) - MOST_IN_CHAT),
    }
    return Facts(values=values, reply=of_officer(For.DESK, message.person_id or 0))


def _cells(one: Undecided, days: int, language: str) -> list[str]:
    town = municipality(one.nis_code)
    return [
        one.number,
        f"{town.name} ({town.province})",
        words().say(f"stage.{one.stage}", language),
        moments.day_words(one.since_at.astimezone(BRUSSELS).date(), language),
        words().say("list.waits", language, count=days),
    ]
