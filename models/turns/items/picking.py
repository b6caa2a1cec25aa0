"""How options are picked by pressing: one of a choice, yes or no, several that are ticked."""

from sqlmodel import Session

from models.answers import kinds
from models.answers.answer import Answer, Value
from models.calls.call import Item, Kind
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.turns import history
from models.turns.items import answering, walking
from models.turns.outcome import Noted, Outcome, only
from models.turns.turn import Turn, of_a_case


@of_a_case
def choose(session: Session, turn: Turn, application_id: int, number: str, position: int) -> Outcome:
    """Take a pressed option of a choice or yes/no item and go on."""
    case, item = walking.pressed(session, turn, application_id, number)
    value = _value(item, position)
    if value is None:
        return only(Noted.NOT_THERE)
    answer = Answer(key=item.key, value=value, said=kinds.shown(item, value, turn.speaker.language))
    return answering.settle(session, turn, case, item, answer)


def _value(item: Item, position: int) -> Value:
    if item.kind is Kind.YES_NO:
        return {0: True, 1: False}.get(position)
    return item.options[position].key if item.kind is Kind.CHOICE and position < len(item.options) else None


@of_a_case
def tick(session: Session, turn: Turn, application_id: int, number: str, position: int, wanted: int) -> Outcome:
    """Tick (`wanted` 1) or untick (0) an option and stay at the question; a second press changes nothing."""
    case, item = walking.pressed(session, turn, application_id, number)
    if item.kind is not Kind.SEVERAL or position >= len(item.options):
        return only(Noted.NOT_THERE)
    kept = case.kept.get(item.key)
    standing = kept.answer.value if kept and isinstance(kept.answer.value, list) else []
    key = item.options[position].key
    chosen = {*standing, key} if wanted else {*standing} - {key}
    if chosen != {*standing}:
        case = _keep(session, turn, case, item, [option.key for option in item.options if option.key in chosen])
    return walking.question(session, turn, case, item)


def _keep(session: Session, turn: Turn, case: Case, item: Item, chosen: list[str]) -> Case:
    if chosen:
        reading = kinds.read(item, kinds.shown(item, chosen, "nl"), on=answering.day_of(turn, case))
        said = kinds.shown(item, chosen, turn.speaker.language)
        answer = Answer(key=item.key, value=chosen, said=said, problem=reading.problem)
        return answering.keep(session, turn, case, answer)[0]
    case_queries.keep_earlier(session, case.application_id, case.kept[item.key])
    case_queries.forget_answer(session, case.application_id, item.key)
    history.record(session, turn, case, "emptied", item.key)
    return case_queries.load(session, case.application_id)


@of_a_case
def finish(session: Session, turn: Turn, application_id: int, number: str) -> Outcome:
    """Go on after several options were ticked."""
    case, item = walking.pressed(session, turn, application_id, number)
    kept = case.kept.get(item.key)
    if kept is None:
        return walking.question(session, turn, case, item)
    if answering.is_fine(kept.answer):
        return walking.go_on(session, turn, case, item).noting(answering.saved(case, item, kept.answer))
    return answering.settle(session, turn, case, item, kept.answer)
