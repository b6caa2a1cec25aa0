"""What was done, as a sentence of the page on which it is told."""

from bot.web.desk.visiting import Desk
from bot.web.wording import catalogue


def done(desk: Desk, page: str, said: str) -> list[str]:
    """Return the sentence of a page for what a rule says of it."""
    return [catalogue().say(f"desk.{page}.done.{said}", desk.language)]


def word_of(key: str, language: str) -> str:
    """Return a sentence, or "" when there is none."""
    return catalogue().say(key, language) if catalogue().has(key) else ""
