"""How answers stand in the check once they were sent, and which of them is given twice.

What was erased is fine: it was an answer, and is the same as nothing.
"""

from collections.abc import Mapping

from models.answers import checklist
from models.answers.answer import Answer, Answers, State, Value
from models.calls.call import Checklist, Item
from models.language.wording import words
from models.records.privacy.wiping import GONE


def read(sent: Mapping[str, Value]) -> Answers:
    """Return the answers of what was sent, by item key."""
    return {key: Answer(key=key, value=value, said=str(value)) for key, value in sent.items()}


def state_of(item: Item, answers: Answers) -> State:
    """Return how an item stands."""
    return State.FINE if _is_erased(item, answers) else checklist.state_of(item, answers)


def same_as(item: Item, of: Checklist, answers: Answers) -> Item | None:
    """Return the item from whose answer that of `item` has to differ and does not, else None."""
    if _is_erased(item, answers) or checklist.problem_of(item, answers) is None:
        return None
    return of.by_key.get(item.other_than)


def same_words(item: Item, of: Checklist, answers: Answers, language: str) -> str | None:
    """Return "hetzelfde staat bij vraag 4 (E-mail contact)", None when nothing stands there twice."""
    other = same_as(item, of, answers)
    if other is None:
        return None
    return words().say("doubt.same", language, other=f"{other.number} ({other.short.in_language(language)})")


def _is_erased(item: Item, answers: Answers) -> bool:
    answer = answers.get(item.key)
    return answer is not None and answer.value == GONE
