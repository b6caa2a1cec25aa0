"""What is next, what is missing, what is unclear: the pure rules of a checklist.

Everything is computed from the stored answers; there is no conversation state that could be lost. An item is

- asked when each of its conditions holds;
- open when it has no readable answer, or one of an earlier round that still has to be confirmed;
- settled when it is not open, or was skipped and blocks nothing.

Source: ARCHITECTURE.md, Rules: Answers.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from models.answers.answer import Answer, Answers, State, Value
from models.calls.call import Checklist, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an application is; `done` equals `total` exactly when there is nothing left to ask."""

    done: int
    total: int
    minutes_left: int  # rounded up


def asked_items(checklist: Checklist, answers: Answers) -> tuple[Item, ...]:
    """Return the items that are asked, in order; a condition on an item that is not asked itself does not hold."""
    asked: dict[str, Item] = {}
    for item in checklist.items:
        if not item.when or all(key in asked and _is(answers.get(key), wanted) for key, wanted in item.when):
            asked[item.key] = item
    return tuple(asked.values())


def is_asked(item: Item, checklist: Checklist, answers: Answers) -> bool:
    """Return whether an item is among those that are asked."""
    return any(one.key == item.key for one in asked_items(checklist, answers))


def required(item: Item, answers: Answers) -> bool:
    """Return whether an asked item needs an answer before the application can be sent."""
    return item.required and all(_is(answers.get(key), wanted) for key, wanted in item.required_when)


def problem_of(item: Item, answers: Answers) -> str | None:
    """Return what is wrong with the answer to an item: by itself, or beside the answer from which it has to differ."""
    answer = answers.get(item.key)
    if answer is None or answer.problem is not None:
        return answer.problem if answer is not None else None
    other = answers.get(item.other_than)
    is_same = other is not None and answer.value is not None and _compared(answer.value) == _compared(other.value)
    return "same_as_other" if is_same else None


def _compared(value: Value) -> Value:
    """Return an answer as it is compared: a mailbox is the same in small letters and in capitals."""
    return value.casefold() if isinstance(value, str) else value


def state_of(item: Item, answers: Answers) -> State:
    """Return how an item stands, for display: what was said but could not be read is unclear, not missing.

    An optional item left open is fine. What blocks submission is told by `missing`.
    """
    answer = answers.get(item.key)
    if answer is None or not _is_answered(answer):
        return State.MISSING if required(item, answers) else State.FINE
    if not _has_value(answer) or problem_of(item, answers) or answer.unclear or answer.stale:
        return State.UNCLEAR
    return State.FINE


def is_answered(item: Item, answers: Answers) -> bool:
    """Return whether an item has an answer that can be read; what need not be answered is fine without one."""
    return _has_value(answers.get(item.key))


def missing(checklist: Checklist, answers: Answers) -> tuple[Item, ...]:
    """Return what blocks submission: the required items without a readable answer."""
    return tuple(item for item in asked_items(checklist, answers) if _blocks(item, answers))


def unclear(checklist: Checklist, answers: Answers) -> tuple[Item, ...]:
    """Return what warns but does not block: answered, yet with a problem, missed by the coach, or to be confirmed."""
    return tuple(
        item
        for item in asked_items(checklist, answers)
        if state_of(item, answers) is State.UNCLEAR and not _blocks(item, answers)
    )


def next_item(
    checklist: Checklist,
    answers: Answers,
    skipped: Collection[str] = (),
    after: str | None = None,
    *,
    first: Collection[str] = (),
) -> Item | None:
    """Return the first item still open, or None when there is nothing left to ask.

    What was skipped comes back when all else is settled, but only if it blocks submission. With `after`, an item's
    key, the search begins behind that item and goes round. The items `first` go before all others.
    """
    items = _from_behind(after, checklist, asked_items(checklist, answers))
    unsettled = [item for item in items if not _is_settled(item, answers, skipped)]
    if first:
        unsettled.sort(key=lambda item: item.key not in first)
    return next((item for item in unsettled if item.key not in skipped), next(iter(unsettled), None))


def item_after(checklist: Checklist, answers: Answers, key: str) -> Item | None:
    """Return the asked item behind the item `key`, answered or not; None at the end or when `key` is gone."""
    return _neighbour(checklist.items, answers, checklist, key)


def item_before(checklist: Checklist, answers: Answers, key: str) -> Item | None:
    """Return the asked item in front of the item `key`, answered or not; None at the start or when `key` is gone."""
    return _neighbour(checklist.items[::-1], answers, checklist, key)


def progress(checklist: Checklist, answers: Answers, skipped: Collection[str] = ()) -> Progress:
    """Return how many of the asked items are settled, and how long the rest takes."""
    items = asked_items(checklist, answers)
    left = [item for item in items if not _is_settled(item, answers, skipped)]
    return Progress(done=len(items) - len(left), total=len(items), minutes_left=minutes_for(left))


def minutes_for(items: Iterable[Item]) -> int:
    """Return how long it takes to answer these items, in whole minutes, rounded up."""
    return math.ceil(sum(item.minutes for item in items))


def orphans(checklist: Checklist, answers: Answers) -> tuple[Answer, ...]:
    """Return the answers whose item is gone from the checklist: they are shown, not dropped."""
    return tuple(answer for key, answer in answers.items() if key not in checklist.by_key)


def carried(checklist: Checklist, answers: Answers) -> Mapping[str, Answer]:
    """Return all answers for a next round, the dated ones marked "klopt dit nog?"."""
    return {
        key: replace(answer, stale=True) if _goes_stale(checklist.by_key.get(key), answer) else answer
        for key, answer in answers.items()
    }


def _is(answer: Answer | None, wanted: str) -> bool:
    """Return whether an answer is, or holds, the wanted option; yes and no stand for true and false."""
    if answer is None:
        return False
    if isinstance(answer.value, bool):
        return wanted == ("yes" if answer.value else "no")
    return wanted in answer.value if isinstance(answer.value, list) else wanted == answer.value


def _is_answered(answer: Answer) -> bool:
    """Return whether something was said, readable or not; a skipped item may be kept with nothing said."""
    return _has_value(answer) or bool(answer.said.strip())


def _has_value(answer: Answer | None) -> bool:
    """Return whether there is a readable answer; `no` and 0 are answers, an empty list is not."""
    if answer is None or answer.value is None:
        return False
    return bool(answer.value) or not isinstance(answer.value, str | list)


def _blocks(item: Item, answers: Answers) -> bool:
    return required(item, answers) and not _has_value(answers.get(item.key))


def _is_settled(item: Item, answers: Answers, skipped: Collection[str]) -> bool:
    answer = answers.get(item.key)
    if _has_value(answer) and answer is not None and not answer.stale:
        return True
    return item.key in skipped and not _blocks(item, answers)


def _from_behind(key: str | None, checklist: Checklist, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return `items` turned so that those behind the item `key` come first; `key` itself need not be among them."""
    if key is None or key not in checklist.by_key:
        return items
    behind = _keys_behind(key, checklist.items)
    return (*(i for i in items if i.key in behind), *(i for i in items if i.key not in behind))


def _neighbour(items: tuple[Item, ...], answers: Answers, checklist: Checklist, key: str) -> Item | None:
    """Return the first asked item behind the item `key` in the order of `items`."""
    asked = {item.key for item in asked_items(checklist, answers)}
    behind = _keys_behind(key, items)
    return next((item for item in items if item.key in behind and item.key in asked), None)


def _keys_behind(key: str, items: tuple[Item, ...]) -> frozenset[str]:
    keys = [item.key for item in items]
    return frozenset(keys[keys.index(key) + 1 :]) if key in keys else frozenset()


def _goes_stale(item: Item | None, answer: Answer) -> bool:
    return item is not None and item.dated and _is_answered(answer)
