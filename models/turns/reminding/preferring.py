"""The turns about reminders: look at what was chosen, change it, stop."""

from sqlmodel import Session

from models.turns.outcome import Note, Noted, Outcome, only
from models.turns.reminding import preferences
from models.turns.turn import Turn
from models.turns.views import Preferences


def show(session: Session, turn: Turn) -> Outcome:
    """Return how the person is reminded, and the other choices."""
    choice = preferences.chosen(session, turn.person_id, turn.call, turn.now)
    return Outcome(view=Preferences(choice=choice, zone=turn.call.zone))


def set_way(session: Session, turn: Turn, way: str) -> Outcome:
    """Remind by mail, in chat, or not at all ("off")."""
    return _change(session, turn, way=way)


def set_moments(session: Session, turn: Turn, moments: str) -> Outcome:
    """Remind at all moments, or only in the "last" week."""
    return _change(session, turn, moments=moments)


def snooze(session: Session, turn: Turn, how: str) -> Outcome:
    """Remind of nothing for a while, or again from now on ("none")."""
    return _change(session, turn, snooze=how)


def stop(session: Session, turn: Turn) -> Outcome:
    """Stop the reminders; the answers stay."""
    preferences.change(session, turn.person_id, turn.call, turn.now, way="off")
    return only(Noted.REMINDERS_OFF)


def _change(session: Session, turn: Turn, **changes: str) -> Outcome:
    if "" in changes.values():
        return only(Noted.NOT_THERE)
    try:
        choice = preferences.change(session, turn.person_id, turn.call, turn.now, **changes)
    except preferences.NotAChoice:  # a forged button, or an old one
        return only(Noted.NOT_THERE)
    return Outcome(view=Preferences(choice=choice, zone=turn.call.zone), notes=(Note(Noted.REMINDERS),))
