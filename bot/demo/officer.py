"""What officers did in 2021: the agency checks and decides, the province helps who fell out to the next round."""

import re
from dataclasses import dataclass

from bot.demo.actor import Actor, LostThread
from bot.demo.cast import Fate

LACKS = "12: Het besluit van het college is niet getekend."
VAGUE = "7: We lezen niet waar het speelt en wat jullie willen bereiken."
TOO_MANY = "Er waren meer aanvragen dan de experts aankunnen."
TOKEN = re.compile(r"^([a-z2-7]{26})\r?$", re.MULTILINE)


@dataclass(slots=True, kw_only=True)
class Officer:
    """An officer at the desk in chat."""

    actor: Actor

    async def accepts(self, token: str) -> None:
        """Take the invitation that was mailed."""
        await self.actor.says(token)
        await self.actor.presses("Akkoord")


@dataclass(slots=True, kw_only=True)
class ProvinceOfficer(Officer):
    """An officer of a province."""

    async def nudges(self, town: str) -> None:
        """Take a municipality that fell out upon oneself, and send it the ready text.

        Raises:
            LostThread: it is not among those that fell out, or nothing is sent.
        """
        await self.actor.says("/aansporing")
        await self.actor.presses(town)
        await self.actor.presses("Ik volg op")
        await self.actor.presses("Aansporen")
        said = await self.actor.presses("Versturen")
        if "onderweg" not in said:
            raise LostThread(f"{town} is not written to: {said}")


@dataclass(slots=True, kw_only=True)
class AgencyOfficer(Officer):
    """An officer of the agency."""

    async def checks(self, number: str, fate: Fate) -> None:
        """Say whether an application is admissible."""
        if fate is Fate.INADMISSIBLE:
            await self._decides(number, "Onontvankelijk", lacking="12. ", words=LACKS)
        else:
            await self._decides(number, "Ontvankelijk")

    async def selects(self, number: str, fate: Fate) -> None:
        """Say what becomes of an admissible application."""
        match fate:
            case Fate.UNCLEAR:
                await self._decides(number, "Onvoldoende duidelijk", lacking="7. ", words=VAGUE)
            case Fate.NOT_SELECTED:
                await self._decides(number, "Niet geselecteerd", words=TOO_MANY)
            case _:
                await self._decides(number, "Geselecteerd")

    async def _decides(self, number: str, button: str, *, lacking: str = "", words: str = "") -> None:
        await self.actor.says(number)
        await self.actor.presses(button)
        if lacking:
            await self.actor.presses(lacking)
        if words:
            await self.actor.says(words)
        await self.actor.presses("Bekijk de brief")
        said = await self.actor.presses("Bevestigen")
        if "Beslist" not in said:
            raise LostThread(f"the decision about {number} was not taken: {said}")
