"""What a clerk of 2021 types: the way from hello to the receipt, item by item as Kernbot asks."""

import base64
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.demo.actor import Actor, LostThread
from bot.demo.cast import Applicant, Fate
from models.calls.call import Call, Item, Kind

# One grey square, as small as a photo gets.
A_JPG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqm"
    "x5moq6T/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVf/Z"
)
A_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
VAGUE = "Er is leegstand."
CLEAR = (
    "In de Kerkstraat in {town} staan {empty} van de 40 winkels leeg omdat de bakker en de slager stopten. "
    "Bewoners winkelen nu elders. We willen dat er binnen twee jaar weer drie winkels bij komen."
)
_ASKED = re.compile(r"^([1-9][0-9]?[a-z]?)\. ", re.MULTILINE)
_NUMBER = re.compile(r"[A-Z]+-[0-9]{4}-[0-9]-[0-9]{4,}")
_MOST_TURNS = 60  # far more than a checklist has items: then something is wrong


@dataclass(slots=True, kw_only=True)
class Clerk:
    """The clerk of one town at work."""

    who: Applicant
    actor: Actor
    call: Call
    code: Callable[[str], Awaitable[str]]  # gives the newest code that was mailed to a mailbox

    async def begins(self) -> None:
        """Say hello, and answer up to the proof of the mailbox."""
        await self.actor.says("/start")
        await self.actor.presses("Akkoord")
        await self._goes_on(until="contact_phone")

    async def finishes(self) -> None:
        """Come back and answer what is left."""
        await self.actor.says("/start")
        await self._goes_on(until=None)

    async def submits(self) -> str:
        """Send the application; return the number that it gets.

        Raises:
            LostThread: it was not taken.
        """
        await self.actor.says("/indienen")
        said = await self.actor.presses("Ja, indienen")
        found = _NUMBER.search(said)
        if found is None:
            raise LostThread(f"{self.actor.name} gets no number: {said}")
        return found[0]

    async def _goes_on(self, until: str | None) -> None:
        """Answer what is asked, until the item `until` is or nothing is left.

        Raises:
            LostThread: the checklist does not come to an end.
        """
        for _ in range(_MOST_TURNS):
            item = self._asked(await self.actor.last_heard())
            if item is None or item.key == until:
                return
            await self._answers(item)
        raise LostThread(f"{self.actor.name} is asked without end: {await self.actor.last_heard()}")

    def _asked(self, said: str) -> Item | None:
        numbers = _ASKED.findall(said)
        return self.call.checklist.by_number.get(numbers[-1]) if numbers else None

    async def _answers(self, item: Item) -> None:
        if item.kind is Kind.FILE:
            name = item.example.nl
            await self.actor.sends(name, A_JPG if name.endswith(".jpg") else A_PDF)
        elif item.kind is Kind.MUNICIPALITY:
            await self.actor.says(self.who.town.name)
            await self.actor.presses("Ja")
        else:
            await self._types(item)

    async def _types(self, item: Item) -> None:
        said = await self.actor.says(self._words(item))
        if item.key == "contact_email":
            await self.actor.says(await self.code(self.who.mailbox))
        elif said.startswith("Bewaard. Dit is"):  # the coach misses something, and the clerk leaves it so
            await self.actor.presses("Laat zo")

    def _words(self, item: Item) -> str:
        town = self.who.town.name
        own = {
            "contact_name": self.who.clerk,
            "contact_email": self.who.mailbox,
            "challenge": VAGUE if self.who.fate is Fate.UNCLEAR else self._clear_words(),
            "backup_email": f"economie@{self.who.mailbox.partition('@')[2]}",
            "core_area": f"Het centrum van {town}: de Kerkstraat en het Dorpsplein",
        }
        return own.get(item.key, item.example.nl).strip()

    def _clear_words(self) -> str:
        return CLEAR.format(town=self.who.town.name, empty=5 + self.who.place % 9)
