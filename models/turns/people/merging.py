"""How two drafts of one municipality become one: blanks are filled, nothing is overwritten, the rest can be chosen."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlmodel import Session

from models.answers.answer import Answer
from models.calls.call import Kind
from models.calls.stages import Stage, step
from models.records.applications import attachment_queries, case_queries
from models.records.applications.case import Case
from models.records.people import invitation_queries, participant_queries, person_queries
from models.records.people.foreign_mailbox_queries import Proven
from models.turns import history, telling
from models.turns.items import attaching, walking
from models.turns.outcome import Note, Noted, Outcome
from models.turns.people import beside, ownership
from models.turns.telling import News
from models.turns.turn import Turn
from models.turns.views import DraftExists


def settle_ownership(
    session: Session, turn: Turn, case: Case, proven: Sequence[Proven] | None = None
) -> Outcome | None:
    """Give the case to the municipality, or meet the application that is there; None when nothing is in the way.

    Who works there already (on another device, or let in by a colleague) goes on there; anybody else can ask to join.
    """
    target_id = ownership.settle(session, turn, case, proven)
    if target_id is None:
        return None
    if ownership.speaks_there_already(session, turn, target_id):
        return join_and_merge(session, turn, case, target_id)
    beside.offer(session, turn, target_id)
    return Outcome(view=DraftExists(case=case, target_id=target_id))


def join_and_merge(session: Session, turn: Turn, own: Case | None, target_id: int) -> Outcome:
    """Let the person work on the application `target_id`, with the answers of their own draft brought along.

    Who joins when no contact is left becomes the contact.
    """
    has_contact = any(role == "contact" for _, role in participant_queries.active(session, target_id))
    role = "colleague" if has_contact else "contact"
    participant_queries.join(session, target_id, turn.person_id, role, turn.at)
    person_queries.change(session, turn.person_id, application_id=target_id, asked="")
    target = case_queries.load(session, target_id)
    history.record(session, turn, target, "joined", detail=role)
    notes = [Note(Noted.JOINED, {"name": target.municipality.name if target.municipality else ""})]
    if own is not None and _is_draft_of_the_same(own, target):
        filled, others = merge(session, turn, own, target)
        if filled or others:
            notes.append(Note(Noted.MERGED, {"filled": filled}))
        if others:
            notes.append(Note(Noted.MERGED_OTHERS, {"items": _numbers(target, others)}))
        target = case_queries.load(session, target_id)
    at_target = replace(turn, speaker=replace(turn.speaker, application_id=target_id, place=None))
    exists = settle_ownership(session, at_target, target)
    return (exists or walking.here(session, at_target, target)).noting(*notes)


def is_in_the_way(own: Case | None, target: Case) -> bool:
    """Return whether the person works on the municipality's own application, and `target` is only a draft beside it."""
    return own is not None and own.is_owned and not target.is_owned and _is_of_the_same(own, target)


def _is_of_the_same(own: Case, target: Case) -> bool:
    same_round = (own.call.name, own.round.id) == (target.call.name, target.round.id)
    return same_round and own.nis_code in {None, target.nis_code}


def _is_draft_of_the_same(own: Case, target: Case) -> bool:
    """Return whether a draft can become part of `target`: same call, round and municipality (or none chosen yet)."""
    return own.stage is Stage.DRAFT and own.application_id != target.application_id and _is_of_the_same(own, target)


def merge(session: Session, turn: Turn, own: Case, target: Case) -> tuple[int, list[str]]:
    """Bring the answers of a draft into another one and withdraw the draft.

    Returns how many blanks were filled, and the keys of the items whose answers differ and can be chosen there.
    """
    filled, others = 0, []
    for key, kept in own.kept.items():
        item = own.item(key)
        if item is not None and item.kind in {Kind.MUNICIPALITY, Kind.FILE}:
            continue
        there = target.kept.get(key)
        if there is None:
            case_queries.keep_answer(session, target.application_id, kept)
            history.record(session, turn, target, "merged", key)
            filled += 1
        elif _differ(there.answer, kept.answer):
            case_queries.keep_earlier(session, target.application_id, kept, offered=True)
            others.append(key)
    filled += _merge_files(session, turn, own, target)
    case_queries.change(session, own.application_id, stage=step(own.stage, Stage.WITHDRAWN), live_key=None)
    history.record(session, turn, own, "withdrawn", detail=f"merged-into={target.application_id}")
    invitation_queries.move_open(session, turn.person_id, own.application_id, target.application_id)
    _take_along(session, turn, own, target)
    return filled, others


def _numbers(target: Case, keys: Collection[str]) -> str:
    """Return "2, 5, 8a", in the order of the checklist."""
    return ", ".join(item.number for item in target.call.checklist.items if item.key in keys)


def _differ(there: Answer, mine: Answer) -> bool:
    """Return whether two answers say something else; what could not be read is compared by its words."""
    return there.value != mine.value or (mine.value is None and there.said != mine.said)


def _merge_files(session: Session, turn: Turn, own: Case, target: Case) -> int:
    """Let the files of a draft belong to the target as well, each content once; return for how many items."""
    there = {(row.item_key, row.sha256) for row in attachment_queries.of_application(session, target.application_id)}
    rows = attachment_queries.of_application(session, own.application_id)
    fresh = [row for row in rows if (row.item_key, row.sha256) not in there]
    attachment_queries.copy_rows(session, fresh, target.application_id)
    items = {row.item_key: target.item(row.item_key) for row in fresh if row.item_key is not None}
    for key, item in items.items():
        if item is not None:
            attaching.list_files(session, turn, target, item)
            history.record(session, turn, target, "merged", key)
    return len(items)


def _take_along(session: Session, turn: Turn, own: Case, target: Case) -> None:
    """Let the colleagues of a merged draft go on in the target when their mailbox fits; tell the others it ended."""
    for person_id, _ in participant_queries.active(session, own.application_id):
        if person_id == turn.person_id:
            continue
        if ownership.fitting_mailboxes(session, person_id, target, turn.at):
            participant_queries.join(session, target.application_id, person_id, "colleague", turn.at)
            participant_queries.move(session, person_id, own.application_id, target.application_id)
            history.record(session, turn, target, "taken_along", detail=str(person_id))
        else:
            key = f"withdrawn:{own.application_id}"
            news = News(kind="withdrawn", key=key, application_id=own.application_id)
            telling.post(session, turn, person_id, news)
