"""What happens when input that was in time surfaces after its round was closed already.

It goes to the round for which it was sent: the draft of that round stands again, and the one that carried its answers
on is withdrawn. What was added there meanwhile was late; it comes back with the next carrying over.

Source: ARCHITECTURE.md, Rules: Closing.
"""

from dataclasses import replace

from sqlmodel import Session

from models.calls.call import Kind
from models.calls.stages import Stage, step
from models.records import attachment_queries, case_queries, participant_queries
from models.records.case import Case
from models.turns import attaching, history, ownership
from models.turns.outcome import Note, Noted
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
    _exchange(session, turn, carried, ended)
    speaker = replace(turn.speaker, application_id=ended.application_id, draft_of=(ended.call.version, ended.round.id))
    return replace(turn, speaker=speaker), (Note(Noted.IN_TIME, {"round": ended.round}),)


def _exchange(session: Session, turn: Turn, carried: Case, ended: Case) -> None:
    """Withdraw the draft that carries on; the ended one takes its people back. That it ended is undone, no step on."""
    stage = step(carried.stage, Stage.WITHDRAWN)
    case_queries.change(session, carried.application_id, stage=stage, live_key=None)
    history.record(session, turn, carried, "withdrawn", detail=f"in-time-for={ended.application_id}")
    case_queries.change(session, ended.application_id, stage=Stage.DRAFT)
    if carried.is_owned and ended.nis_code:
        ownership.take(session, ended.call.name, ended.round.id, ended.nis_code, ended.application_id)
    for person_id, role in participant_queries.active(session, carried.application_id):
        participant_queries.join(session, ended.application_id, person_id, role, turn.at)
        participant_queries.move(session, person_id, carried.application_id, ended.application_id)
    history.record(session, turn, ended, "in_time_after_all")


def bring_late_answers(session: Session, turn: Turn, ended: Case, withdrawn_id: int, carried_id: int) -> None:
    """Bring what was added, after closing, to an earlier draft that carried `ended` on into the one that does now."""
    withdrawn = case_queries.load(session, withdrawn_id)
    files = attachment_queries.of_application(session, withdrawn_id)
    attachment_queries.copy_rows(session, [row for row in files if row.added_at >= ended.round.closes_at], carried_id)
    carried = case_queries.load(session, carried_id)
    for key, kept in withdrawn.kept.items():
        item = withdrawn.item(key)
        if kept.answered_at < ended.round.closes_at or item is None:
            continue
        if item.kind is Kind.FILE:
            attaching.list_files(session, turn, carried, item)
        else:
            case_queries.keep_answer(session, carried_id, kept)
