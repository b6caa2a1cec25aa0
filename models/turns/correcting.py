"""How an answer is corrected: a message is edited, another answer put back, an old one said to be still right."""

import json
from dataclasses import replace

from sqlmodel import Session

from models.answers import judging
from models.answers.answer import Answer
from models.calls.call import Kind
from models.language.clean_text import clean
from models.records import case_queries
from models.turns import answering, choosing, opening, overview, walking
from models.turns.outcome import Note, Noted, Outcome
from models.turns.turn import Turn


def edit_answer(session: Session, turn: Turn, said: str) -> Outcome:
    """Take an edited message as a correction of its answer; the place stays, unless that answer was being asked."""
    case = opening.working_case(session, turn)
    key = case_queries.item_of_message(session, case.application_id, turn.heard.message or "")
    item = case.item(key)
    if item is None or not clean(said):
        return overview.standing(session, turn).noting(Note(Noted.EDIT_UNKNOWN))
    if item.kind is Kind.MUNICIPALITY:
        return choosing.look_up(session, turn, case, item, said)
    earlier = case_queries.earlier_texts(session, case.application_id, item.key)
    first = judging.beginning(item, case.kept[item.key].answer.said, earlier)
    answer = answering.judged(turn, case, item, judging.behind(first, said))
    case, _ = answering.keep(session, turn, case, answer)
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


def still_right(session: Session, turn: Turn, application_id: int, number: str) -> Outcome:
    """Take a carried-over answer as still right."""
    case, item = walking.pressed(session, turn, application_id, number)
    kept = case.kept.get(item.key)
    if kept is None:
        return walking.question(session, turn, case, item)
    return answering.settle(session, turn, case, item, replace(kept.answer, stale=False))
