"""How an answer is corrected: a message is edited, another answer put back, an old one said to be still right."""

import json
from dataclasses import replace

from sqlmodel import Session

from models.answers import checklist, judging
from models.answers.answer import Answer
from models.calls.call import Item, Kind
from models.language.clean_text import clean
from models.records.applications import case_queries
from models.records.applications.case import Case, Kept
from models.turns import opening
from models.turns.items import answering, choosing, overview, walking
from models.turns.outcome import Note, Noted, Outcome
from models.turns.turn import Turn, of_a_case


def edit_answer(session: Session, turn: Turn, said: str) -> Outcome:
    """Take an edited message as a correction of its answer; the place stays, unless that answer was being asked."""
    case = opening.working_case(session, turn)
    key = case_queries.item_of_message(session, case.application_id, turn.heard.message or "")
    item = case.item(key)
    if item is None or not clean(said):
        return _edit_beginning(session, turn, case, clean(said))
    if item.kind is Kind.MUNICIPALITY:
        return choosing.look_up(session, turn, case, item, said)
    earlier = case_queries.earlier_texts(session, case.application_id, item.key)
    first = judging.beginning(item, case.kept[item.key].answer.said, earlier)
    return _corrected(session, turn, case, item, judging.behind(first, said))


def _edit_beginning(session: Session, turn: Turn, case: Case, said: str) -> Outcome:
    """Correct the text to which more was added since; the message of what was added still finds its part."""
    earlier = case_queries.earlier_of_message(session, case.application_id, turn.heard.message or "")
    item = case.item(earlier.item_key) if earlier is not None else None
    standing = case.kept[item.key].answer.said if item is not None and item.key in case.kept else ""
    if earlier is None or item is None or not said or not standing.startswith(f"{earlier.said}\n"):
        return overview.standing(session, turn).noting(Note(Noted.EDIT_UNKNOWN))
    before = case_queries.earlier_texts(session, case.application_id, item.key)
    begins = judging.behind(judging.beginning(item, earlier.said, before), said)
    kept = Kept(answer=answering.judged(turn, case, item, begins), answered_by=turn.person_id, answered_at=turn.at)
    case_queries.keep_earlier(session, case.application_id, kept, message=turn.heard.message)
    added = case_queries.messages(session, case.application_id).get(item.key)
    turn = replace(turn, heard=replace(turn.heard, message=added))
    return _corrected(session, turn, case, item, f"{begins}{standing.removeprefix(earlier.said)}")


def _corrected(session: Session, turn: Turn, case: Case, item: Item, text: str) -> Outcome:
    answer = answering.judged(turn, case, item, text)
    case, _ = answering.keep(session, turn, case, answer)
    answer = replace(answer, problem=checklist.problem_of(item, case.answers))
    edited = Note(Noted.EDITED, {"number": item.number, "key": item.key})
    notes = (edited, *answering.ask_proof(session, turn, item, answer))
    if not answering.is_fine(answer):
        return answering.not_clear_yet(session, turn, case, item, answer).noting(*notes)
    if turn.speaker.place == item.key:
        return walking.go_on(session, turn, case, item).noting(*notes)
    return overview.standing(session, turn).noting(*notes)


def put_back(session: Session, turn: Turn, application_id: int, earlier_id: int) -> Outcome:
    """Let an earlier answer to an item stand again."""
    case = opening.working_case(session, turn, application_id)
    earlier = case_queries.earlier_answer(session, case.application_id, earlier_id)
    item = case.item(earlier.item_key) if earlier else None
    if earlier is None or item is None:
        return walking.here(session, turn, case).noting(Note(Noted.NOT_THERE))
    if item.kind in {Kind.FILE, Kind.MUNICIPALITY}:
        answer = Answer(key=item.key, value=json.loads(earlier.value), said=earlier.said)
    else:
        answer = answering.judged(turn, case, item, earlier.said)
    case, _ = answering.keep(session, turn, case, answer, offer_the_other=True)
    return walking.here(session, turn, case).noting(Note(Noted.PUT_BACK, {"number": item.number, "key": item.key}))


@of_a_case
def still_right(session: Session, turn: Turn, application_id: int, number: str) -> Outcome:
    """Take a carried-over answer as still right."""
    case, item = walking.pressed(session, turn, application_id, number)
    kept = case.kept.get(item.key)
    if kept is None:
        return walking.question(session, turn, case, item)
    return answering.settle(session, turn, case, item, replace(kept.answer, stale=False))
