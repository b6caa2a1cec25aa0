"""What the showcase tells of a guidance: the story without what is personal, and by which words it is found."""

import re
from collections.abc import Iterable

from models.answers.answer import Answers
from models.calls.call import Call, Item, Kind
from models.language.clean_text import one_line

LEFT_OUT = "[…]"
SHORTEST_NAME = 4  # letters; in shorter ones every text has a match
_MAILBOX = re.compile(r"\S+@\S+\.\w+")
_NUMBER = re.compile(r"(?<!\w)(?:\+|00|0)[0-9](?:[ ./-]?[0-9]){7,11}(?!\w)")  # of a phone
_PERSON = re.compile(r"(^|_)(name|naam|alderman|schepen)(_|$)")  # in the key of an item that gives a name


def story(call: Call, answers: Answers, people: Iterable[str]) -> str:
    """Return what an evaluation lets be told, without mailboxes, phone numbers and the names of these people."""
    texts = [str(answers[item.key].value) for item in call.evaluation.shown if _has_value(answers, item.key)]
    text = _NUMBER.sub(LEFT_OUT, _MAILBOX.sub(LEFT_OUT, "\n".join(texts)))
    for name in sorted(_names(people), key=len, reverse=True):
        if len(name) >= SHORTEST_NAME:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", LEFT_OUT, text, flags=re.IGNORECASE)
    return text.strip()


def _names(people: Iterable[str]) -> set[str]:
    """Return the names as a whole, and what follows the first word of each: "mevrouw Peeters" is An Peeters, too."""
    whole = {one_line(one) for one in people}
    return whole | {name.partition(" ")[2] for name in whole}


def people_in(call: Call, answers: Answers) -> tuple[str, ...]:
    """Return the names of people that an application gives."""
    items = [item for item in call.checklist.items if item.kind is Kind.TEXT and _PERSON.search(item.key)]
    return tuple(str(answers[item.key].value) for item in items if _has_value(answers, item.key))


def tags(call: Call, answers: Answers) -> tuple[tuple[str, str], ...]:
    """Return the (item, option) pairs by which an entry is found."""
    return tuple((item.key, key) for item in call.checklist.shown for key in _chosen(item, answers))


def _chosen(item: Item, answers: Answers) -> tuple[str, ...]:
    answer = answers.get(item.key)
    value = answer.value if answer is not None else None
    chosen = value if isinstance(value, list) else [value]
    return tuple(option.key for option in item.options if option.key in chosen)


def _has_value(answers: Answers, key: str) -> bool:
    return key in answers and answers[key].value not in {None, ""}
