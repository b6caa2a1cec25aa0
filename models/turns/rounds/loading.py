"""How a version of a call is loaded: it is the newest from then on, and who works on an application hears of a new day.

Source: ARCHITECTURE.md, Rules: Rounds.
"""

from datetime import datetime

from sqlmodel import Session

from models.calls.call import Call
from models.calls.round import Round
from models.records.applications import call_queries, closing_queries, deadline_queries, extension_queries
from models.turns.act import BySystem


def load_call(session: Session, call: Call, content: str, now: datetime) -> int:
    """Keep a version of a call and let applications follow its deadlines; return how many have another one now."""
    try:
        before = deadline_queries.newest_call(session, call.name)
    except KeyError:
        before = call
    call_queries.remember(session, call, content, now)
    if before.version == call.version:
        return 0
    old = {round_.id: round_ for round_ in before.rounds_near(now)}
    moved = [(old[new.id], new) for new in call.rounds_near(now) if new.id in old and _matters(old[new.id], new, now)]
    return sum(_follow(session, call.name, was, is_, now) for was, is_ in moved)


def _matters(was: Round, is_: Round, now: datetime) -> bool:
    return was.closes_at != is_.closes_at and now < max(was.closes_at, is_.closes_at)


def _follow(session: Session, call_name: str, was: Round, is_: Round, now: datetime) -> int:
    """Let the applications of a round follow its new day, but not those whose extension lasts longer anyhow."""
    granted = extension_queries.of_round(session, call_name, was.id)
    longest = max(was.closes_at, is_.closes_at)
    apart = {nis_code for nis_code, until in granted.items() if until >= longest}
    ids = closing_queries.of_round(session, call_name, was.id, None, without=apart)
    earlier = is_.closes_at < was.closes_at
    act = BySystem(now=now)
    from models.turns.rounds import extending  # few starts move a deadline

    return sum(extending.follow_deadline(session, act, one, earlier=earlier) for one in ids)
