"""A conversation in the tests: the real Application over the Bot API of this machine, on a clock that stands still."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.fronts.front import Front, running_front
from bot.house import OpenHouse, open_house
from bot.local.api import LocalApi
from bot.local.request import LocalRequest
from bot.local.rows import RowKeeper
from bot.local.values import LocalMessage, Notice
from bot.settings import Settings
from bot.terminal.page import code_in_mail
from models.files.file_folder import FileFolder
from tests.fakes.empty_database import with_database
from tests.fakes.played_once import Way, begin_way, lay_key, played_once

BRUSSELS = ZoneInfo("Europe/Brussels")
TAG = re.compile(r"</?[a-z]+[^>]*>")
A_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

# A valid answer to every item of the shipped call, in the order in which they are asked.
CLEAR = (
    "In de Kerkstraat in Itegem staan 6 van de 40 winkels leeg omdat de bakker en de slager stopten. Bewoners winkelen "
    "nu in Lier. We willen dat er binnen twee jaar weer drie winkels bij komen."
)


class StandingClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now.astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now

    def move_to(self, local: str) -> None:
        """Move to a moment in Brussels, such as "2021-11-12 23:59:59"."""
        self.now = datetime.fromisoformat(local).replace(tzinfo=BRUSSELS).astimezone(UTC)

    def pass_(self, **duration: float) -> None:
        """Let time pass."""
        self.now += timedelta(**duration)


@dataclass(slots=True)
class Said:
    """What the bot answered to one thing that a person did."""

    text: str
    labels: list[str]
    documents: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def __contains__(self, words: str) -> bool:
        return words in self.text


@dataclass(slots=True, kw_only=True)
class Chat:
    """One person's chat with Kernbot; every doing returns what the bot answered."""

    house: OpenHouse
    api: LocalApi
    front: Front
    clock: StandingClock
    chat_id: int

    async def says(self, text: str) -> Said:
        """Type a text."""
        return await self._after(self.api.say(self.chat_id, text))

    async def presses(self, label: str, *, in_message: int | None = None) -> Said:
        """Press the button with that label (or whose label begins so) in the newest message that has it."""
        message, data = await self.button(label, in_message=in_message)
        return await self._after(self.api.press(self.chat_id, message, data))

    async def forges(self, data: str, *, message_id: int = 1) -> Said:
        """Press a button that does not exist."""
        return await self._after(self.api.press(self.chat_id, message_id, data, force=True))

    async def edits(self, message_id: int, text: str) -> Said:
        """Change a message that was typed before."""
        return await self._after(self.api.edit(self.chat_id, message_id, text))

    async def sends(self, name: str, content: bytes = A_PDF, **how: object) -> Said:
        """Send a file."""
        return await self._after(self.api.send_file(self.chat_id, name, content, **how))

    async def shares(self, **content: object) -> Said:
        """Send what is neither text nor file, as the Bot API writes it: `location={...}`, `sticker={...}`."""
        return await self._after(self.api.send_other(self.chat_id, content))

    async def types_the_code(self, mailbox: str) -> Said:
        """Type the newest code that was mailed to `mailbox`."""
        await self.house.sweep.send_due()
        code = code_in_mail(self.house.settings.data_dir / "mail", mailbox)
        assert code is not None, f"no code was mailed to {mailbox}"
        return await self.says(code)

    async def answers(self, *texts: str) -> Said:
        """Type several texts; return what the bot answered to the last."""
        said = Said("", [])
        for text in texts:
            said = await self.says(text)
        return said

    async def button(self, label: str, *, in_message: int | None = None) -> tuple[int, str]:
        """Return (message id, data) of a button."""
        for message in reversed(await self.api.messages(self.chat_id)):
            if in_message is not None and message.message_id != in_message:
                continue
            for row in message.buttons:
                for one in row:
                    if one.data and one.label.removeprefix("✓ ").startswith(label):
                        return message.message_id, one.data
        raise AssertionError(f"no button {label!r}")

    async def own_messages(self) -> list[LocalMessage]:
        """Return what the person typed, oldest first."""
        return [one for one in await self.api.messages(self.chat_id) if not one.from_bot]

    async def bot_messages(self) -> list[LocalMessage]:
        """Return what the bot said, oldest first."""
        return [one for one in await self.api.messages(self.chat_id) if one.from_bot]

    async def _after(self, doing: object) -> Said:
        with self.api.watch(self.chat_id) as seen:
            update_id = await doing  # type: ignore[misc]
            await self.front.inbox.expect(update_id)
            texts, labels, documents, notices = [], [], [], []
            while not seen.empty():
                one = seen.get_nowait()
                if isinstance(one, Notice):
                    notices.append(one.text)
                elif isinstance(one, LocalMessage) and one.from_bot and not (one.edited_at and not one.buttons):
                    texts.append(unescape(TAG.sub("", one.text_html)))
                    labels += [button.label for row in one.buttons for button in row]
                    documents += [one.document.name] if one.document else []
        return Said("\n".join([*notices, *texts]), labels, documents, notices)


@dataclass(slots=True, kw_only=True)
class Town:
    """A running Kernbot in which several people can talk."""

    house: OpenHouse
    api: LocalApi
    front: Front
    clock: StandingClock
    way: Way | None = None  # None: all that people do is really done

    async def person(self, name: str) -> Chat:
        """Return a person's chat; the same name is the same chat."""
        chat_id = 1 + sum(ord(sign) * 31**place for place, sign in enumerate(name)) % 10**9
        await self.api.open_chat(name, chat_id=chat_id)
        return Chat(house=self.house, api=self.api, front=self.front, clock=self.clock, chat_id=chat_id)

    @played_once
    async def begun(self, name: str, town: str = "Heist-op-den-Berg") -> Chat:
        """Return the chat of a person who agreed and confirmed their municipality."""
        chat = await self.person(name)
        await chat.says("/start")
        await chat.presses("Akkoord")
        await chat.says(town)
        await chat.presses("Ja")
        return chat

    @played_once
    async def proven(self, name: str, mailbox: str, town: str = "Heist-op-den-Berg") -> Chat:
        """Return the chat of a person who proved a mailbox and is asked item 5."""
        chat = await self.begun(name, town)
        await chat.answers("An Peeters", "Deskundige lokale economie", mailbox)
        await chat.types_the_code(mailbox)
        return chat

    @played_once
    async def complete(self, name: str, mailbox: str, town: str = "Heist-op-den-Berg") -> Chat:
        """Return the chat of a person who answered everything and proved a mailbox."""
        chat = await self.proven(name, mailbox, town)
        await chat.answers("015 25 00 00", "Dorpskern Itegem: Kerkstraat en Dorpsplein", CLEAR, "beleving")
        await chat.answers(CLEAR, CLEAR, "lokale economie, mobiliteit", "6")
        await chat.sends("besluit.pdf")
        await chat.answers("14 juni", CLEAR, "evenementen", "Zo snel mogelijk", "Jan Janssens", "Bram Claes")
        await chat.answers("Diensthoofd", "bram.claes@heist-op-den-berg.be", "015 25 00 01")
        await chat.presses("Overslaan")
        await chat.presses("Overslaan")
        await chat.says("ja")
        return chat

    async def mails(self) -> list[Path]:
        """Send what is due and return the mails that were written, in order."""
        await self.house.sweep.send_due()
        return sorted((self.house.settings.data_dir / "mail").glob("*.eml"))


@asynccontextmanager
async def open_town(
    data_dir: Path,
    clock: StandingClock,
    call: str = "profploeg-2021",
    *,
    remembers: bool = False,
    stamps_presses: bool = True,
    by_known_ways: bool = False,
    url: str = "",
) -> AsyncIterator[Town]:
    """Open a Kernbot in `data_dir` with people who can talk to it.

    With `remembers` the chats outlive the town, so that it can be opened again; without `stamps_presses` a press bears
    no moment, as on Telegram. A new town goes `by_known_ways` when it may be put where another one came before.
    """
    if by_known_ways:
        lay_key(data_dir)
    settings = with_database(Settings(_env_file=None, data_dir=data_dir, call=call, database_url=url))
    with open_house(settings, clock) as house:
        keeper = RowKeeper(house.services.store, FileFolder(data_dir / "local-files")) if remembers else None
        api = LocalApi(clock=clock, keeper=keeper, press_dates=stamps_presses)
        async with running_front(
            house,
            "local",
            token="0:local",
            request=LocalRequest(api),
            polling_request=LocalRequest(api),
            api_url="http://local",
            stamps_presses=stamps_presses,
        ) as front:
            town = Town(house=house, api=api, front=front, clock=clock)
            if by_known_ways:
                await begin_way(town, house.services.house.call.version, stamps_presses)
            yield town
