"""A message of the chat as HTML: the words that Kernbot marks, and nothing else that a browser would act on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import nh3

from bot.local.values import LocalMessage
from bot.web.pages import fragment
from handlers import commands_table
from models.desk.rights import COMMANDS

TAGS = {"b", "strong", "i", "em", "u", "s", "code", "pre", "a", "blockquote"}
LINKS = {"http", "https", "mailto"}
_CLEANER = nh3.Cleaner(tags=TAGS, attributes={"a": {"href"}}, url_schemes=LINKS)
_COMMAND = re.compile(rf"(?<![\w/<.:-])/(?:{'|'.join((*commands_table.NAMES, *COMMANDS))})\b")  # not in a path or a tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message as the page shows it."""

    message: LocalMessage
    html: str

    @property
    def can_be_pressed(self) -> bool:
        """Return whether there is a button under it."""
        return any(row for row in self.message.buttons)


def message_html(message: LocalMessage, language: str) -> str:
    """Return one message as a part of the page."""
    words = _CLEANER.clean(message.text_html)
    if message.from_bot:
        words = _COMMAND.sub(r'<button class="command" name="command" value="\g<0>">\g<0></button>', words)
    return fragment("chat_message", language, shown=Shown(message=message, html=words))


def state_of(messages: Sequence[LocalMessage], language: str) -> str:
    """Return a word for how a chat stands, good in this process: by it a page that connects says what it shows."""
    return f"{hash((tuple(messages), language)):x}"
