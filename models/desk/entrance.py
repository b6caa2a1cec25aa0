"""How a person comes in who may be an officer: /start, a token, the agreement, and where they were."""

from sqlmodel import Session

from models.desk import cases, officers, rights, town, town_page, waiting
from models.desk.rights import Right
from models.desk.views import DeskHome
from models.turns import inviting, overview, starting
from models.turns.outcome import Note, Noted, Outcome
from models.turns.turn import Turn


def is_only_officer(turn: Turn) -> bool:
    """Return whether an officer speaks who works on no application: what is typed is no answer."""
    return turn.speaker.role is not None and turn.speaker.application_id is None


def start(session: Session, turn: Turn) -> Outcome:
    """Say hello; an officer comes to the desk."""
    return _home(session, turn) if is_only_officer(turn) else starting.start(session, turn)


def open_token(session: Session, turn: Turn, token: str) -> Outcome:
    """Open the invitation of a token: to be an officer, or to work on an application."""
    return officers.open_invitation(session, turn, token) or inviting.open_invitation(session, turn, token)


def typed_token(session: Session, turn: Turn, said: str) -> Outcome | None:
    """Open the invitation whose token was typed and nothing else; None when it is no token."""
    token = inviting.token_in(said)
    if token is None:
        return None
    return officers.open_invitation(session, turn, token) or inviting.typed_token(session, turn, said)


def agree(session: Session, turn: Turn) -> Outcome:
    """Note that the person knows what is kept and why; then the invitation that they opened, or the checklist."""
    if is_only_officer(turn):
        return _home(session, turn)
    opened = None if turn.speaker.agreed else officers.accept_opened(session, turn)
    return opened or starting.agree(session, turn)


def resume(session: Session, turn: Turn) -> Outcome:
    """Return to where the person was: an officer who works on no application to the desk."""
    return _home(session, turn) if is_only_officer(turn) else starting.resume(session, turn)


def standing(session: Session, turn: Turn) -> Outcome:
    """Return where the person is, from the stored facts; also the answer to what was applied before a crash."""
    return _home(session, turn) if is_only_officer(turn) else overview.standing(session, turn)


def typed(session: Session, turn: Turn, said: str) -> Outcome:
    """Take what an officer types: an application's number or a municipality; else it is not understood."""
    if cases.is_number(said):
        return cases.by_number(session, turn, said)
    of_province = town_page.meant(turn, said) if rights.has(turn, Right.WATCH) else None
    if of_province is not None:
        return town_page.of_town(session, turn, of_province)
    return town.typed(session, turn, said) or _home(session, turn).noting(Note(Noted.NOT_UNDERSTOOD))


def _home(session: Session, turn: Turn) -> Outcome:
    here = waiting.waiting_for(session, turn)
    return Outcome(view=DeskHome(role=turn.speaker.role or "", province=turn.speaker.province, waiting=here))
