"""How a person comes in who may be an officer: /start, a token, the agreement, and where they were.

Everybody passes here, so what only officers need is loaded when one comes: it would slow every start by a quarter.
"""

from sqlmodel import Session

from models.records.desk import officer_queries
from models.turns import starting
from models.turns.items import overview
from models.turns.outcome import Outcome
from models.turns.people import inviting
from models.turns.people.own_data_views import Privacy
from models.turns.turn import Turn
from models.turns.views import Hello

# How a side question of the desk begins; what takes the words stands in asides.py.
ASIDES = ("decide-", "form-", "reply-", "refuse-", "call-", "nudge-")


def is_only_officer(turn: Turn) -> bool:
    """Return whether an officer speaks who works on no application: what is typed is no answer."""
    return turn.speaker.role is not None and turn.speaker.application_id is None


def start(session: Session, turn: Turn) -> Outcome:
    """Say hello; an officer comes to the desk."""
    return _home(session, turn) if is_only_officer(turn) else starting.start(session, turn)


def open_token(session: Session, turn: Turn, token: str) -> Outcome:
    """Open the invitation of a token: to be an officer, or to work on an application."""
    from models.desk.officers import appointing

    return appointing.open_invitation(session, turn, token) or inviting.open_invitation(session, turn, token)


def typed_token(session: Session, turn: Turn, said: str) -> Outcome | None:
    """Open the invitation whose token was typed and nothing else; None when it is no token."""
    token = inviting.token_in(said)
    if token is None:
        return None
    from models.desk.officers import appointing

    return appointing.open_invitation(session, turn, token) or inviting.typed_token(session, turn, said)


def agree(session: Session, turn: Turn) -> Outcome:
    """Note that the person knows what is kept and why; then the invitation that they opened, or the checklist."""
    if is_only_officer(turn):
        return _home(session, turn)
    opened = None if turn.speaker.agreed else _accept_opened(session, turn)
    return opened or starting.agree(session, turn)


def instead_of_hello(session: Session, turn: Turn, outcome: Outcome) -> Outcome:
    """Return the invitation to be an officer that waits, in the place of a hello to clerks; else the outcome."""
    if turn.speaker.agreed or not isinstance(outcome.view, Hello | Privacy):
        return outcome
    if officer_queries.opened_by(session, turn.person_id) is None:
        return outcome
    from models.desk.officers import appointing

    return appointing.still_opened(session, turn, outcome)


def resume(session: Session, turn: Turn) -> Outcome:
    """Return to where the person was: an officer who works on no application to the desk."""
    return _home(session, turn) if is_only_officer(turn) else starting.resume(session, turn)


def standing(session: Session, turn: Turn) -> Outcome:
    """Return where the person is, from the stored facts; also the answer to what was applied before a crash."""
    return _home(session, turn) if is_only_officer(turn) else overview.standing(session, turn)


def typed(session: Session, turn: Turn, said: str) -> Outcome:
    """Take what an officer types at the desk."""
    from models.desk import home

    return home.typed(session, turn, said)


def waits(turn: Turn) -> bool:
    """Return whether the desk waits for words."""
    return turn.speaker.aside.startswith(ASIDES)


def take_words(session: Session, turn: Turn, said: str) -> Outcome:
    """Take the words that the desk waits for."""
    from models.desk import asides

    return asides.take(session, turn, said)


def _accept_opened(session: Session, turn: Turn) -> Outcome | None:
    if officer_queries.opened_by(session, turn.person_id) is None:
        return None
    from models.desk.officers import appointing

    return appointing.accept_opened(session, turn)


def _home(session: Session, turn: Turn) -> Outcome:
    from models.desk import home

    return home.show(session, turn)
