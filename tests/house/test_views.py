"""Everything that a person can be shown has a look, and every button on it does something."""

import ast
import sys

import pytest

from handlers import buttons
from handlers.reply import DATA_BYTES
from handlers.views import page, rare_looks  # noqa: F401 - register the looks
from handlers.views.look import look
from models.call_files.call_file import shipped_call, shipped_call_names
from models.turns.views import View
from tests.house.source import product, said

LONGEST_ID = 12  # of a row: a thousand billion of them
LONGEST_KEY = 40  # of a question people ask, see models/call_files/call_schema.py
LONGEST_NUMBER = 8  # of an item (3), a municipality (5), a fingerprint (8)
READ_BY_HAND = {"file", "mine"}  # they send a file back; see handlers/buttons.py


def is_the_class_itself(view: type) -> bool:
    """Return whether this is what its module calls by that name: `slots=True` leaves an unfinished twin of each."""
    return getattr(sys.modules[view.__module__], view.__name__) is view


SHOWN = sorted(filter(is_the_class_itself, View.__subclasses__()), key=lambda view: view.__name__)


def verbs_on_buttons() -> set[str]:
    """Return every verb that a view, a note or a message of the outbox puts on a button."""
    found = set()
    for file in product():
        for call in file.calls("button"):
            if len(call.args) > 1:
                found |= set(said(call.args[1]))
        if file.path.startswith("models/letters/"):
            for keyword in ast.walk(file.tree):
                if isinstance(keyword, ast.keyword) and keyword.arg == "buttons":
                    found |= {text.split(":")[0] for text in said(keyword.value) if ":" in text}
    return found


@pytest.mark.parametrize("view", SHOWN, ids=lambda view: view.__name__)
def test_every_view_has_a_look(view: type) -> None:
    assert view in look.registry


def test_nothing_has_a_look_that_is_no_view() -> None:
    assert set(look.registry) - {object, type(None)} == set(SHOWN)


def test_every_button_does_something_and_everything_has_its_button() -> None:
    assert verbs_on_buttons() == buttons.verbs().keys() | READ_BY_HAND


@pytest.mark.parametrize("verb", sorted(buttons.verbs().keys() | READ_BY_HAND))
def test_no_button_outgrows_what_telegram_allows_it_to_bear(verb: str) -> None:
    _, kinds = buttons.verbs().get(verb, (None, (int,)))
    word = "k" * (LONGEST_KEY if kinds == (str,) else LONGEST_NUMBER)
    data = ":".join([verb, *("9" * LONGEST_ID if kind is int else word for kind in kinds)])
    assert len(data) <= DATA_BYTES


def test_no_word_on_a_button_is_longer_than_was_reckoned_with() -> None:
    calls = [shipped_call(name) for name in shipped_call_names()]
    assert max(len(faq.key) for call in calls for faq in call.faq) <= LONGEST_KEY
    assert max(len(item.number) for call in calls for item in call.checklist.items) <= LONGEST_NUMBER
