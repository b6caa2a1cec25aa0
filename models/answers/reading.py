"""What came of reading an answer."""

from dataclasses import dataclass

from models.answers.answer import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The value of what was said, and what is wrong with it (a key of words [problem]).

    Value None: it could not be read, or is more than the limits allow. Value with a problem: it was read and is
    kept, but less than the limits ask (too short, too few), so that the person only has to add to it.
    """

    value: Value
    problem: str | None = None


EMPTY = Reading(value=None, problem="empty")


def unread(problem: str) -> Reading:
    """Return the reading of something that gives no value."""
    return Reading(value=None, problem=problem)


def listed(text: str) -> list[str]:
    """Return the words of `text`; long vocabularies read better as a line of words than as a list of strings."""
    return text.split()
