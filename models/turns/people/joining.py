"""How a colleague of the municipality asks to join its application, is let in, refused, or joins by right.

Source: ARCHITECTURE.md, Rules: Joining.
"""

from sqlmodel import Session

from models.calls.stages import Stage
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.people import invitation_queries, participant_queries, person_queries
from models.records.people.invitation import JoinRequest
from models.turns import history, opening, telling
from models.turns.outcome import Note, Noted, Outcome, only
from models.turns.people import beside, merging, ownership
from models.turns.telling import News
from models.turns.turn import Turn


def ask_to_join(session: Session, turn: Turn, target_id: int) -> Outcome:
    """Ask the people of the municipality's application to let this proven colleague in."""
    case = opening.own_case(session, turn)
    if not _may_ask(session, turn, case, target_id):
        return only(Noted.NOT_THERE)
    known = invitation_queries.request(session, target_id, turn.person_id)
    if beside.has_right(session, turn, known, target_id):
        return _join_by_right(session, turn, case, known, target_id)
    if known is not None:
        refused = known.granted is False
        return only(Noted.JOIN_REFUSED) if refused else only(Noted.JOIN_WAITS, days=beside.PATIENCE_WORKING_DAYS)
    request_id = invitation_queries.add_request(session, target_id, turn.person_id, turn.now)
    news = News(kind="join_request", key=f"join:{request_id}", application_id=target_id, ref_id=request_id)
    telling.tell_others(session, turn, news)
    return only(Noted.JOIN_ASKED, days=beside.PATIENCE_WORKING_DAYS)


def go_over(session: Session, turn: Turn) -> Outcome | None:
    """Go on in the municipality's application once the person may, from the own draft; None when they may not."""
    if turn.speaker.application_id is None:
        return None
    case = case_queries.load(session, turn.speaker.application_id)
    target_id = case_queries.live_application(session, ownership.live_key(case)) if case.nis_code else None
    if target_id is None or not _may_ask(session, turn, case, target_id):
        return None
    known = invitation_queries.request(session, target_id, turn.person_id)
    if known is None or not beside.has_right(session, turn, known, target_id):
        return None
    return _join_by_right(session, turn, case, known, target_id)


def _may_ask(session: Session, turn: Turn, case: Case, target_id: int) -> bool:
    """Return whether `target_id` belongs to the person's own municipality, and a fitting mailbox proves it."""
    if case.nis_code is None or case.application_id == target_id or case.stage not in {Stage.DRAFT, Stage.SUBMITTED}:
        return False
    if case_queries.live_application(session, ownership.live_key(case)) != target_id:
        return False
    return bool(ownership.fitting_mailboxes(session, turn.person_id, case, turn.at))


def _join_by_right(session: Session, turn: Turn, case: Case, known: JoinRequest | None, target_id: int) -> Outcome:
    if known is not None and known.answered_at is None:
        invitation_queries.answer_request(session, known.id, True, turn.now)
    outcome = merging.join_and_merge(session, turn, case, target_id)
    _tell_joined(session, turn, target_id, turn.person_id)
    return outcome


def answer_request(session: Session, turn: Turn, request_id: int, answer: int) -> Outcome:
    """Let a colleague in (1), or not (0); the first answer counts."""
    request = invitation_queries.request_by_id(session, request_id)
    if request is None or not participant_queries.takes_part(session, request.application_id, turn.person_id):
        return only(Noted.NOT_THERE)
    if request.granted is not None:
        return Outcome(view=None, notes=(_answered(session, request.person_id, request.granted),), quiet=True)
    granted = answer == 1
    invitation_queries.answer_request(session, request_id, granted, turn.now)
    case = case_queries.load(session, request.application_id)
    history.record(session, turn, case, "let_in" if granted else "kept_out", detail=str(request.person_id))
    if granted:
        _let_in(session, turn, request)
    kind = "let_in" if granted else "join_refused"
    news = News(kind=kind, key=f"join-answer:{request_id}", application_id=request.application_id)
    telling.post(session, turn, request.person_id, news)
    return Outcome(view=None, notes=(_answered(session, request.person_id, granted),))


def _let_in(session: Session, turn: Turn, request: JoinRequest) -> None:
    """Let a colleague take part, seen by all at once; their own draft joins the case when they come by."""
    _tell_joined(session, turn, request.application_id, request.person_id)
    participant_queries.join(session, request.application_id, request.person_id, "colleague", turn.at)


def _tell_joined(session: Session, turn: Turn, application_id: int, person_id: int) -> None:
    key = f"joined:{application_id}:{person_id}"
    news = News(kind="joined", key=key, application_id=application_id, payload={"about": person_id})
    telling.tell_others(session, turn, news)


def _answered(session: Session, person_id: int, granted: bool) -> Note:
    mailboxes = person_queries.proven_mailboxes(session, person_id)
    name = person_queries.person(session, person_id).name or next(iter(mailboxes), "")
    return Note(Noted.COLLEAGUE_LET_IN if granted else Noted.COLLEAGUE_KEPT_OUT, {"name": name})
