"""The chat in the terminal: the real Application over the Bot API of this machine."""

import asyncio
import sys
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session

from bot.clock import Clock
from bot.fronts.front import Front
from bot.house import OpenHouse, open_house
from bot.local.api import LocalApi
from bot.local.chats import Seen
from bot.local.front import local_front
from bot.local.values import LocalMessage, NotPossible
from bot.settings import Settings
from bot.terminal import page
from models.language.wording import words
from models.records.messages.outbox import IN_THE_TERMINAL
from models.records.people import code_queries, person_queries

FRONT = IN_THE_TERMINAL
SERIES = 1  # of ids: the browser has the second
YOU = "jij"


async def chat(settings: Settings, clock: Clock, person: str = YOU) -> None:
    """Talk in the terminal, or take lines from a pipe; what is due is sent before it ends."""
    with open_house(settings, clock) as house:
        await talk(house, person)
        await house.post.close()


async def talk(house: OpenHouse, person: str = YOU) -> None:
    """Talk until the input ends."""
    async with open_terminal(house, person) as terminal:
        await terminal.run()


@asynccontextmanager
async def open_terminal(house: OpenHouse, person: str) -> AsyncIterator["Terminal"]:
    """Open the local front and one person's chat in it."""
    async with local_front(house, FRONT, SERIES) as (api, front):
        # The same name is the same person the next time; "jij" is no name that others could read.
        name = " " if person.casefold() == YOU else person[:1].upper() + person[1:]
        chat_id = await api.open_chat(name, chat_id=chat_of(person))
        with api.watch(chat_id) as seen:
            yield Terminal(house=house, api=api, front=front, name=name, chat_id=chat_id, seen=seen)


def chat_of(person: str) -> int:
    """Return the chat of a person who talks under that name, in capitals or not."""
    return 1 + zlib.crc32(person.casefold().encode())


@dataclass(slots=True, kw_only=True)
class Terminal:
    """One person's chat: lines in, the conversation out."""

    house: OpenHouse
    api: LocalApi
    front: Front
    name: str
    chat_id: int
    seen: "asyncio.Queue[Seen]"

    async def run(self) -> None:
        """Take lines until the input ends; a chat that is new begins with /start, as on Telegram."""
        typed_here = sys.stdin.isatty()
        first = None if typed_here else await self._line()
        known = await self.api.messages(self.chat_id)
        if typed_here or (not known and not (first or "").startswith("/start")):
            await self.say("/start")
        line = await self._line() if typed_here else first
        while line is not None:
            if line.strip():
                if not typed_here:
                    page.show_own(line)
                await self.take(line.strip())
            line = await self._line()
        await self._read_mail()
        await self.house.pass_time()
        await self._show()
        await self.house.erasures.finish(at_once=True)  # the goodbye was read, and nobody comes by later

    async def take(self, line: str) -> None:
        """Take one line: a button, a file, a mailed code, or plain text."""
        typed = page.read_line(line, await self._buttons())
        if typed.problem:
            await self._refuse(typed.problem, typed.about)
        elif typed.press is not None:
            message_id, data = typed.press
            await self._answered(await self.api.press(self.chat_id, message_id, data))
        elif typed.file is not None:
            await self._send(typed.file)
        elif typed.wants_code:
            await self._type_code()
        else:
            await self.say(typed.text)

    async def say(self, text: str) -> None:
        """Say something and show what is answered; a chat that was erased meanwhile begins anew."""
        try:
            update_id = await self.api.say(self.chat_id, text)
        except NotPossible:
            await self.api.open_chat(self.name, chat_id=self.chat_id)
            update_id = await self.api.say(self.chat_id, text)
        await self._answered(update_id)

    async def _send(self, path: Path) -> None:
        content = await asyncio.to_thread(path.read_bytes)
        photo = path.suffix.lower() in {".jpg", ".jpeg", ".png"}
        await self._answered(await self.api.send_file(self.chat_id, path.name, content, as_photo=photo))

    async def _type_code(self) -> None:
        folder = self.house.mail_folder
        email = await self.house.services.store.run(_newest_asked, self.chat_id)
        code = page.code_in_mail(folder, email) if folder is not None and email else None
        if code is None:
            await self._refuse("no_code")
        else:
            await self.say(code)

    async def _refuse(self, problem: str, about: str = "") -> None:
        """Say in the language of the chat why a line could not be taken."""
        speaker = await self.house.services.store.run(person_queries.speaker, FRONT, self.chat_id)
        language = speaker.language if speaker is not None else self.house.services.house.language
        page.show_problem(words().say(f"terminal.{problem}", language, about=about))

    async def _answered(self, update_id: int) -> None:
        """Show what is answered, and then what comes of the messages that it caused."""
        await self.front.inbox.expect(update_id)
        await self._show()
        await self.house.calendars.follow()
        await self._read_mail()
        await self.house.sweep.send_due()
        await self._show()

    async def _read_mail(self) -> None:
        if self.house.mail_in is not None:
            await self.house.mail_in.read()

    async def _show(self) -> None:
        while not self.seen.empty():
            page.show(self.seen.get_nowait())

    async def _buttons(self) -> LocalMessage | None:
        messages = await self.api.messages(self.chat_id)
        return next((one for one in reversed(messages) if one.from_bot and one.buttons), None)

    async def _line(self) -> str | None:
        """Return the next line, or None at the end of the input; messages that come meanwhile are shown."""
        if sys.stdin.isatty():
            page.prompt()
        reading = _next_line()
        try:
            while not reading.done():
                waiting = asyncio.ensure_future(self.seen.get())
                both: list[asyncio.Future[Any]] = [reading, waiting]
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
                if waiting.done():
                    page.show(waiting.result())
                else:
                    waiting.cancel()
            line = await reading
        finally:
            reading.cancel()
        return line.rstrip("\n") if line else None


def _next_line() -> "asyncio.Future[str]":
    """Return the line that is read next; at a terminal without a thread, which would hold up a stop until Enter."""
    loop = asyncio.get_running_loop()
    if not sys.stdin.isatty():
        return loop.run_in_executor(None, sys.stdin.readline)
    line: asyncio.Future[str] = loop.create_future()
    loop.add_reader(sys.stdin, lambda: line.set_result(sys.stdin.readline()))
    line.add_done_callback(lambda _: loop.remove_reader(sys.stdin))
    return line


def _newest_asked(session: Session, chat_id: int) -> str | None:
    speaker = person_queries.speaker(session, FRONT, chat_id)
    row = code_queries.newest(session, speaker.person_id) if speaker is not None else None
    return row.email if row is not None else None
