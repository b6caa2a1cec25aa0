"""Words that are written over: a mailbox, a name or a phone number within what somebody else wrote."""

import json
import re
from collections.abc import Collection
from functools import lru_cache

GONE = "[gewist]"
SHORTEST = 5  # letters: a shorter one stands in too many other words


def wiped(text: str, words: Collection[str]) -> str:
    """Return the text with each of the words written over, in any case, as whole words."""
    return _pattern(frozenset(words)).sub(GONE, text) if words else text


def wiped_json(text: str, words: Collection[str]) -> str:
    """Return JSON with the words written over in each of its texts."""
    return json.dumps(wiped_value(json.loads(text), words), ensure_ascii=False)


def wiped_value(value: object, words: Collection[str]) -> object:
    """Return a value of JSON with the words written over in each of its texts."""
    if isinstance(value, str):
        return wiped(value, words)
    if isinstance(value, list):
        return [wiped_value(one, words) for one in value]
    if isinstance(value, dict):
        return {key: wiped_value(one, words) for key, one in value.items()}
    return value


@lru_cache(maxsize=8)
def _pattern(words: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<![\w@.+-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w@-])", re.IGNORECASE)


def is_telling(name: str) -> bool:
    """Return whether a name is long enough to be found in a text: one of two words, or a number of some length."""
    return len(name) >= SHORTEST and (" " in name.strip() or any(sign.isdigit() for sign in name))
