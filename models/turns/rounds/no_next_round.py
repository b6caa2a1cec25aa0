"""How the agency is warned that a call has no round after the one that is open: 30, 14 and 7 days before it closes.

Source: ARCHITECTURE.md, Rules: Closing.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlmodel import Session

from models.calls.call import Call
from models.calls.round import Round
from models.records.applications import closing_queries, deadline_queries
from models.turns import telling
from models.turns.act import BySystem
from models.turns.telling import News

DAYS_BEFORE = (30, 14, 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard:
    """A warning for which there is nobody at the agency."""

    call_name: str
    round_id: str
    days: int  # which of the warnings


def warn_agency(session: Session, now: datetime) -> tuple[Unheard, ...]:
    """Post the warnings that are due, each once; return those that nobody gets."""
    unheard: list[Unheard] = []
    for name in closing_queries.call_names(session):
        call = deadline_queries.newest_call(session, name)
        last = last_round(call, now)
        days = due_warning(call, last, now) if last is not None else None
        if last is not None and days is not None and not _post(session, call, last, days, now):
            unheard.append(Unheard(call_name=name, round_id=last.id, days=days))
    return tuple(unheard)


def last_round(call: Call, now: datetime) -> Round | None:
    """Return the round that is open when none follows it, else None."""
    round_ = call.round_at(now)
    return round_ if round_ is not None and call.round_after(round_) is None else None


def due_warning(call: Call, last: Round, now: datetime) -> int | None:
    """Return the newest warning whose morning came: 30, 14 or 7 days before; those that were missed become one."""
    came = [days for days in DAYS_BEFORE if now >= _morning(call, last, days)]
    return min(came, default=None)


def _morning(call: Call, last: Round, days: int) -> datetime:
    return datetime.combine(last.last_day - timedelta(days=days), time(call.reminders.at_hour), tzinfo=call.zone)


def _post(session: Session, call: Call, last: Round, days: int, now: datetime) -> int:
    """Post one warning to every officer of the agency; return to how many."""
    officers = closing_queries.agency_people(session)
    news = News(
        kind="no_next_round",
        key=f"no-next:{call.name[:60]}:{last.id}:{days}",
        payload={"call": call.name, "round": last.id},
        last_at=last.closes_at,
    )
    for person_id in officers:
        telling.post(session, BySystem(now=now), person_id, news)
    return len(officers)
