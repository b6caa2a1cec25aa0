"""A random conversation: people do what they like, and after each step all promises hold."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from structlog.testing import capture_logs

from bot.terminal.page import code_in_mail
from handlers.buttons import verbs
from tests.fakes.conversation import A_PDF, BRUSSELS, Said, StandingClock, Town, open_town
from tests.fakes.empty_database import ON_POSTGRES, drop_database
from tests.fakes.mailbag import TOKEN
from tests.hostile import promises, words
from tests.hostile.doings import Doing
from tests.hostile.people import Somebody, come_in

WAITS = ({"minutes": 1}, {"minutes": 11}, {"hours": 3}, {"days": 1}, {"days": 4}, {"days": 23}, {"days": 60})
FILES = (
    ("besluit.pdf", A_PDF),
    ("../../\u202e{mark}\x00.pdf", A_PDF),
    ("niets.pdf", b""),
    ("bom.docx", b"PK\x03\x04" + b"\0" * 400),
    ("programma.exe", b"MZ" + b"\0" * 400),
    ("=1+1.pdf", A_PDF),
)
OTHERS: tuple[dict[str, Any], ...] = (
    {"location": {"latitude": 51.0, "longitude": 4.7}},
    {"contact": {"phone_number": "+3215250000", "first_name": "An"}},
    {"dice": {"emoji": "🎲", "value": 3}},
)


@dataclass(slots=True, kw_only=True)
class Walk:
    """People in a town, and what was done and said so far."""

    town: Town
    people: list[Somebody]
    logs: list[Any]
    told: list[str] = field(default_factory=list)

    async def does(self, doing: Doing) -> None:
        """Let somebody do something.

        Raises:
            Broken: A promise did not hold.
        """
        who = self.people[doing.who]
        erased = await self._erasures()
        said = await self._done(who, doing)
        if said is not None:
            promises.answered(said)
        promises.no_mistake_of_ours(said.text if said else "", self.logs)
        if await self._erasures() != erased:
            for one in self.people:
                one.typed.clear()
        await self._nobody_reads_what_is_not_theirs()

    async def leads_on(self) -> None:
        """Hold that everybody can go on, whatever happened, and that all that was typed is there.

        Raises:
            Broken: Somebody is stuck, or something was lost.
        """
        for who in self.people:
            for command in ("/status", "/aanvraag", "/start"):
                said = await who.chat.says(command)
                promises.answered(said)
                promises.no_mistake_of_ours(said.text, self.logs)
                if command != "/status" and not said.labels and "?" not in said.text and "mijn" not in said.text:
                    raise promises.Broken(f"nothing leads on from {command}: {said.text}")
            for mark in who.typed:
                if not await self._is_kept(mark):
                    raise promises.Broken(f"lost later: {mark}")

    async def _erasures(self) -> int:
        return await self.town.house.services.store.run(promises.erasures)

    async def _is_kept(self, mark: str) -> bool:
        return await self.town.house.services.store.run(promises.is_kept, mark)

    async def _nobody_reads_what_is_not_theirs(self) -> None:
        for who in self.people:
            for message in await self.town.api.messages(who.chat.chat_id):
                if message.message_id <= who.read:
                    continue
                who.read = message.message_id
                who.pressed += [(message.message_id, one.data) for row in message.buttons for one in row if one.data]
                foreign = [mark for mark in who.must_not_read if message.from_bot and mark in message.text_html]
                if foreign:
                    raise promises.Broken(f"{who.mark} reads {foreign}: {message.text_html}")
                if message.from_bot:
                    promises.no_mistake_of_ours(message.text_html, ())

    async def _done(self, who: Somebody, doing: Doing) -> Said | None:
        done = DOINGS[doing.kind]
        return await done(self, who, doing.number)

    async def _types(self, who: Somebody, text: str, mark: str | None = None) -> Said:
        said = await who.chat.says(text)
        self._tell(who, f"types {text[:120]!r}", said)
        if mark is not None and mark in text and not text.startswith("/"):
            if await self._is_kept(mark):
                who.typed.append(mark)
            elif not any(words in said for words in promises.NOT_TAKEN):
                raise promises.Broken(f"not kept and not told: {text[:80]!r}")
        return said

    def _tell(self, who: Somebody, what: str, said: Said | None) -> None:
        heard = said.text.replace("\n", " | ")[:400] if said else "(nothing there)"
        self.told.append(
            f"[{self.town.clock():%d/%m %H:%M}] {who.mark} {what} -> {heard} {said.labels if said else ''}"
        )

    async def answer(self, who: Somebody, number: int) -> Said:
        known = who.known()
        return await self._types(who, words.answer(number, known), known["mark"])

    async def hostile(self, who: Somebody, number: int) -> Said:
        known = who.known()
        return await self._types(who, words.hostile(number, known), known["mark"])

    async def command(self, who: Somebody, number: int) -> Said:
        return await self._types(who, words.command(number, who.known()))

    async def code(self, who: Somebody, _number: int) -> Said | None:
        await self.town.house.sweep.send_due()
        code = code_in_mail(self.town.house.settings.data_dir / "mail", who.mailbox)
        return await self._types(who, code) if code else None

    async def token(self, who: Somebody, number: int) -> Said | None:
        mails = sorted((self.town.house.settings.data_dir / "mail").glob("*.eml"))
        tokens = [one for mail in mails for one in TOKEN.findall(mail.read_text("utf-8", "replace"))]
        return await self._types(who, tokens[number % len(tokens)]) if tokens else None

    async def newest(self, who: Somebody, number: int) -> Said | None:
        return await self._pressed(who, [one for one in await self._standing(who) if one[0] == self._last(who)], number)

    async def standing(self, who: Somebody, number: int) -> Said | None:
        return await self._pressed(who, await self._standing(who), number)

    async def old(self, who: Somebody, number: int) -> Said | None:
        return await self._pressed(who, who.pressed, number)

    async def foreign(self, who: Somebody, number: int) -> Said | None:
        others = [one for other in self.people if other is not who for one in other.pressed]
        return await self._pressed(who, others, number)

    async def forged(self, who: Somebody, number: int) -> Said | None:
        verb = sorted(verbs())[number % len(verbs())]
        arguments = [str((number >> place) % 7) for place in range(number % 4)]
        return await self._pressed(who, [(1, ":".join([verb, *arguments]))], 0)

    async def edit(self, who: Somebody, number: int) -> Said | None:
        own = await who.chat.own_messages()
        if not own:
            return None
        text = words.answer(number // 7, who.known())
        said = await who.chat.edits(own[number % len(own)].message_id, text)
        self._tell(who, f"edits {own[number % len(own)].text_html[:60]!r} to {text[:60]!r}", said)
        return said

    async def file(self, who: Somebody, number: int) -> Said:
        name, content = FILES[number % len(FILES)]
        said = await who.chat.sends(name.format(**who.known()), content, caption=(None, "kijk")[number % 2])
        self._tell(who, f"sends {name!r}", said)
        return said

    async def other(self, who: Somebody, number: int) -> Said:
        said = await who.chat.shares(**OTHERS[number % len(OTHERS)])
        self._tell(who, "sends something else", said)
        return said

    async def wait(self, who: Somebody, number: int) -> None:
        self.town.clock.pass_(**WAITS[number % len(WAITS)])
        await self.town.house.pass_time()
        self._tell(who, f"waits {WAITS[number % len(WAITS)]}", None)

    def _last(self, who: Somebody) -> int:
        return max((message_id for message_id, _ in who.pressed), default=0)

    async def _standing(self, who: Somebody) -> list[tuple[int, str]]:
        messages = await self.town.api.messages(who.chat.chat_id)
        return [
            (one.message_id, button.data) for one in messages for row in one.buttons for button in row if button.data
        ]

    async def _pressed(self, who: Somebody, buttons: Sequence[tuple[int, str]], number: int) -> Said | None:
        if not buttons:
            return None
        message_id, data = buttons[number % len(buttons)]
        said = await who.chat.forges(data, message_id=message_id)
        self._tell(who, f"presses {data}", said)
        return said


DOINGS = {
    "types an answer": Walk.answer,
    "types hostile text": Walk.hostile,
    "types the code": Walk.code,
    "types a token": Walk.token,
    "gives a command": Walk.command,
    "presses the newest": Walk.newest,
    "presses what stands": Walk.standing,
    "presses an old one": Walk.old,
    "presses a foreign one": Walk.foreign,
    "forges": Walk.forged,
    "edits": Walk.edit,
    "sends a file": Walk.file,
    "sends something else": Walk.other,
    "lets time pass": Walk.wait,
}


@asynccontextmanager
async def walking(data_dir: Path, begin: str) -> AsyncIterator[Walk]:
    """Open a town in which a random conversation can begin."""
    clock = StandingClock(datetime(2021, 10, 20, 10, 0, tzinfo=BRUSSELS))
    async with open_town(data_dir, clock, by_known_ways=True) as town:
        people = await come_in(town, begin)
        with capture_logs() as logs:
            yield Walk(town=town, people=people, logs=logs)
    if ON_POSTGRES:
        drop_database(data_dir)
