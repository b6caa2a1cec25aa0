"""Who talks in a random conversation: clerks of two towns in two provinces, an officer of one, and the agency."""

from dataclasses import dataclass, field

from tests.fakes import desk
from tests.fakes.conversation import Chat, Town

BEGINS = ("nobody came yet", "both began", "one only has to send", "one was sent")


@dataclass(slots=True, kw_only=True)
class Somebody:
    """One who talks; what others may not read of them bears their mark."""

    chat: Chat
    mark: str
    town: str
    mailbox: str
    must_not_read: tuple[str, ...] = ()
    typed: list[str] = field(default_factory=list)  # marks of what was taken, for as long as it must be there
    pressed: list[tuple[int, str]] = field(default_factory=list)  # buttons that stood once
    read: int = 0  # the newest message that was looked at
    marks: int = 0

    def known(self) -> dict[str, str]:
        """Return what fills the words that they type next, with a mark that nobody typed before."""
        self.marks += 1
        return {"mark": f"{self.mark}{self.marks}z", "town": self.town, "mailbox": self.mailbox}


async def come_in(town: Town, begin: str) -> list[Somebody]:
    """Let everybody come to where the conversation begins."""
    await _heist(town, begin)
    await _hasselt(town, begin)
    await desk.province(town)
    await desk.agency(town)
    return [
        await _somebody(town, "An", "anmerk", "Heist-op-den-Berg", "an.peeters@heist-op-den-berg.be", ("liesmerk",)),
        await _somebody(town, "Lies", "liesmerk", "Hasselt", "lies@hasselt.be", ("anmerk",)),
        await _somebody(town, "Piet", "pietmerk", "Heist-op-den-Berg", desk.PIET, ("liesmerk",)),
        await _somebody(town, "Els", "elsmerk", "Hasselt", desk.ELS),
    ]


async def _heist(town: Town, begin: str) -> None:
    if begin == "both began":
        await town.begun("An")
    elif begin == "one only has to send":
        await town.complete("An", "an.peeters@heist-op-den-berg.be")
    elif begin == "one was sent":
        await desk.sent(town, "An", "an.peeters@heist-op-den-berg.be")
    else:
        await town.person("An")


async def _hasselt(town: Town, begin: str) -> None:
    if begin == "nobody came yet":
        await town.person("Lies")
    else:
        await town.proven("Lies", "lies@hasselt.be", "Hasselt")


async def _somebody(
    town: Town, name: str, mark: str, of: str, mailbox: str, must_not_read: tuple[str, ...] = ()
) -> Somebody:
    chat = await town.person(name)
    messages = await town.api.messages(chat.chat_id)
    read = max((one.message_id for one in messages), default=0)
    return Somebody(chat=chat, mark=mark, town=of, mailbox=mailbox, must_not_read=must_not_read, read=read)
