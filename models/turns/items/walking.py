"""How a person walks through the checklist: on, back, past, later, straight to an item."""

from dataclasses import replace

from sqlmodel import Session

from models.answers import checklist
from models.answers.answer import Answer
from models.calls.call import Item, Kind
from models.calls.stages import Stage
from models.records.applications import case_queries, overview_queries
from models.records.applications.case import Case, Kept
from models.records.people import person_queries
from models.turns import history, opening
from models.turns.items import asked_again
from models.turns.outcome import Instead, Note, Noted, Outcome, only
from models.turns.people import beside
from models.turns.reminding import plan_asking
from models.turns.turn import Turn, of_a_case
from models.turns.views import Complete, Question


def here(session: Session, turn: Turn, case: Case) -> Outcome:
    """Return the question at which the person is, computed from what is stored; else the first that is open."""
    item = case.item(turn.speaker.place)
    if item is None or not checklist.is_asked(item, case.checklist, case.answers):
        item = case.next_item()
    return question(session, turn, case, item) if item else complete(session, turn, case)


def go_on(session: Session, turn: Turn, case: Case, item: Item) -> Outcome:
    """Ask the next open item after `item`; when none is open, say that it can be sent."""
    following = case.next_item(after=item.key)
    if following is None:
        following = case.next_item()
    if case.stage is Stage.SUBMITTED and not checklist.missing(case.checklist, case.answers):
        following = None  # one answer was changed; nobody asks the rest of it again
    if following is None or (following.key == item.key and item.key in case.skipped):
        stand_at(session, turn, case, None)
        return complete(session, turn, case)
    return question(session, turn, case, following)


def complete(session: Session, turn: Turn, case: Case) -> Outcome:
    """Return that everything was asked."""
    unclear = checklist.unclear(case.checklist, case.answers)
    can_be_sent = case.is_evaluating or opening.is_in_time(turn, case)
    view = Complete(case=case, unclear=unclear, can_be_sent=can_be_sent)
    return beside.with_offer(session, turn, case, Outcome(view=view))


def question(session: Session, turn: Turn, case: Case, item: Item) -> Outcome:
    """Stand at `item` and ask it."""
    stand_at(session, turn, case, item)
    has_more = item.key in case.kept or item.kind is Kind.FILE
    others = overview_queries.other_answers(session, case, item.key) if has_more else ()
    files = overview_queries.files(session, case.application_id, item.key) if item.kind is Kind.FILE else ()
    by = overview_queries.answered_by_another(session, case, item.key, turn.person_id)
    view = Question(
        case=case,
        item=item,
        by=by,
        others=others,
        files=files,
        asked_again=asked_again.words(session, case, item),
        typed=_typed(session, turn, case, item),
        asks_meeting=plan_asking.asks_here(session, turn, case, item),
    )
    return Outcome(view=view)


def _typed(session: Session, turn: Turn, case: Case, item: Item) -> str:
    """Return whether what is typed now is to "add" to the answer or to "rewrite" it, or ""; and remember it.

    An answer that is clear meanwhile, by a colleague say, is replaced by what is typed: nobody is told otherwise.
    """
    kept = case.kept.get(item.key)
    if item.kind is not Kind.LONG_TEXT or kept is None or not kept.answer.unclear:
        if turn.speaker.is_to("add", item.key) or turn.speaker.is_to("rewrite", item.key):
            person_queries.ask(session, turn.person_id, "")
        return ""
    if turn.speaker.is_to("rewrite", item.key):
        return "rewrite"
    if not turn.speaker.is_to("add", item.key):
        person_queries.ask(session, turn.person_id, f"add:{item.key}")
    return "add"


def stand_at(session: Session, turn: Turn, case: Case, item: Item | None) -> None:
    """Remember at which item the person is."""
    case_queries.place(session, case.application_id, turn.person_id, item.key if item else None, turn.at)


def pressed(session: Session, turn: Turn, application_id: int, number: str) -> tuple[Case, Item]:
    """Return the case and item of a pressed button.

    Raises:
        Instead: the button is old or not theirs; its outcome says so politely.
    """
    case = opening.working_case(session, turn, application_id)
    item = _asked(session, turn, case, number)
    if turn.speaker.place != item.key:
        note = Note(Noted.ALREADY_ANSWERED, {"number": item.number, "key": item.key})
        raise Instead(replace(here(session, turn, case).noting(note), quiet=True))
    return case, item


def _asked(session: Session, turn: Turn, case: Case, number: str) -> Item:
    item = case.item(number)
    if item is None or not checklist.is_asked(item, case.checklist, case.answers):
        raise Instead(here(session, turn, case).noting(Note(Noted.NO_SUCH_ITEM)))
    return item


@of_a_case
def skip(session: Session, turn: Turn, application_id: int, number: str) -> Outcome:
    """Leave an item for later and ask the next; what was answered stays."""
    case, item = pressed(session, turn, application_id, number)
    if item.key in case.kept:
        case_queries.mark_skipped(session, case.application_id, item.key)
    else:
        blank = Kept(answer=Answer(key=item.key, value=None, said=""), answered_by=turn.person_id, answered_at=turn.at)
        case_queries.keep_answer(session, case.application_id, blank, skipped=True)
    history.record(session, turn, case, "skipped", item.key)
    comes_back = checklist.required(item, case.answers)
    note = Note(Noted.SKIPPED if comes_back else Noted.SKIPPED_OPTIONAL)
    return go_on(session, turn, case.with_skipped(item.key), item).noting(note)


@of_a_case
def leave_as_is(session: Session, turn: Turn, application_id: int, number: str) -> Outcome:
    """Leave an unclear answer as it is and ask the next item."""
    case, item = pressed(session, turn, application_id, number)
    return go_on(session, turn, case, item)


@of_a_case
def back(session: Session, turn: Turn, application_id: int, number: str) -> Outcome:
    """Ask the item before this one again."""
    case, item = pressed(session, turn, application_id, number)
    before = checklist.item_before(case.checklist, case.answers, item.key)
    return question(session, turn, case, before or item)


@of_a_case
def jump(session: Session, turn: Turn, application_id: int | None, number: str) -> Outcome:
    """Ask any item, by its number."""
    case = opening.working_case(session, turn, application_id)
    item = _asked(session, turn, case, number)
    note = opening.not_asked(case, item.key)
    shown = question(session, turn, case, item)
    return shown.noting(note) if note is not None else shown


@of_a_case
def rewrite(session: Session, turn: Turn, application_id: int, number: str) -> Outcome:
    """Ask an item anew: what is typed next replaces the answer instead of adding to it."""
    case = opening.working_case(session, turn, application_id)
    item = _asked(session, turn, case, number)
    asked = f"rewrite:{item.key}"
    person_queries.ask(session, turn.person_id, asked)
    return question(session, replace(turn, speaker=replace(turn.speaker, asked=asked)), case, item)


@of_a_case
def later(session: Session, turn: Turn, application_id: int) -> Outcome:
    """Stop for now; everything is kept."""
    opening.working_case(session, turn, application_id)
    return only(Noted.LATER)


def resume(session: Session, turn: Turn) -> Outcome:
    """Return to where the person was."""
    case = opening.working_case(session, turn)
    return here(session, turn, case)
