"""The desk as an officer finds it: what waits there, and what a typed number or name opens."""

from sqlmodel import Session

from models.desk import rights
from models.desk.cases import cases, short_numbers, waiting
from models.desk.province import town, town_page
from models.desk.rights import Right
from models.desk.views import DeskHome
from models.turns.outcome import Note, Noted, Outcome
from models.turns.turn import Turn


def show(session: Session, turn: Turn) -> Outcome:
    """Show the desk of the officer's role, with what waits there."""
    here = waiting.waiting_for(session, turn)
    return Outcome(view=DeskHome(role=turn.speaker.role or "", province=turn.speaker.province, waiting=here))


def typed(session: Session, turn: Turn, said: str) -> Outcome:
    """Take what an officer types: an application's number or its end, or a municipality; else it is not understood."""
    if cases.is_number(said):
        return cases.by_number(session, turn, said)
    of_province = town_page.meant(turn, said) if rights.has(turn, Right.WATCH) else None
    if of_province is not None:
        return town_page.of_town(session, turn, of_province)
    found = town.typed(session, turn, said) or short_numbers.typed(session, turn, said)
    return found or show(session, turn).noting(Note(Noted.NOT_UNDERSTOOD))
