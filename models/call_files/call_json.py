"""A call as JSON, for who wants to read it with a program: `kernbot call show --format json`."""

from collections.abc import Mapping
from typing import Any

from models.calls.call import Call, Item, Option


def call_as_json(call: Call, language: str) -> dict[str, Any]:
    """Return the call with its checklist, in one language.

    Each of `items` has number, key, kind, title, required, example (a valid answer; for a file a file name), the
    options to choose from, and `when`: item key -> option key, empty for what is always asked.
    """
    return {
        "name": call.name,
        "version": call.version,
        "title": call.title.in_language(language),
        "time_zone": call.zone.key,
        "items": [_item(item, language) for item in call.checklist.items],
        "evaluation": [_item(item, language) for item in call.evaluation.items],
    }


def _item(item: Item, language: str) -> Mapping[str, Any]:
    return {
        "number": item.number,
        "key": item.key,
        "kind": item.kind.value,
        "title": item.title.in_language(language),
        "required": item.required,
        "example": item.example.in_language(language),
        "when": dict(item.when),
        "required_when": dict(item.required_when),
        "options": [_option(option, language) for option in item.options],
    }


def _option(option: Option, language: str) -> Mapping[str, str]:
    return {"key": option.key, "label": option.words.in_language(language)}
