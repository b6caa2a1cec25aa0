"""What happens to a draft when its round is over: it expires, and a draft in the next round holds its answers.

Source: ARCHITECTURE.md, Rules: Closing.
"""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from models.answers import checklist
from models.answers.answer import Answer
from models.call_files.call_file import call_from_content
from models.calls.call import Call, Kind
from models.calls.stages import Stage, step
from models.records import attachment_queries, call_queries, case_queries, participant_queries
from models.records.case import Case, Kept
from models.turns import history, in_time, opening, ownership
from models.turns.outcome import Note, Noted
from models.turns.turn import Turn


def bring_up_to_date(session: Session, turn: Turn) -> tuple[Turn, tuple[Note, ...]]:
    """Bring the draft of who speaks to the round for which this turn was sent: the next one after its deadline.

    Returns the turn as it goes on, and what to say about it.
    """
    speaker = turn.speaker
    if speaker.application_id is None or speaker.draft_of is None:
        return turn, ()
    version, round_id = speaker.draft_of
    round_ = call_queries.call_of(session, version).round(round_id)
    if turn.at < round_.opens_at:
        return in_time.return_to_round_before(session, turn)
    if turn.heard.moment.is_before(round_.closes_at):
        return turn, ()
    case = case_queries.load(session, speaker.application_id)
    carried = carry_over(session, turn, case)
    if carried is None:
        return turn, (opening.closed(case),)
    moved = replace(speaker, application_id=carried.application_id, draft_of=None)
    return replace(turn, speaker=moved), (Note(Noted.CARRIED_OVER, {"old": case.round, "new": carried.round}),)


def carry_over(session: Session, turn: Turn, case: Case) -> Case | None:
    """Expire a draft and open one in the round that is open now, with all its answers; None when no round is open."""
    if _newest(session, turn, case).round_at(turn.at) is None:
        return None
    case_queries.change(session, case.application_id, stage=step(case.stage, Stage.EXPIRED), live_key=None)
    history.record(session, turn, case, "expired")
    return successor(session, turn, case)


def successor(session: Session, turn: Turn, case: Case) -> Case | None:
    """Open a draft in the round that is open now, with the answers and people of one that ended; else None."""
    call = _newest(session, turn, case)
    round_ = call.round_at(turn.at)
    if round_ is None:
        return None
    before_id = case_queries.successor(session, case.application_id)
    carried_id = case_queries.add_application(
        session,
        call_name=call.name,
        call_version=call.version,
        round_id=round_.id,
        now=turn.at,
        nis_code=case.nis_code,
        carried_from_id=case.application_id,
    )
    _copy_answers(session, case, call, carried_id, turn.at)
    if before_id is not None:
        in_time.bring_late_answers(session, turn, case, before_id, carried_id)
    for person_id, role in participant_queries.active(session, case.application_id):
        participant_queries.join(session, carried_id, person_id, role, turn.at)
        participant_queries.move(session, person_id, case.application_id, carried_id)
    if case.is_owned and case.nis_code:
        ownership.take(session, call.name, round_.id, case.nis_code, carried_id)
    carried = case_queries.load(session, carried_id)
    history.record(session, turn, carried, "carried_over", detail=str(case.application_id))
    return carried


def _newest(session: Session, turn: Turn, case: Case) -> Call:
    """Return the newest version of the case's call: a carried draft takes it."""
    if turn.call.name == case.call.name:
        return turn.call
    content = call_queries.newest_content(session, case.call.name)
    return call_from_content(content) if content else case.call


def _copy_answers(session: Session, case: Case, call: Call, carried_id: int, at: datetime) -> None:
    """Copy the answers, the skipped items and the files; the dated answers ask "klopt dit nog?"."""
    files = attachment_queries.copy(session, case.application_id, carried_id)
    carried = checklist.carried(call.checklist, case.answers)
    messages = case_queries.messages(session, case.application_id)
    for key, kept in case.kept.items():
        answer = carried.get(key, kept.answer)
        item = case.item(key)
        if item is not None and item.kind is Kind.FILE and isinstance(answer.value, list):
            answer = replace(answer, value=[files[one] for one in answer.value if one in files])
        case_queries.keep_answer(
            session,
            carried_id,
            Kept(answer=answer, answered_by=kept.answered_by, answered_at=kept.answered_at),
            messages.get(key),
            skipped=key in case.skipped,
        )
    for key in case.skipped - case.kept.keys():
        nothing = Kept(answer=Answer(key=key, value=None, said=""), answered_by=None, answered_at=at)
        case_queries.keep_answer(session, carried_id, nothing, skipped=True)
