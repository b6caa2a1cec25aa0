"""What happens when input that was in time surfaces after its round was closed already.

It goes to the round for which it was sent: the draft of that round stands again, and the one that carried its answers
on is withdrawn. What was added there meanwhile was late; it comes back with the next carrying over.

Source: ARCHITECTURE.md, Rules: Closing.
"""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from models.calls.call import Kind
from models.calls.stages import Stage, step
from models.records.applications import attachment_queries, case_queries
from models.records.applications.case import Case
from models.records.people import participant_queries
from models.turns import history
from models.turns.act import Act
from models.turns.items import attaching
from models.turns.outcome import Note, Noted
from models.turns.people import ownership
from models.turns.turn import Turn


def return_to_round_before(session: Session, turn: Turn) -> tuple[Turn, tuple[Note, ...]]:
    """Let the draft that ended stand again when the turn was certainly in time for it.

    Returns the turn as it goes on, and what to say about it.
    """
    application_id = turn.speaker.application_id
    carried = case_queries.load(session, application_id) if application_id is not None else None
    if carried is None or carried.carried_from_id is None:
        return turn, ()
    ended = case_queries.load(session, carried.carried_from_id)
    if ended.stage is not Stage.EXPIRED or turn.at >= ended.round.closes_at:
        return turn, ()
    stand_again(session, turn, carried, ended)
    speaker = replace(turn.speaker, application_id=ended.application_id, draft_in=ended.round, carries_on=False)
    return replace(turn, speaker=speaker), (Note(Noted.IN_TIME, {"round": ended.round}),)


def stand_again(session: Session, act: Act, carried: Case, ended: Case) -> None:
    """Withdraw the draft that carries on; the ended one takes its people back. That it ended is undone, no step on."""
    stage = step(carried.stage, Stage.WITHDRAWN)
    case_queries.change(session, carried.application_id, stage=stage, live_key=None)
    history.record(session, act, carried, "withdrawn", detail=f"in-time-for={ended.application_id}")
    case_queries.change(session, ended.application_id, stage=Stage.DRAFT, closed_at=None)
    if carried.is_owned and ended.nis_code:
        ownership.take(session, ended.call.name, ended.round.id, ended.nis_code, ended.application_id)
    for person_id, role in participant_queries.active(session, carried.application_id):
        participant_queries.join(session, ended.application_id, person_id, role, act.at)
        participant_queries.move(session, person_id, carried.application_id, ended.application_id)
    history.record(session, act, ended, "in_time_after_all")


def bring_later_answers(session: Session, act: Act, from_id: int, to_id: int, since: datetime) -> None:
    """Bring what was added to one application from `since` on into another; what stood there is kept as well."""
    source = case_queries.load(session, from_id)
    files = attachment_queries.of_application(session, from_id)
    attachment_queries.copy_rows(session, [row for row in files if row.added_at >= since], to_id)
    target = case_queries.load(session, to_id)
    for key, kept in source.kept.items():
        item = source.item(key)
        if kept.answered_at < since or item is None:
            continue
        if item.kind is Kind.FILE:
            attaching.list_files(session, act, target, item)
            continue
        there = target.kept.get(key)
        if there is not None and there.answer.said != kept.answer.said:
            case_queries.keep_earlier(session, to_id, there)
        case_queries.keep_answer(session, to_id, kept)
