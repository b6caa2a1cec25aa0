"""Somebody who talks to the bot over the fake Bot API, and waits for an answer before going on."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

import httpx

from tests.fakes.bot_api_driver import BotApiDriver

TAG = re.compile(r"</?[a-z]+[^>]*>")
ASKED = re.compile(r"^[▓░]+ .*\n(\d+[a-e]?)\. ", re.MULTILINE)  # the number under the progress bar
PATIENCE_S = 60  # many restarts long
LOOK_S = 0.05  # between two looks at the screen
AGAIN_S = 3  # after this a person tries a harmless thing once more


class NoAnswer(AssertionError):
    """The bot did not say what it should have."""


class NoButton(NoAnswer):
    """No message has such a button (any more)."""


@dataclass(frozen=True, slots=True)
class Page:
    """The newest message of the bot, as a person sees it."""

    message_id: int
    text: str
    buttons: dict[str, str]  # label -> what it sends
    document: str | None  # file id

    def asks(self, number: str) -> bool:
        found = ASKED.search(self.text)
        return found is not None and found[1] == number

    def offers(self, label: str) -> str | None:
        """Return what the button sends whose label begins so."""
        return next((data for name, data in self.buttons.items() if name.startswith(label)), None)


Shows = Callable[[Page], bool]
BLANK = Page(0, "", {}, None)


def asks(number: str) -> Shows:
    """Return whether a page asks that item."""
    return lambda page: page.asks(number)


def offers(label: str) -> Shows:
    """Return whether a page has that button."""
    return lambda page: page.offers(label) is not None


def says(words: str) -> Shows:
    """Return whether a page holds those words."""
    return lambda page: words in page.text


def newer_than(before: Page) -> Shows:
    """Return whether a page came after that one."""
    return lambda page: page.message_id > before.message_id


class Person:
    """One chat. Every doing says what the screen must show before the person goes on."""

    def __init__(self, people: BotApiDriver, name: str, acted: Callable[[], None]) -> None:
        self.people = people
        self.chat = people.open_chat(name)
        self.acts = 0
        self._acted = acted

    def says(self, text: str, until: Shows, *, again: bool = False) -> Page:
        """Type a text; `again`: type it once more when the answer does not come, which is harmless."""
        return self._do(lambda: self.people.say(self.chat, text), until, again=again)

    def types_ahead(self, texts: list[str], until: Shows) -> Page:
        """Type all the texts without waiting for an answer."""
        for text in texts[:-1]:
            self._do(lambda text=text: self.people.say(self.chat, text), lambda _: True)
        return self.says(texts[-1], until)

    def presses(self, label: str, until: Shows, *, again: bool = False) -> Page:
        """Press the newest button whose label begins so."""
        return self._do(lambda: self._press(label), until, again=again)

    def edits(self, old: str, new: str, until: Shows) -> Page:
        """Change the newest own message that says `old`, and wait for a new message."""
        mine = [one for one in self._messages() if not one["from_bot"] and one["text_html"] == old]
        is_new = newer_than(self.page())
        return self._do(
            lambda: self.people.edit(self.chat, mine[-1]["message_id"], new),
            lambda page: is_new(page) and until(page),
        )

    def sends(self, name: str, content: bytes, until: Shows) -> Page:
        """Send a file."""
        return self._do(lambda: self.people.send_file(self.chat, name, content), until)

    def page(self) -> Page:
        """Return the newest message of the bot."""
        return (self.pages() or [BLANK])[-1]

    def pages(self) -> list[Page]:
        """Return all that the bot said, oldest first."""
        return [_page(one) for one in self._messages() if one["from_bot"]]

    def _press(self, label: str) -> None:
        for message in reversed(self._messages()):
            data = _page(message).offers(label)
            if message["from_bot"] and data is not None:
                self.people.press(self.chat, message["message_id"], data)
                return
        raise NoButton(f"no button {label!r} under: {self.page().text}")

    def _do(self, act: Callable[[], object], until: Shows, *, again: bool = False) -> Page:
        deadline = time.monotonic() + PATIENCE_S
        self._act(act, deadline)
        self._acted()  # what is only done once more kills nothing: a start that is slow would never end
        while (page := self._waited(until, AGAIN_S if again else PATIENCE_S)) is None:
            if time.monotonic() > deadline:
                raise NoAnswer(f"the chat ends with: {self.page().text}")
            self._act(act, deadline)
        return page

    def _act(self, act: Callable[[], object], deadline: float) -> None:
        while True:
            try:
                act()
            except NoButton:  # taken away by an answer that is still on its way
                if time.monotonic() > deadline:
                    raise
                time.sleep(LOOK_S)
            except httpx.HTTPStatusError as problem:  # the button went away under the finger
                if problem.response.status_code != 409:
                    raise
                time.sleep(LOOK_S)
            else:
                break
        self.acts += 1

    def _waited(self, until: Shows, most_s: float) -> Page | None:
        deadline = time.monotonic() + most_s
        while time.monotonic() < deadline:
            page = self.page()
            if until(page):
                return page
            time.sleep(LOOK_S)
        return None

    def _messages(self) -> list[dict]:
        return self.people.messages(self.chat)


def _page(message: dict) -> Page:
    labels = {button["label"].removeprefix("✓ "): button["data"] or "" for row in message["buttons"] for button in row}
    file = message["document"]["file_id"] if message["document"] else None
    return Page(message["message_id"], unescape(TAG.sub("", message["text_html"])), labels, file)
