"""The draft for the next round of who fell out: everything filled in, what lacked first and asked again.

Source: ARCHITECTURE.md, Rules: Falling out.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from models.calls.call import Kind
from models.calls.stages import Stage
from models.records.applications import attachment_queries, case_queries, deadline_queries
from models.records.applications.case import Case
from models.records.people import participant_queries
from models.turns import history
from models.turns.act import Act
from models.turns.items import attaching
from models.turns.rounds import carrying


def prepare(session: Session, act: Act, fallen: Case, items: Sequence[str]) -> Case | None:
    """Make the draft, or bring what was sent into the one that is there; None when no round is open."""
    there = _there_already(session, act, fallen)
    if there is not None and there.stage is not Stage.DRAFT:
        return there
    draft = carrying.successor(session, act, fallen) if there is None else _into(session, act, fallen, there)
    if draft is None:
        return None
    ask_first(session, draft, items, act.now)
    return case_queries.load(session, draft.application_id)


def ask_first(session: Session, case: Case, items: Sequence[str], now: datetime) -> None:
    """Let the items be asked first: those that are answered ask "klopt dit nog?", and everybody stands at the first."""
    case_queries.change(session, case.application_id, asked_first=" ".join(items) or None)
    messages = case_queries.messages(session, case.application_id)
    for key in items:
        kept = case.kept.get(key)
        if kept is not None:
            asked = replace(kept, answer=replace(kept.answer, stale=True))
            case_queries.keep_answer(session, case.application_id, asked, messages.get(key))
    for person_id, _ in participant_queries.active(session, case.application_id):
        case_queries.place(session, case.application_id, person_id, items[0] if items else None, now)


def _there_already(session: Session, act: Act, fallen: Case) -> Case | None:
    """Return the application that the municipality has already in the round that is open now, or None."""
    if not fallen.nis_code:
        return None
    call = deadline_queries.newest_call(session, fallen.call.name)
    round_ = deadline_queries.open_round(session, call, fallen.nis_code, act.at)
    if round_ is None:
        return None
    there = case_queries.live_application(session, f"{call.name}/{round_.id}/{fallen.nis_code}")
    return case_queries.load(session, there) if there is not None else None


def _into(session: Session, act: Act, fallen: Case, draft: Case) -> Case:
    """Fill the blanks of a draft that is there with what was sent; what differs can be chosen with the item."""
    for key, kept in fallen.kept.items():
        item = draft.item(key)
        if item is None or item.kind in {Kind.MUNICIPALITY, Kind.FILE}:
            continue
        if key not in draft.kept:
            case_queries.keep_answer(session, draft.application_id, kept)
        elif draft.kept[key].answer.value != kept.answer.value:
            case_queries.keep_earlier(session, draft.application_id, kept, offered=True)
    _bring_files(session, act, fallen, draft)
    for person_id, role in participant_queries.active(session, fallen.application_id):
        participant_queries.join(session, draft.application_id, person_id, role, act.at)
        participant_queries.move(session, person_id, fallen.application_id, draft.application_id)
    if draft.carried_from_id is None:
        case_queries.change(session, draft.application_id, carried_from_id=fallen.application_id)
    history.record(session, act, draft, "carried_over", detail=str(fallen.application_id))
    return case_queries.load(session, draft.application_id)


def _bring_files(session: Session, act: Act, fallen: Case, draft: Case) -> None:
    there = {(row.item_key, row.sha256) for row in attachment_queries.of_application(session, draft.application_id)}
    rows = attachment_queries.of_application(session, fallen.application_id)
    fresh = [row for row in rows if (row.item_key, row.sha256) not in there]
    attachment_queries.copy_rows(session, fresh, draft.application_id)
    for key in {row.item_key for row in fresh if row.item_key is not None}:
        item = draft.item(key)
        if item is not None:
            attaching.list_files(session, act, draft, item)
