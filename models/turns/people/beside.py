"""The application that the municipality has already, beside a draft of one's own: it cannot be sent, so people hear it.

Source: ARCHITECTURE.md, Rules: Joining.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from models.calls.stages import Stage
from models.language.working_days import working_days_between
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.people import invitation_queries, participant_queries
from models.records.people.invitation import JoinRequest
from models.turns import opening
from models.turns.outcome import Note, Noted, Outcome
from models.turns.people import ownership
from models.turns.turn import Turn
from models.turns.views import Complete, Question

PATIENCE_WORKING_DAYS = 3  # how long a request waits for a colleague before it is granted by itself
OFFER = "join-"  # the side question of an offer to join: "join-7", with the application


def of_the_town(session: Session, people: Collection[int], case: Case, at: datetime) -> int | None:
    """Return the municipality's application of that round, when `case` is another one; else None.

    Only for people (one human on several devices) of whom a fitting mailbox is proven: to others it reads as not there.
    """
    if case.is_owned or case.nis_code is None:
        return None
    there = case_queries.live_application(session, ownership.live_key(case))
    if there is None or there == case.application_id:
        return None
    speaks = any(ownership.fitting_mailboxes(session, one, case, at) for one in people)
    return there if speaks else None


def whose_town_sent(session: Session, people: Collection[int], case: Case, at: datetime) -> bool:
    """Return whether a draft was carried on from one that stood beside what the municipality sent in that round.

    Nobody wants it sent: the municipality has applied. It stays, for who opens it themselves.
    """
    while case.carried_from_id is not None:
        case = case_queries.load(session, case.carried_from_id)
        there = of_the_town(session, people, case, at)
        if there is not None and case_queries.load(session, there).number is not None:
            return True
    return False


def has_right(session: Session, turn: Turn, known: JoinRequest | None, target_id: int) -> bool:
    """Return whether nobody has to say yes: they did, or nobody is there, or nobody answered for days.

    The case belongs to the municipality: it must not stand still because its author left or is away.
    """
    if known is not None and known.granted is not None:
        return known.granted
    if not participant_queries.active(session, target_id):
        return True
    return known is not None and working_days_between(known.asked_at, turn.now) >= PATIENCE_WORKING_DAYS


def with_offer(session: Session, turn: Turn, case: Case, outcome: Outcome) -> Outcome:
    """Return the outcome with the offer to join said first, while a draft stands beside the municipality's own.

    Without a question on the screen a typed yes can only mean the offer.
    """
    target_id = of_the_town(session, [turn.person_id], case, turn.at) if case.stage is Stage.DRAFT else None
    if target_id is None or (isinstance(outcome.view, Complete) and outcome.view.is_beside):
        return outcome
    note = _note(session, turn, case, target_id)
    if note.what is Noted.TOWN_APPLIES and not isinstance(outcome.view, Question):
        offer(session, turn, target_id)
    if isinstance(outcome.view, Complete):
        outcome = replace(outcome, view=replace(outcome.view, is_beside=True, can_be_sent=False))
    return outcome.noting(note)


def offer(session: Session, turn: Turn, target_id: int) -> None:
    """Let a yes that is typed next mean that the person asks to join."""
    opening.ask_aside(session, turn, f"{OFFER}{target_id}")


def _note(session: Session, turn: Turn, case: Case, target_id: int) -> Note:
    known = invitation_queries.request(session, target_id, turn.person_id)
    name = case.municipality.name if case.municipality else ""
    if known is None or has_right(session, turn, known, target_id):
        return Note(Noted.TOWN_APPLIES, {"name": name, "target": target_id})
    if known.granted is False:
        return Note(Noted.JOIN_REFUSED)
    return Note(Noted.JOIN_PENDING, {"name": name, "days": PATIENCE_WORKING_DAYS})
