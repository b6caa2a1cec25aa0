"""No text promises a message that nothing posts: every promise names the kind of message that keeps it."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.letters.letter_facts import KINDS
from tests.house.source import ROOT, product

PROMISE = re.compile(
    r"[^.>\n\"]*(?:[Jj]e krijgt|[Kk]rijg je|krijgen jullie|[Jj]ullie krijgen|[Ww]e mailen|[Ww]e sturen|komt per mail"
    r"|[Ii]k mail\b|[Ii]k mailde|[Ii]k stuur|krijgt bericht|krijgt daar bericht|is onderweg|onderweg naar)[^.{<\n\"]*"
)
ANYTHING, NOTHING = "", "-"  # whatever waits in the outbox; no message at all
# The words of a promise, and the kind of message that keeps it.
KEPT_BY = {
    "code": "code",
    "een nieuwe": "code",
    "Nieuwe code": "code",
    "uitnodiging": "invitation",
    "Ze komt per mail, met een bestand": "intake",
    "ontvangstbewijs": "receipt",
    "beslissing": "admissible",
    "concrete": "advice",
    "advies": "advice",
    "zodra alles weer in orde is": "health",
    "zodra alles er is": "mail_answer",
    "vanzelf een nieuw bestand": "plan",
    "verslag": "figures",
    "de brief dan eerst": "officer_answer",
    "aansporing": "nudge",
    "vraag is bewaard en onderweg": "question",
    "antwoord is onderweg": "answer",
    "De persoon krijgt": "mailbox_confirmed",
    "krijg je bericht": "let_in",
    "de vragen in je mailbox": "mail_answer",
    "alles te zien": "mail_answer",
    "werkt niet mee en krijgt bericht": "join_refused",
    "De gemeente krijgt bericht": "extended",
    "begeleiding is begonnen": "guidance",
    "of er interesse in toonde, krijgt bericht": "more_time",
    "krijgt bericht met de reden": "extended",
    "krijgt daar bericht van": "withdrawn",
    "Je krijgt meer tijd": "extended",
    "hoe het verder gaat": "fallen_out",
    "Wat wachtte": ANYTHING,
    "Je krijgt herinneringen": "reminder",
    "geen herinneringen": NOTHING,
    "deze lijst niet meer": NOTHING,
    "Je krijgt deze mail omdat": NOTHING,
    "We mailen alleen": NOTHING,
}
TEXTS = ("reminders/letters/nl", "models/language/words", "handlers/texts")


def spoken() -> Iterator[str]:
    """Give every Dutch sentence that people read."""
    for folder in TEXTS:
        for path in sorted((ROOT / folder).iterdir()):
            if path.name.endswith("nl.toml"):
                yield from _sentences(tomllib.loads(path.read_text()))
            elif "letters" in folder:
                yield path.read_text()
    yield from _sentences(tomllib.loads((ROOT / "models/calls/profploeg.toml").read_text()))


def _sentences(table: object) -> Iterator[str]:
    if isinstance(table, dict | list):
        for value in table.values() if isinstance(table, dict) else table:
            yield from _sentences(value)
    elif isinstance(table, str):
        yield table


def promises() -> list[str]:
    """Return every promise of a message."""
    return [found[0].strip() for text in spoken() for found in PROMISE.finditer(text)]


def test_every_promise_of_a_message_says_what_keeps_it() -> None:
    assert {one for one in promises() if not any(words in one for words in KEPT_BY)} == set()


def test_no_promise_is_listed_that_nobody_makes() -> None:
    made = promises()
    assert {words for words in KEPT_BY if not any(words in one for one in made)} == set()


@pytest.mark.parametrize("kind", sorted({*KEPT_BY.values()} - {ANYTHING, NOTHING}))
def test_a_message_that_is_promised_is_posted_somewhere(kind: str) -> None:
    posting = [Path(file.path) for file in product() if _posts(file.path, kind)]
    assert kind in KINDS
    assert posting


def _posts(path: str, kind: str) -> bool:
    """Return whether a file names the kind where messages are posted: not where their words are made."""
    is_where = path.startswith(("models/turns", "models/desk", "models/correspondence", "reminders/"))
    return is_where and f'"{kind}"' in (ROOT / path).read_text()
