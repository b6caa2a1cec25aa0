"""The turns about what is kept of a person: read what and why, take it along, have it erased.

Source: ARCHITECTURE.md, Rules: Erasing.
"""

from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from models.language.clean_text import folded
from models.places.municipality import municipality
from models.turns import opening
from models.turns.outcome import Noted, Outcome, only
from models.turns.people.own_data_views import EraseAsked, OwnData, Privacy
from models.turns.turn import Turn

ASIDE = "erase"  # the side question whether the person is sure
SURE = frozenset({"ja wis alles", "wis alles", "yes erase everything", "erase everything"})
VALID_FOR = timedelta(hours=1)  # a button that is found again later erases nothing


def privacy(session: Session, turn: Turn) -> Outcome:  # noqa: ARG001 - every work takes the session
    """Return what is kept and why."""
    is_officer = turn.speaker.role is not None
    is_clerk = not is_officer or turn.speaker.application_id is not None
    view = Privacy(call=turn.call, agreed=turn.speaker.agreed, is_clerk=is_clerk, is_officer=is_officer)
    return Outcome(view=view)


def my_data(session: Session, turn: Turn) -> Outcome:
    """Return all that is kept of the person."""
    from models.records.people import whose_queries  # know every table
    from models.records.privacy import own_data_queries  # know every table

    return Outcome(
        view=OwnData(data=own_data_queries.collect(session, whose_queries.of_person(session, turn.person_id)))
    )


def ask_erase(session: Session, turn: Turn) -> Outcome:
    """Ask whether the person is sure, with what goes and what stays; a bare yes is not enough."""
    from models.privacy import applications
    from models.records.applications import application_erasing_queries
    from models.records.people import whose_queries

    opening.ask_aside(session, turn, ASIDE)
    whose = whose_queries.of_person(session, turn.person_id)
    alone = whose_queries.of_person_alone(session, turn.person_id)
    goes: list[str] = []
    stays: list[str] = []
    for row in application_erasing_queries.not_erased(session, applications.touched(session, alone)):
        if not application_erasing_queries.took_part(session, row.id, alone.person_ids):
            continue  # that somebody else's draft names them is not told
        name = municipality(row.nis_code).name if row.nis_code else ""
        (stays if applications.stays(session, alone, row) else goes).append(name)
    view = EraseAsked(
        goes=tuple(dict.fromkeys(goes)),
        stays=tuple(dict.fromkeys(stays)),
        shared=tuple(sorted(whose.mailboxes - alone.mailboxes)),
        is_officer=turn.speaker.role is not None,
        until=f"{int((turn.now + VALID_FOR).timestamp()):x}",
    )
    return Outcome(view=view)


def erase(session: Session, turn: Turn, until: str) -> Outcome:
    """Erase who speaks; an old button asks again."""
    if not _is_valid(until, turn.now):
        return ask_erase(session, turn)
    return _erase(session, turn)


def typed(session: Session, turn: Turn, said: str) -> Outcome | None:
    """Take what is typed under the question: its whole words erase, a bare yes asks again; else None."""
    words = folded(said)
    if words in SURE:
        return _erase(session, turn)
    if words in {"ja", "yes"}:
        return ask_erase(session, turn)
    return None


def _erase(session: Session, turn: Turn) -> Outcome:
    from models.privacy import erasing

    request = erasing.Request(reason="asked", channel=turn.channel, now=turn.now, key=turn.key)
    erasing.erase_speaker(session, turn.person_id, request)
    return only(Noted.ERASED)


def _is_valid(until: str, now: datetime) -> bool:
    try:
        ends_at = datetime.fromtimestamp(int(until, 16), UTC)
    except (ValueError, OverflowError, OSError):
        return False
    return now <= ends_at <= now + VALID_FOR
