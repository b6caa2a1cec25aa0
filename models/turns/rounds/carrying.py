"""How a draft whose round is over expires, and a draft in the next round holds its answers.

The same way for who speaks too late and for the sweep that ends a round.

Source: ARCHITECTURE.md, Rules: Closing.
"""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from models.answers import checklist
from models.answers.answer import Answer
from models.calls.call import Call, Kind
from models.calls.round import Round
from models.calls.stages import Stage, step
from models.language import quiet_hours
from models.records.applications import attachment_queries, carried_queries, case_queries, deadline_queries
from models.records.applications.case import Case
from models.records.people import participant_queries
from models.records.reminding import plan_queries
from models.turns import history, telling
from models.turns.act import Act
from models.turns.people import ownership
from models.turns.rounds import in_time
from models.turns.telling import News


def carry_over(session: Session, act: Act, case: Case) -> Case | None:
    """Expire a draft and open one in the round that is open now, with all its answers; None when no round is open."""
    call, round_ = _open_now(session, act, case)
    if round_ is None:
        return None
    stage = step(case.stage, Stage.EXPIRED)
    case_queries.change(session, case.application_id, stage=stage, live_key=None, closed_at=act.now)
    history.record(session, act, case, "expired")
    carried = _carried(session, act, case, call, round_)
    _post_copies(session, act, case, carried)
    return carried


def successor(session: Session, act: Act, case: Case) -> Case | None:
    """Open a draft in the round that is open now, with the answers and people of one that ended; else None."""
    call, round_ = _open_now(session, act, case)
    return _carried(session, act, case, call, round_) if round_ is not None else None


def _open_now(session: Session, act: Act, case: Case) -> tuple[Call, Round | None]:
    """Return the newest version of the call, and its round that takes this application now."""
    call = deadline_queries.newest_call(session, case.call.name)
    return call, deadline_queries.open_round(session, call, case.nis_code, act.at)


def _carried(session: Session, act: Act, case: Case, call: Call, round_: Round) -> Case:
    before_id = carried_queries.successor(session, case.application_id)
    carried_id = _add_draft(session, act, case, call, round_)
    _copy_answers(session, case, call, carried_id)
    _ask_first(session, case, call, carried_id)
    plan_queries.copy(session, case.application_id, carried_id)
    if before_id is not None:
        in_time.bring_later_answers(session, act, before_id, carried_id, case.round.closes_at)
    participant_queries.bring(session, case.application_id, carried_id, act.at)
    if case.is_owned and case.nis_code:
        ownership.take(session, call.name, round_.id, case.nis_code, carried_id)
    carried = case_queries.load(session, carried_id)
    history.record(session, act, carried, "carried_over", detail=str(case.application_id))
    return carried


def _add_draft(session: Session, act: Act, case: Case, call: Call, round_: Round) -> int:
    return case_queries.add_application(
        session,
        call_name=call.name,
        call_version=call.version,
        round_id=round_.id,
        now=act.at,
        nis_code=case.nis_code,
        carried_from_id=case.application_id,
    )


def _ask_first(session: Session, case: Case, call: Call, carried_id: int) -> None:
    """Let what the agency asked again be asked first still, as far as nobody looked at it since."""
    waiting = [key for key in case.asked_first if key not in case.kept or case.kept[key].answer.stale]
    keys = [key for key in waiting if key in call.checklist.by_key]
    if keys:
        case_queries.change(session, carried_id, asked_first=" ".join(keys))


def _post_copies(session: Session, act: Act, ended: Case, carried: Case) -> None:
    """Post the copy of what was not sent to everybody who works on it, for the next morning; not of nothing."""
    if not ended.kept:
        return
    news = News(
        kind="expired",
        key=f"expired:{ended.application_id}:{carried.application_id}",
        application_id=ended.application_id,
        ref_id=carried.application_id,
        due_at=quiet_hours.next_out(ended.call.reminders, ended.call.zone, max(act.now, ended.round.closes_at)),
    )
    telling.tell_all(session, act, news, chats_beside_mail=False)


def _copy_answers(session: Session, case: Case, call: Call, carried_id: int) -> None:
    """Copy the answers, the skipped items and the files; the dated answers ask "klopt dit nog?".

    An evaluation is of one guidance: its answers stay where they are.
    """
    files = attachment_queries.copy(session, case.application_id, carried_id)
    carried_queries.copy_answers(session, case.application_id, carried_id)
    for key in case.call.evaluation.by_key.keys() & (case.kept.keys() | case.skipped):
        case_queries.forget_answer(session, carried_id, key)
    carried_queries.rewrite(session, carried_id, _differing(case, call, files))


def _differing(case: Case, call: Call, files: Mapping[str, str]) -> list[Answer]:
    """Return the answers that are not carried on as they stand: the dated ones, and the lists of files."""
    differing, before = [], case.answers
    for key, answer in checklist.carried(call.checklist, before).items():
        item = case.call.checklist.by_key.get(key)
        if item is not None and item.kind is Kind.FILE and isinstance(answer.value, list):
            differing.append(replace(answer, value=[files[one] for one in answer.value if one in files]))
        elif answer is not before[key]:
            differing.append(answer)
    return differing
