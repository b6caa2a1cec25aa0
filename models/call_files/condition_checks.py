"""Rules of a call file about items that look at another item: `when`, `required_when`, `other_than`."""

from collections.abc import Iterator, Mapping

from models.call_files.call_mistakes import Mistake, field_of, no_such
from models.call_files.call_schema import ItemShape, Table
from models.call_files.call_shape import shaped, tables
from models.calls.call import Kind

FIELDS = ("when", "required_when")
YES_NO = ("yes", "no")


def condition_mistakes(table: Table, name: str) -> Iterator[Mistake]:
    """Yield what in the list `name` looks at no item, at no option, or at an item that is asked later."""
    items = {raw["key"]: raw for raw in tables(table, name) if isinstance(raw.get("key"), str)}
    title = "evaluation item" if name == "evaluation" else "item"
    for key, raw in items.items():
        for field in FIELDS:
            where = field_of(f"{title} {raw.get('number', key)}", field)
            for target, wanted in _conditions(raw, field).items():
                what = _order_mistake(items, key, target) or _option_mistake(items[target], target, wanted)
                if what:
                    yield Mistake(where, what)
        yield from _other_than_mistakes(items, raw, title)


def _other_than_mistakes(items: Mapping[str, Table], raw: Table, title: str) -> Iterator[Mistake]:
    """Yield when the item that gets another answer is not there, is asked later, or is of another kind."""
    target, key = raw.get("other_than"), str(raw["key"])
    if not isinstance(target, str):
        return
    where = field_of(f"{title} {raw.get('number', key)}", "other_than")
    what = _order_mistake(items, key, target)
    if what is None and items[target].get("kind") != raw.get("kind"):
        what = f'item "{target}" is of another kind: their answers are never the same'
    if what:
        yield Mistake(where, what)


def _conditions(raw: Table, *fields: str) -> dict[str, str]:
    """Return the well-formed conditions of an item: item key -> wanted value."""
    found: dict[str, str] = {}
    for field in fields:
        conditions = raw.get(field)
        if isinstance(conditions, dict):
            found |= {target: wanted for target, wanted in conditions.items() if isinstance(wanted, str)}
    return found


def _order_mistake(items: Mapping[str, Table], key: str, target: str) -> str | None:
    """Return what is wrong with the item that is looked at, or None when it is asked earlier."""
    if target not in items:
        return no_such("item", target, items)
    if target == key:
        return "an item cannot look at its own answer"
    if _leads_to(items, target, key):
        return f'this item and item "{target}" wait for each other'
    order = list(items)
    if order.index(target) > order.index(key):
        return f'item "{target}" is asked later; a condition looks back'
    return None


def _leads_to(items: Mapping[str, Table], start: str, goal: str) -> bool:
    """Return whether the conditions of `start` lead, over any number of items, to `goal`."""
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        key = ahead.pop()
        if key == goal:
            return True
        if key in items and key not in seen:
            seen.add(key)
            ahead.extend(_conditions(items[key], *FIELDS))
    return False


def _option_mistake(raw: Table, target: str, wanted: str) -> str | None:
    """Return what is wrong with the wanted value; an item that is wrong itself is not asked about its options."""
    item = shaped(ItemShape, raw)
    if item is None:
        return None
    if item.kind == Kind.YES_NO:
        return None if wanted in YES_NO else f'item "{target}" is answered by "yes" or "no", not by "{wanted}"'
    if item.kind not in {Kind.CHOICE, Kind.SEVERAL}:
        return f'item "{target}" is a {item.kind}; a condition looks at a choice, several or yes_no'
    options = [option.key for option in item.options]
    return None if wanted in options else f'item "{target}": {no_such("option", wanted, options)}'
