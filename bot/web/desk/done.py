"""What an address says was done, as a sentence; anything else that an address says is no sentence of ours."""

import re

from bot.web.desk.visiting import Desk
from bot.web.wording import catalogue

_KEY = re.compile(r"[a-z_]{1,30}")


def done_of(desk: Desk, page: str) -> str:
    """Return the sentence for what was done on a page, or ""."""
    key = desk.asked("gedaan")
    return word_of(f"desk.{page}.done.{key}", desk.language) if _KEY.fullmatch(key) else ""


def word_of(key: str, language: str) -> str:
    """Return a sentence, or "" when there is none."""
    return catalogue().say(key, language) if catalogue().has(key) else ""
