"""Rules of a call file about what comes after the selection: experts, the evaluation, the showcase."""

from collections.abc import Iterator

from models.call_files.call_mistakes import Mistake, field_of
from models.call_files.call_schema import ItemShape, Table
from models.call_files.call_shape import place, shaped, tables
from models.calls.call import Kind

WITH_OPTIONS = frozenset({Kind.CHOICE, Kind.SEVERAL})
WITH_TEXT = frozenset({Kind.TEXT, Kind.LONG_TEXT})


def evaluation_mistakes(table: Table) -> Iterator[Mistake]:
    """Yield what is wrong between the two checklists, and with the items that serve experts and the showcase."""
    yield from _shared_keys(table)
    for name in ("item", "evaluation"):
        for index, raw in enumerate(tables(table, name)):
            item = shaped(ItemShape, raw)
            if item is not None:
                yield from _uses(item, place((name, index), table), is_evaluation=name == "evaluation")
    experts = [raw for name in ("item", "evaluation") for raw in tables(table, name) if raw.get("experts") is True]
    if len(experts) > 1:
        yield Mistake(field_of("", "item"), f"{len(experts)} items say experts = true; one at most names the fields")


def _shared_keys(table: Table) -> Iterator[Mistake]:
    known = {raw.get("key") for raw in tables(table, "item")}
    for index, raw in enumerate(tables(table, "evaluation")):
        key = raw.get("key")
        if isinstance(key, str) and key in known:
            where = place(("evaluation", index), table)
            yield Mistake(field_of(where, "key"), f'an item of the application has the key "{key}" already')


def _uses(item: ItemShape, where: str, *, is_evaluation: bool) -> Iterator[Mistake]:
    if item.experts and (is_evaluation or item.kind not in WITH_OPTIONS):
        yield Mistake(
            field_of(where, "experts"), "only an [[item]] that is a choice or several names fields of expertise"
        )
    if item.showcase and is_evaluation and item.kind not in WITH_TEXT:
        yield Mistake(field_of(where, "showcase"), f"the showcase shows a text or a long_text, this is a {item.kind}")
    if item.showcase and not is_evaluation and item.kind not in WITH_OPTIONS:
        what = f"the showcase is searched by a choice or several, this is a {item.kind}"
        yield Mistake(field_of(where, "showcase"), what)
    if item.plan and is_evaluation:
        yield Mistake(field_of(where, "plan"), "the way to the college is planned in an application only")
