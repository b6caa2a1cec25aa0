"""How two drafts of one municipality become one: blanks are filled, nothing is overwritten, the rest can be chosen."""

from dataclasses import replace

from sqlmodel import Session

from models import attachment_queries, case_queries, history, ownership, participant_queries, person_queries, walking
from models.call import Kind
from models.case import Case, Kept
from models.outcome import Note, Noted, Outcome
from models.stages import Stage, step
from models.turn import Turn
from models.views import DraftExists


def settle_ownership(session: Session, turn: Turn, case: Case) -> Outcome | None:
    """Give the case to the municipality, or meet the application that it has already; None when nothing is in the way.

    The same official on another device joins at once; anybody else of the municipality can ask to.
    """
    target_id = ownership.settle(session, turn, case)
    if target_id is None:
        return None
    if ownership.speaks_there_already(session, turn, case, target_id):
        return join_and_merge(session, turn, case, target_id)
    return Outcome(view=DraftExists(case=case, target_id=target_id))


def join_and_merge(session: Session, turn: Turn, own: Case | None, target_id: int, role: str = "colleague") -> Outcome:
    """Let the person work on the application `target_id`, with the answers of their own draft brought along."""
    participant_queries.join(session, target_id, turn.person_id, role, turn.at)
    person_queries.change(session, turn.person_id, application_id=target_id, asked="")
    target = case_queries.load(session, target_id)
    history.record(session, turn, target, "joined", detail=role)
    name = target.municipality.name if target.municipality else ""
    notes = [Note(Noted.JOINED, {"name": name})]
    if own is not None and own.stage is Stage.DRAFT and own.application_id != target_id:
        filled, others = merge(session, turn, own, target)
        if filled or others:
            notes.append(Note(Noted.MERGED, {"filled": filled, "others": others}))
        target = case_queries.load(session, target_id)
    at_target = replace(turn, speaker=replace(turn.speaker, application_id=target_id, place=None))
    return walking.here(session, at_target, target).noting(*notes)


def merge(session: Session, turn: Turn, own: Case, target: Case) -> tuple[int, int]:
    """Bring the answers of a draft into another one and withdraw the draft.

    Returns how many blanks were filled, and how many answers differ and can be chosen with the item.
    """
    files = attachment_queries.copy(session, own.application_id, target.application_id)
    filled = others = 0
    for key, kept in own.kept.items():
        item = target.item(key)
        if item is None or item.kind is Kind.MUNICIPALITY:
            continue
        mine = _with_new_files(kept, files)
        there = target.kept.get(key)
        if there is None:
            case_queries.keep_answer(session, target.application_id, mine)
            history.record(session, turn, target, "merged", key)
            filled += 1
        elif there.answer.value != mine.answer.value:
            case_queries.keep_earlier(session, target.application_id, mine, offered=True)
            others += 1
    case_queries.change(session, own.application_id, stage=step(own.stage, Stage.WITHDRAWN), live_key=None)
    history.record(session, turn, own, "withdrawn", detail=f"merged-into={target.application_id}")
    return filled, others


def _with_new_files(kept: Kept, files: dict[str, str]) -> Kept:
    value = kept.answer.value
    if not isinstance(value, list) or not all(one in files for one in value):
        return kept
    return replace(kept, answer=replace(kept.answer, value=[files[one] for one in value]))
