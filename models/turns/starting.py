"""How an application begins: after the hello, or again after one that ended."""

from sqlmodel import Session

from models.records.applications import case_queries, deadline_queries
from models.records.people import participant_queries, person_queries
from models.turns import history, opening, told
from models.turns.items import overview, walking
from models.turns.outcome import Note, Noted, Outcome, only
from models.turns.people import agreeing, inviting, joining, merging
from models.turns.rounds import carrying, declining
from models.turns.turn import Turn
from models.turns.views import NoRound


def start(session: Session, turn: Turn) -> Outcome:
    """Say hello; who comes back goes on where they were."""
    if not turn.speaker.agreed or turn.speaker.application_id is None:
        return opening.hello(turn)
    return resume(session, turn).noting(Note(Noted.WELCOME_BACK))


def begin(session: Session, turn: Turn) -> Outcome:
    """Begin a new draft in the round that is open, or say that none is."""
    call = deadline_queries.newest_call(session, turn.call.name)  # it may have been loaded since the start
    round_ = call.round_at(turn.at)
    if round_ is None:
        return Outcome(view=NoRound(call=turn.call, next_round=turn.call.next_round(turn.at)))
    application_id = case_queries.add_application(
        session,
        call_name=call.name,
        call_version=call.version,
        round_id=round_.id,
        now=turn.at,
    )
    participant_queries.join(session, application_id, turn.person_id, "contact", turn.at)
    person_queries.change(session, turn.person_id, application_id=application_id, asked="")
    case = case_queries.load(session, application_id)
    history.record(session, turn, case, "begun")
    first = case.call.checklist.items[0]
    return walking.question(session, turn, case, first)


def agree(session: Session, turn: Turn) -> Outcome:
    """Note that the person knows what is kept and why, and begin."""
    if turn.speaker.agreed:
        return resume(session, turn)
    agreeing.agree(session, turn)
    return inviting.go_on_with_opened(session, turn) or begin(session, turn)


def begin_again(session: Session, turn: Turn, application_id: int, with_answers: int) -> Outcome:
    """Begin a new draft after one that was withdrawn or ended, with its answers (1) or empty (0)."""
    if not participant_queries.takes_part(session, application_id, turn.person_id):
        return only(Noted.NOT_THERE)
    old = case_queries.load(session, application_id)
    if told.stage_told(session, old, turn.now) not in overview.OVER or turn.speaker.application_id != application_id:
        return walking.resume(session, turn)
    if with_answers != 1:
        return begin(session, turn)
    fresh = carrying.successor(session, turn, old)
    if fresh is None:
        return Outcome(view=NoRound(call=turn.call, next_round=turn.call.next_round(turn.at)))
    declining.take_back(session, fresh)
    exists = merging.settle_ownership(session, turn, fresh)
    return exists or walking.here(session, turn, case_queries.load(session, fresh.application_id))


def resume(session: Session, turn: Turn) -> Outcome:
    """Return to where the person was; who has nothing yet begins."""
    if not turn.speaker.agreed:
        return opening.hello(turn)
    elsewhere = inviting.go_on_with_opened(session, turn) or joining.go_over(session, turn)
    if elsewhere is not None:
        return elsewhere
    if turn.speaker.application_id is None:
        return begin(session, turn)
    return overview.standing(session, turn)
