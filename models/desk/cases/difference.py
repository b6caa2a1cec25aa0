"""What differs between two versions of an application: item by item, answers and files. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.answers.answer import Answers, Value
from models.calls.call import Checklist, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What an application held when it was sent."""

    answers: Answers
    files: Mapping[str, Sequence[str]]  # by item key: the names of its files


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An item that differs; None where there is no answer."""

    item: Item
    before: Value
    after: Value
    files_gone: tuple[str, ...] = ()
    files_added: tuple[str, ...] = ()


def difference(checklist: Checklist, before: Version, after: Version) -> tuple[Changed, ...]:
    """Return the items whose answer or files differ, in the order of the checklist."""
    found = (_of_item(item, before, after) for item in checklist.items)
    return tuple(one for one in found if one is not None)


def _of_item(item: Item, before: Version, after: Version) -> Changed | None:
    old, new = (_value(one.answers, item) for one in (before, after))
    had, has = (tuple(one.files.get(item.key, ())) for one in (before, after))
    if old == new and sorted(had) == sorted(has):
        return None
    return Changed(
        item=item,
        before=old,
        after=new,
        files_gone=tuple(one for one in had if one not in has),
        files_added=tuple(one for one in has if one not in had),
    )


def _value(answers: Answers, item: Item) -> Value:
    answer = answers.get(item.key)
    return answer.value if answer is not None and answer.value not in ("", []) else None
