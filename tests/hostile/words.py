"""What people type in a random conversation: answers, commands, hostile text, each with a mark by which it is known."""

from handlers.commands_table import NAMES
from tests.fakes.conversation import CLEAR
from tests.handlers.test_hostile_text import HOSTILE

COMMANDS = (*NAMES, "aanvraag", "status", "wijzig", "dossiers", "beslis", "aansporing", "cijfers", "onbekend")
WORDS_BEHIND = (
    "",
    "",
    "",
    "7",
    "12",
    "8b",
    "99999999999999999999",
    "PROF-2021-2-0001",
    "en",
    "{mark}",
    "<b>x</b> {mark}",
)
# {mark} is what is looked for afterwards; what has none is short and means something of its own.
ANSWERS = (
    f"{{mark}} {CLEAR}",
    "{mark}",
    "{mark} er is leegstand",
    "Mag {mark} ook meedoen als het regent?",
    "7. {mark}",
    "{town}",
    "{mailbox}",
    "015 25 00 00",
    "ja",
    "nee",
    "6",
    "14 juni",
    "beleving",
    "lokale economie, mobiliteit",
    "evenementen",
    "Zo snel mogelijk",
    "overslaan",
    "terug",
    "indienen",
    "123456",
    "1",
)
TEXTS = tuple(HOSTILE.values())


def answer(number: int, known: dict[str, str]) -> str:
    """Return something that answers, or does not answer, what is asked."""
    return ANSWERS[number % len(ANSWERS)].format(**known)


def hostile(number: int, known: dict[str, str]) -> str:
    """Return hostile text that begins with the mark."""
    return f"{known['mark']} {TEXTS[number % len(TEXTS)]}"


def command(number: int, known: dict[str, str]) -> str:
    """Return a command, often without anything behind it."""
    words = WORDS_BEHIND[number // len(COMMANDS) % len(WORDS_BEHIND)].format(**known)
    return f"/{COMMANDS[number % len(COMMANDS)]} {words}".strip()
