"""The stage of the replay: the real house on a simulated clock, with a chat for everybody."""

import email
import email.policy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.clock import SimulatedClock
from bot.demo import slate
from bot.demo.actor import Actor
from bot.demo.officer import TOKEN
from bot.fronts.front import Front
from bot.house import OpenHouse, open_house
from bot.local.api import LocalApi
from bot.local.front import local_front
from bot.settings import Settings
from bot.terminal import chat as terminal
from bot.terminal.page import code_in_mail
from models.records.messages import inbox_queries


@dataclass(slots=True, kw_only=True)
class Stage:
    """The house, and who talks to it."""

    house: OpenHouse
    api: LocalApi
    front: Front
    clock: SimulatedClock
    actors: dict[str, Actor] = field(default_factory=dict)

    async def actor(self, name: str) -> Actor:
        """Return the person of that name, in the chat in which `kernbot chat --as NAME` goes on."""
        if name not in self.actors:
            chat_id = await self.api.open_chat(name, chat_id=terminal.chat_of(name))
            self.actors[name] = Actor(api=self.api, front=self.front, chat_id=chat_id, name=name)
        return self.actors[name]

    async def mailed_code(self, mailbox: str) -> str:
        """Let what is due leave, and return the newest code that was mailed to a mailbox."""
        await self.house.sweep.send_due()
        code = code_in_mail(slate.mail_folder(self.house.settings), mailbox)
        if code is None:
            raise LookupError(f"no code was mailed to {mailbox}")
        return code

    async def mailed_token(self, mailbox: str) -> str:
        """Let what is due leave, and return the newest invitation that was mailed to a mailbox."""
        await self.house.sweep.send_due()
        folder = slate.mail_folder(self.house.settings)
        for path in sorted(folder.glob(f"*{mailbox}*.eml"), reverse=True):
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            body = mail.get_body(("plain",))
            found = TOKEN.search(body.get_content()) if body is not None else None
            if found:
                return found[1]
        raise LookupError(f"no invitation was mailed to {mailbox}")

    async def pass_time(self) -> None:
        """Do all that `kernbot run` does by itself, as it is due now."""
        await self.house.services.store.run(inbox_queries.mark_read, self.clock())  # nothing waits in a chat of its own
        await self.house.pass_time()

    @property
    def turns(self) -> int:
        """Return how many turns were taken by everybody."""
        return sum(actor.turns for actor in self.actors.values())


@asynccontextmanager
async def open_stage(settings: Settings, clock: SimulatedClock) -> AsyncIterator[Stage]:
    """Open the house of the replay, and close it again."""
    with open_house(settings, clock) as house:
        async with local_front(house, terminal.FRONT, terminal.SERIES) as (api, front):
            yield Stage(house=house, api=api, front=front, clock=clock)
        await house.post.close()
