"""How an answer is given: typed, chosen, edited or put back."""

import hashlib
import json
from datetime import date

from sqlmodel import Session

from models import case_queries, choosing, history, judging, kinds, opening, person_queries, proving, walking
from models.answer import Answer, Value
from models.call import Item, Kind
from models.case import Case, Kept
from models.outcome import Note, Noted, Outcome, only
from models.turn import Turn
from models.views import Unclear


def answer_item(session: Session, turn: Turn, case: Case, item: Item, said: str) -> Outcome:
    """Keep what was typed as the answer to `item` and say what comes next; the caller owns the transaction."""
    if item.kind is Kind.MUNICIPALITY:
        return choosing.look_up(session, turn, case, item, said)
    town = case.municipality
    before = case.kept.get(item.key)
    text = said
    if before is not None and turn.speaker.asked != f"rewrite:{item.key}":
        text = judging.supplemented(item, before.answer, said, municipality=town.name if town else None)
    answer = judging.judged(item, text, on=_day(turn, case), municipality=town.name if town else None)
    return settle(session, turn, case, item, answer)


def settle(session: Session, turn: Turn, case: Case, item: Item, answer: Answer) -> Outcome:
    """Keep `answer`, then ask what is next, or stay when it is not clear yet."""
    case, note = keep(session, turn, case, answer)
    fine = _is_fine(answer)
    notes = [note] if fine or note.what is not Noted.SAVED else []
    if item.kind is Kind.EMAIL and item.key == "contact_email" and answer.value:
        notes += proving.ask_unless_proven(session, turn, str(answer.value))
    if not fine:
        walking.stand_at(session, turn, case, item)
        verdict = None
        if answer.unclear:
            town = case.municipality
            verdict = judging.coached(item, answer.said, municipality=town.name if town else None)
        return Outcome(view=Unclear(case=case, item=item, answer=answer, verdict=verdict), notes=tuple(notes))
    return walking.go_on(session, turn, case, item).noting(*notes)


def _is_fine(answer: Answer) -> bool:
    return answer.value is not None and not answer.problem and not answer.unclear


def keep(
    session: Session, turn: Turn, case: Case, answer: Answer, *, offer_the_other: bool = False
) -> tuple[Case, Note]:
    """Write the answer with its history; return the case as it is now and what to say about it."""
    before = case.kept.get(answer.key)
    if turn.speaker.asked.startswith("rewrite:"):
        person_queries.ask(session, turn.person_id, "")
    if before is not None and before.answer == answer:
        return case, Note(Noted.SAME)
    note = Note(Noted.SAVED)
    if before is not None:
        came_between = _came_between(turn, before)
        earlier_id = case_queries.keep_earlier(
            session, case.application_id, before, offered=came_between or offer_the_other
        )
        if came_between:
            by = person_queries.person(session, before.answered_by).name if before.answered_by else None
            note = Note(
                Noted.COLLEAGUE_ANSWERED,
                {"by": by or "", "said": before.answer.said, "earlier": earlier_id, "key": answer.key},
            )
    kept = Kept(answer=answer, answered_by=turn.person_id, answered_at=turn.at)
    case_queries.keep_answer(session, case.application_id, kept, turn.heard.message)
    history.record(session, turn, case, "answered", answer.key, detail=fingerprint(answer.value, answer.said))
    return case.with_answer(kept), note


def _came_between(turn: Turn, before: Kept) -> bool:
    """Return whether somebody else answered after this person was asked."""
    if before.answered_by in {None, turn.person_id} or turn.speaker.asked_at is None:
        return False
    return before.answered_at > turn.speaker.asked_at


def choose_option(session: Session, turn: Turn, application_id: int, number: str, position: int) -> Outcome:
    """Take a pressed option of a choice, several or yes/no item."""
    case, item = walking.pressed(session, turn, application_id, number)
    value = _pressed_value(case, item, position)
    if value is None:
        return only(Noted.OLD_BUTTON)
    if item.kind is Kind.SEVERAL:
        return _toggle(session, turn, case, item, value)
    answer = Answer(key=item.key, value=value, said=kinds.shown(item, value, turn.speaker.language))
    return settle(session, turn, case, item, answer)


def finish_choosing(session: Session, turn: Turn, application_id: int, number: str) -> Outcome:
    """Go on after several options were ticked."""
    case, item = walking.pressed(session, turn, application_id, number)
    kept = case.kept.get(item.key)
    return settle(session, turn, case, item, kept.answer) if kept else walking.question(session, turn, case, item)


def _pressed_value(case: Case, item: Item, position: int) -> Value:
    if item.kind is Kind.YES_NO:
        return {0: True, 1: False}.get(position)
    if not 0 <= position < len(item.options):
        return None
    key = item.options[position].key
    if item.kind is not Kind.SEVERAL:
        return key
    kept = case.kept.get(item.key)
    chosen = list(kept.answer.value) if kept and isinstance(kept.answer.value, list) else []
    chosen = [one for one in chosen if one != key] if key in chosen else [*chosen, key]
    return [option.key for option in item.options if option.key in chosen]


def _toggle(session: Session, turn: Turn, case: Case, item: Item, value: Value) -> Outcome:
    """Tick or untick an option and stay at the question until the person says it is done."""
    if value:
        reading = kinds.read(item, kinds.shown(item, value, "nl"), on=_day(turn, case))
        answer = Answer(
            key=item.key,
            value=value,
            said=kinds.shown(item, value, turn.speaker.language),
            problem=reading.problem,
        )
        case, _ = keep(session, turn, case, answer)
    else:
        before = case.kept.get(item.key)
        if before is not None:
            case_queries.keep_earlier(session, case.application_id, before)
            case_queries.forget_answer(session, case.application_id, item.key)
            history.record(session, turn, case, "emptied", item.key)
            case = case_queries.load(session, case.application_id)
    return walking.question(session, turn, case, item)


def still_right(session: Session, turn: Turn, application_id: int, number: str) -> Outcome:
    """Take a carried-over answer as still right."""
    case, item = walking.pressed(session, turn, application_id, number)
    kept = case.kept.get(item.key)
    if kept is None:
        return walking.question(session, turn, case, item)
    answer = kept.answer
    fresh = Answer(
        key=answer.key,
        value=answer.value,
        said=answer.said,
        problem=answer.problem,
        unclear=answer.unclear,
        stale=False,
    )
    return settle(session, turn, case, item, fresh)


def edit_answer(session: Session, turn: Turn, said: str) -> Outcome:
    """Take an edited message as a correction of the answer that it gave; the place does not move."""
    case = opening.working_case(session, turn)
    key = case_queries.item_of_message(session, case.application_id, turn.heard.message or "")
    item = case.item(key)
    if item is None or item.kind is Kind.MUNICIPALITY:
        return walking.here(session, turn, case).noting(Note(Noted.EDIT_UNKNOWN))
    town = case.municipality
    answer = judging.judged(item, said, on=_day(turn, case), municipality=town.name if town else None)
    case, _ = keep(session, turn, case, answer)
    note = Note(Noted.EDITED, {"number": item.number, "key": item.key})
    if not _is_fine(answer):
        verdict = judging.coached(item, answer.said, municipality=town.name if town else None)
        walking.stand_at(session, turn, case, item)
        view = Unclear(case=case, item=item, answer=answer, verdict=verdict if answer.unclear else None)
        return Outcome(view=view, notes=(note,))
    return walking.here(session, turn, case).noting(note)


def put_back(session: Session, turn: Turn, application_id: int, earlier_id: int) -> Outcome:
    """Let an earlier answer to an item stand again."""
    case = opening.working_case(session, turn, application_id)
    earlier = case_queries.earlier_answer(session, case.application_id, earlier_id)
    item = case.item(earlier.item_key) if earlier else None
    if earlier is None or item is None:
        return walking.here(session, turn, case).noting(Note(Noted.NOT_THERE))
    town = case.municipality
    answer = judging.judged(item, earlier.said, on=_day(turn, case), municipality=town.name if town else None)
    if item.kind in {Kind.FILE, Kind.MUNICIPALITY}:
        answer = Answer(key=item.key, value=json.loads(earlier.value), said=earlier.said)
    case, _ = keep(session, turn, case, answer, offer_the_other=True)
    return walking.here(session, turn, case).noting(Note(Noted.PUT_BACK, {"number": item.number, "key": item.key}))


def fingerprint(value: Value, said: str) -> str:
    """Return a short hash that tells two answers apart without telling what they say."""
    text = json.dumps([value, said], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _day(turn: Turn, case: Case) -> date:
    return turn.at.astimezone(case.call.zone).date()
