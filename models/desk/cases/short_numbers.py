"""The end of an application's number, typed in its place: "0007", "7", "2-0007"."""

import re
from dataclasses import replace

from sqlmodel import Session

from models.desk import rights
from models.desk.cases import cases
from models.desk.rights import Right
from models.desk.views import CasesMeant
from models.records.desk import board_queries, desk_queries
from models.records.desk.desk_queries import Listed
from models.turns.outcome import Noted, Outcome, only
from models.turns.turn import Turn

MOST_SHOWN = 8  # applications in a chat; each is a button
_DIGITS = 4  # of the last part of a number, at least
_END = re.compile(r"(?P<series>[a-z0-9-]{1,20}-)?(?P<count>[0-9]{1,6})", re.IGNORECASE)


def typed(session: Session, turn: Turn, said: str) -> Outcome | None:
    """Return the application whose number ends as typed, or those that can be meant; None when it is no such end.

    One of another province reads as one that is not there.
    """
    if _end(said) is None:
        return None
    rights.demand(turn, Right.READ)
    found = ending(session, turn, said, MOST_SHOWN + 1)
    if not found:
        return only(Noted.NO_SUCH_CASE)
    if len(found) == 1:
        return cases.show(session, turn, found[0].application_id)
    return Outcome(view=CasesMeant(rows=found[:MOST_SHOWN], has_more=len(found) > MOST_SHOWN))


def ending(session: Session, turn: Turn, said: str, most: int) -> tuple[Listed, ...]:
    """Return the applications within sight whose number ends as typed, the newest first; none when it is no end.

    A province knows how far they are once letters told it.
    """
    end = _end(said)
    if end is None:
        return ()
    found = desk_queries.ending_in(session, turn.call.name, end, rights.scope(turn), most)
    if rights.has(turn, Right.DECIDE):
        return found
    untold = board_queries.untold(session, [one.application_id for one in found], turn.now)
    return tuple(replace(one, stage=untold.get(one.application_id, one.stage)) for one in found)


def _end(said: str) -> str | None:
    """Return the end of a number as it stands there, or None."""
    read = _END.fullmatch(said.strip())
    return f"{read['series'] or ''}{read['count'].zfill(_DIGITS)}" if read is not None else None
