"""Rules of a call file about its checklists and texts."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from models.call_files.call_content import item_from
from models.call_files.call_mistakes import Mistake, field_of, no_such
from models.call_files.call_schema import ItemShape, Table
from models.call_files.call_shape import place, shaped, tables
from models.call_files.condition_checks import condition_mistakes
from models.call_files.evaluation_checks import evaluation_mistakes
from models.calls.call import Kind
from models.calls.stages import Stage

DECIDED = (Stage.ADMISSIBLE, Stage.INADMISSIBLE, Stage.UNCLEAR, Stage.SELECTED, Stage.NOT_SELECTED)
WITH_OPTIONS = {Kind.CHOICE, Kind.SEVERAL}
LENGTH_LIMITS = ("min_length", "max_length")
AMOUNT_LIMITS = ("least", "most")
LIMITS_OF = {
    Kind.TEXT: LENGTH_LIMITS,
    Kind.LONG_TEXT: LENGTH_LIMITS,
    Kind.NUMBER: (*AMOUNT_LIMITS, "unit"),
    Kind.DATE: ("past",),
    Kind.SEVERAL: AMOUNT_LIMITS,
    Kind.FILE: AMOUNT_LIMITS,
}
# A municipality depends on the day of the call, a file on what is inside: neither can be judged by its example alone.
UNTRIED = {Kind.MUNICIPALITY, Kind.FILE}
ANY_DAY = date(2021, 6, 25)  # examples are judged as if said on this day; a valid example is valid on every day


def checklist_mistakes(table: Table) -> Iterator[Mistake]:
    """Yield what is wrong inside and between the items; an item with a mistake in its shape is left out."""
    for name in ("item", "evaluation"):
        for field in ("number", "key"):
            yield from _twice(table, name, field)
        yield from condition_mistakes(table, name)
        raws = table.get(name)
        for index, raw in enumerate(raws if isinstance(raws, list) else ()):
            item = shaped(ItemShape, raw)
            if item:
                yield from _item_mistakes(item, raw, place((name, index), table))
    yield from _identity(table)
    yield from evaluation_mistakes(table)


def text_mistakes(table: Table) -> Iterator[Mistake]:
    """Yield what is wrong with the questions people ask and the decision texts."""
    yield from _twice(table, "faq", "key")
    decisions = table.get("decisions")
    if not isinstance(decisions, dict):
        return
    for stage in DECIDED:
        if stage not in decisions:
            yield Mistake(field_of("", "decisions"), f'there is no text for "{stage}"')
    for stage in sorted(decisions.keys() - set(Stage)):
        yield Mistake(field_of("", f"decisions.{stage}"), no_such("stage", stage, Stage))


def _twice(table: Table, name: str, field: str) -> Iterator[Mistake]:
    said = [part[field] for part in tables(table, name) if isinstance(part.get(field), str)]
    title = {"item": "items", "evaluation": "evaluation items", "faq": "questions"}[name]
    for value, count in Counter(said).items():
        if count > 1:
            yield Mistake(field_of("", name), f'{count} {title} have the {field} "{value}"; each needs its own')


def _item_mistakes(item: ItemShape, raw: Table, where: str) -> Iterator[Mistake]:
    options = list(_option_mistakes(item, where))
    limits = list(_limit_mistakes(item, where))
    yield from options
    yield from limits
    if item.clarity and item.kind != Kind.LONG_TEXT:
        yield Mistake(field_of(where, "clarity"), f"only a long_text has clarity hints, this is a {item.kind}")
    if item.required is False and item.required_when:
        yield Mistake(field_of(where, "required_when"), "this contradicts required = false; keep one of the two")
    if not options and not limits and item.kind not in UNTRIED:
        yield from _example_mistakes(raw, where)


def _option_mistakes(item: ItemShape, where: str) -> Iterator[Mistake]:
    where = field_of(where, "options")
    if item.kind not in WITH_OPTIONS:
        if item.options:
            yield Mistake(where, f"only a choice or several has options, this is a {item.kind}")
        return
    if len(item.options) < 2:
        yield Mistake(where, f"a {item.kind} needs at least two options")
    for field in ("key", "nl", "en"):
        for value, count in Counter(getattr(option, field) for option in item.options).items():
            if count > 1:
                yield Mistake(where, f'{count} options have the {field} "{value}"; each needs its own')


def _limit_mistakes(item: ItemShape, where: str) -> Iterator[Mistake]:
    allowed = LIMITS_OF.get(Kind(item.kind), ())
    for name in item.limits.model_fields_set:
        if name not in allowed:
            yield Mistake(field_of(where, f"limits.{name}"), f"a {item.kind} has no such limit")
    for low_name, high_name in (LENGTH_LIMITS, AMOUNT_LIMITS):
        low, high = getattr(item.limits, low_name), getattr(item.limits, high_name)
        if low is not None and high is not None and low > high:
            yield Mistake(field_of(where, "limits"), f"{low_name} {low} is more than {high_name} {high}")
    least = item.limits.least
    if item.kind == Kind.SEVERAL and least is not None and least > len(item.options):
        yield Mistake(field_of(where, "limits.least"), f"there are only {len(item.options)} options")


def _example_mistakes(raw: Table, where: str) -> Iterator[Mistake]:
    from models.answers.kinds import read

    item = item_from(raw)
    for language in ("nl", "en"):
        example = item.example.in_language(language)
        reading = read(item, example, on=ANY_DAY)
        if reading.value is None or reading.problem:
            problem = (reading.problem or "").replace("_", " ")
            reason = f": {problem}" if problem not in {"", item.kind} else ""
            what = f'"{example}" is not a valid answer to a {item.kind} item{reason}'
            yield Mistake(field_of(where, f"{language}.example"), what)


def _identity(table: Table) -> Iterator[Mistake]:
    items = tables(table, "item")
    where = field_of("", "item")
    towns = [item for item in items if item.get("kind") == Kind.MUNICIPALITY]
    if len(towns) != 1:
        yield Mistake(where, f"there must be exactly one item of kind municipality, there are {len(towns)}")
    elif towns[0] is not items[0] or towns[0].get("number") != "1":
        yield Mistake(where, "the municipality must be asked first and have the number 1")
    if not any(item.get("kind") == Kind.EMAIL for item in items):
        yield Mistake(where, "there is no item of kind email; a mailbox has to be proven before sending")
    for item in tables(table, "evaluation"):
        if item.get("kind") == Kind.MUNICIPALITY:
            yield Mistake(field_of("", "evaluation"), "the evaluation does not ask for the municipality again")
