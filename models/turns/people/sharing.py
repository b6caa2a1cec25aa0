"""Who works on an application: shown, and how somebody stops while the case goes on."""

from sqlmodel import Session

from models.calls.stages import LIVE, Stage
from models.records.applications import overview_queries
from models.records.applications.case import Case
from models.records.applications.listed import Asker
from models.records.people import invitation_queries, participant_queries, person_queries
from models.turns import history, opening, telling
from models.turns.outcome import Note, Noted, Outcome
from models.turns.people import handing_over, showing
from models.turns.telling import News
from models.turns.turn import Turn
from models.turns.views import LeaveAsked, Sharing

ASIDE = "leave-"  # the side question whether the person is sure, followed by the application


def show(session: Session, turn: Turn) -> Outcome:
    """Show who works on the application, who asks to, and how to bring somebody in."""
    case = opening.own_case(session, turn)
    if case.stage is Stage.WITHDRAWN:
        return Outcome(view=None, notes=(opening.closed(case),))
    view = Sharing(
        case=case,
        colleagues=overview_queries.colleagues(session, case.application_id, turn.person_id),
        askers=askers(session, case),
        shown=showing.shown(session, turn, case),
    )
    return Outcome(view=view)


def askers(session: Session, case: Case) -> tuple[Asker, ...]:
    """Return who asks to work on the application and waits for an answer."""
    return tuple(
        Asker(request_id=request.id, name=_called(session, request.person_id))
        for request in invitation_queries.open_requests(session, case.application_id)
    )


def with_askers(session: Session, case: Case, outcome: Outcome) -> Outcome:
    """Return the outcome with the word first that colleagues ask to work on it, to be let in or not."""
    waiting = askers(session, case) if case.stage in LIVE else ()
    return outcome.noting(
        *(Note(Noted.COLLEAGUE_ASKS, {"name": one.name, "request": one.request_id}) for one in waiting)
    )


def _called(session: Session, person_id: int) -> str:
    mailboxes = person_queries.proven_mailboxes(session, person_id)
    name = person_queries.person(session, person_id).name
    return " · ".join(filter(None, [name, *mailboxes[:1]]))


def ask_leave(session: Session, turn: Turn, application_id: int) -> Outcome:
    """Ask whether the person is sure; it matters whether somebody can go on."""
    case = opening.own_case(session, turn, application_id)
    opening.ask_aside(session, turn, f"{ASIDE}{application_id}")
    return Outcome(view=LeaveAsked(case=case, is_last=not _others(session, turn, case)))


def leave(session: Session, turn: Turn, application_id: int) -> Outcome:
    """Stop working on an application; who is left becomes the contact when that was this person."""
    case = opening.own_case(session, turn, application_id)
    others = _others(session, turn, case)
    roles = dict(participant_queries.active(session, case.application_id))
    participant_queries.leave(session, case.application_id, turn.person_id, turn.at)
    history.record(session, turn, case, "left")
    if others and roles[turn.person_id] == "contact":
        handing_over.hand_over(session, turn, case, others[0])
    key = f"left:{case.application_id}:{turn.person_id}:{turn.at.timestamp():.0f}"
    payload = {"about": turn.person_id}
    news = News(kind="left", key=key, application_id=case.application_id, payload=payload)
    telling.tell_others(session, turn, news)
    _go_elsewhere(session, turn, case)
    return Outcome(view=None, notes=(Note(_left(case, others)),))


def _left(case: Case, others: list[int]) -> Noted:
    """Return what leaving means: somebody goes on, or nobody is left, and whether a colleague can take it over."""
    if others or case.stage not in LIVE:
        return Noted.LEFT
    if case.is_owned:
        return Noted.LEFT_LAST
    return Noted.LEFT_ALONE if case.stage is Stage.DRAFT else Noted.LEFT_NOBODY


def _others(session: Session, turn: Turn, case: Case) -> list[int]:
    active = participant_queries.active(session, case.application_id)
    return [person_id for person_id, _ in active if person_id != turn.person_id]


def _go_elsewhere(session: Session, turn: Turn, left: Case) -> None:
    """Let the person go on in another application of theirs, when there is one."""
    if turn.speaker.application_id not in {None, left.application_id}:
        return
    theirs = participant_queries.applications_of(session, turn.person_id)
    going_on = [application_id for application_id, _, stage in theirs if stage in LIVE]
    person_queries.change(session, turn.person_id, application_id=going_on[0] if going_on else None, asked="")
