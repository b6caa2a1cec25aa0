"""Writes every letter in every stage and language out, to be read by a person: `python -m tests.letters_read`."""

import re
import sys

from models.call_files.call_file import shipped_call
from models.language.wording import LANGUAGES
from reminders.letter import can_be_said_in_chat, chat_words, letter
from tests.fakes.letter_values import VALUES

CALLS = ("profploeg", "profploeg-2021")
# What only the words for chat name: a list is shorter there.
IN_CHAT = {"stuck": ["Boom, vraag 7 (Uitdaging)"], "more": 2, "longest": ["PROF-2021-2-0007, As"], "more_in_chat": 3}


def main() -> int:
    """Print the letters, then the texts of decisions; return 0."""
    for place, (name, values) in enumerate(VALUES, 1):
        for language in LANGUAGES:
            print(f"\n## {place}. {name} ({language})\n")
            made = letter(name, language, **values)
            print(f"Subject: {made.subject}\n\n{made.text.partition('-- ')[0].strip()}")
            if can_be_said_in_chat(name):
                print(f"\n[chat] {_plain(chat_words(name, language, **(IN_CHAT | values)))}")
    for call in map(shipped_call, CALLS):
        for stage, text in call.decisions.items():
            for language in LANGUAGES:
                print(f"\n## {call.name}: {stage} ({language})\n\n{' '.join(text.in_language(language).split())}")
    return 0


def _plain(html: str) -> str:
    return re.sub(r"</?[a-z]+[^>]*>", "", html)


if __name__ == "__main__":
    sys.exit(main())
