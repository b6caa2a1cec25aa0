"""That a person agrees to what is kept and why: from then on something is known of them, and the log says so."""

from sqlmodel import Session

from models.records.people import consent_queries, person_queries
from models.turns.turn import Turn


def agree(session: Session, turn: Turn) -> None:
    """Note that the person agrees, and what they call themselves."""
    person_queries.change(session, turn.person_id, agreed_at=turn.at, name=turn.heard.name)
    _log(session, turn)


def agree_by_mail(session: Session, turn: Turn) -> None:
    """Note that who replied to the mail agrees; when it was read counts, and it gives no name."""
    person_queries.change(session, turn.person_id, agreed_at=turn.now)
    _log(session, turn)


def _log(session: Session, turn: Turn) -> None:
    consent_queries.give(
        session,
        turn.person_id,
        consent_queries.PRIVACY,
        language=turn.speaker.language,
        channel=turn.channel,
        now=turn.now,
    )
