"""What an answer is: a value with its state, and what is wrong with it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# What a checked answer is in JSON: text, a list of option keys or file ids, true/false, a number, or nothing.
Value = str | list[str] | bool | int | float | None


class State(StrEnum):
    """How an answer stands."""

    FINE = "fine"
    MISSING = "missing"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it is kept; `value` is None when what was said could not be read, `said` always holds it."""

    key: str
    value: Value
    said: str
    problem: str | None = None  # why `value` is None, or what bounds it breaks: a key of models/language/words
    unclear: tuple[str, ...] = ()  # what the coach misses, in its order
    stale: bool = False  # carried over from an earlier round and dated: ask "klopt dit nog?"


Answers = Mapping[str, Answer]


def fingerprint(value: Value, said: str) -> str:
    """Return a short hash that tells two answers apart without telling what they say."""
    text = json.dumps([value, said], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
