"""Whether the way to the college is asked at an item: once for each application, and never when it is decided."""

from sqlmodel import Session

from models.answers import checklist
from models.answers.answer import State
from models.calls.call import Item
from models.calls.stages import Stage
from models.records.applications.case import Case
from models.records.reminding import plan_queries
from models.turns.turn import Turn


def asks_here(session: Session, turn: Turn, case: Case, item: Item) -> bool:
    """Return whether how the college meets is asked with this item, and note that it is.

    It is asked when somebody first comes to the item, and as long as they stay there without an answer.
    """
    if not item.plan or not is_possible(turn, case) or is_decided(case, item):
        return False
    known = plan_queries.asked(session, case.application_id)
    if known is None:
        plan_queries.note_asked(session, case.application_id, turn.at)
        return True
    return not known.answered and turn.speaker.place == item.key


def is_possible(turn: Turn, case: Case) -> bool:
    """Return whether there is a way to plan: a draft of a call that asks a decision, before its deadline."""
    if case.stage is not Stage.DRAFT or case.call.checklist.planned is None:
        return False
    return turn.at < case.round.closes_at


def is_decided(case: Case, item: Item) -> bool:
    """Return whether the decision is there."""
    return item.key in case.answers and checklist.state_of(item, case.answers) is State.FINE
