"""Mistakes in the shape of a call file: pydantic finds them, we tell them."""

from collections.abc import Mapping, Sequence
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from models.call_files.call_mistakes import Mistake, field_of, no_such
from models.call_files.call_schema import CallShape, Table

ShapeT = TypeVar("ShapeT", bound=BaseModel)
Loc = Sequence[int | str]

LANGUAGE_NAMES = {"nl": "Dutch", "en": "English"}
WRONG_TYPES = {
    "string_type": "text between quotes",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "list_type": "a list: [ ... ]",
    "dict_type": "a table: { ... }",
    "model_type": "a table: { ... }",
}
BOUNDS = {
    "greater_than": "this must be more than {gt:g}",
    "greater_than_equal": "this must be {ge:g} or more",
    "less_than_equal": "this must be {le:g} or less",
    "string_too_long": "this must be {max_length} characters or less",
}


def shape_mistakes(table: Table) -> tuple[Mistake, ...]:
    """Return every field that is missing, unknown, of the wrong type or out of its own bounds."""
    try:
        CallShape.model_validate(table)
    except ValidationError as error:
        return tuple(_mistake(details, table) for details in error.errors(include_url=False))
    return ()


def shaped(shape: type[ShapeT], raw: object) -> ShapeT | None:
    """Return a part of the file in its shape, or None when it has mistakes of its own."""
    try:
        return shape.model_validate(raw)
    except ValidationError:
        return None


def tables(table: Table, name: str) -> list[Table]:
    """Return the tables of a list such as [[item]]; what is no table is left out."""
    found = table.get(name)
    return [part for part in found if isinstance(part, dict)] if isinstance(found, list) else []


def place(loc: Loc, table: Table) -> str:
    """Return how a person finds a part of the file: 'item 8c', 'round "2021-1"', or "" for the file itself."""
    if len(loc) < 2 or not isinstance(loc[1], int):
        return ""
    name, index = str(loc[0]), loc[1]
    part = table[name][index]
    known = part if isinstance(part, dict) else {}
    title = "evaluation item" if name == "evaluation" else name
    if name in {"item", "evaluation"} and isinstance(known.get("number"), str):
        return f"{title} {known['number']}"
    identity = known.get("id") if name == "round" else known.get("key")
    return f'{title} "{identity}"' if isinstance(identity, str) else f"{title} at place {index + 1}"


def _mistake(details: ErrorDetails, table: Table) -> Mistake:
    loc = details["loc"]
    where = place(loc, table)
    path = [str(part + 1) if isinstance(part, int) else part for part in (loc[2:] if where else loc)]
    return Mistake(field_of(where, ".".join(path)) if path else where, _what(details, loc))


def _what(details: ErrorDetails, loc: Loc) -> str:
    kind, context, name = details["type"], details.get("ctx", {}), str(loc[-1])
    if kind == "missing":
        return f"the {LANGUAGE_NAMES[name]} text is missing" if name in LANGUAGE_NAMES else "this field is missing"
    if kind == "extra_forbidden":
        return no_such("field", name, _fields_beside(loc))
    if kind == "value_error":
        return str(context["error"])
    if kind in WRONG_TYPES:
        return f"this must be {WRONG_TYPES[kind]}, not {_told(details['input'])}"
    return BOUNDS[kind].format_map(context) if kind in BOUNDS else details["msg"]


def _told(value: object) -> str:
    """Return a wrong value as the author wrote it, or what it is when it would be long."""
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _fields_beside(loc: Loc) -> list[str]:
    """Return the fields that the table in which `loc` lies may have."""
    shape: type[BaseModel] = CallShape
    for part in loc[:-1]:
        if part in shape.model_fields:
            shape = _shape_in(shape.model_fields[str(part)].annotation) or shape
    return list(shape.model_fields)


def _shape_in(annotation: object) -> type[BaseModel] | None:
    """Return the shape that an annotation is, or is a list or a dict of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((shape for part in get_args(annotation) if (shape := _shape_in(part))), None)
