"""Clerks who type, a hundred at once, each waiting for what the bot says before typing on."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from time import perf_counter

from bot.local.api import LocalApi
from bot.local.chats import Seen
from bot.local.values import LocalMessage

AT_ONCE = 100

Expect = Callable[[int], "asyncio.Future[None]"]


async def turns_a_second(
    api: LocalApi, chats: Sequence[int], texts: Sequence[str], expect: Expect | None = None
) -> float:
    """Let the people of `chats` type all `texts`; return how many were answered in a second.

    With `expect` the time runs on until every update is marked as answered, too.
    """
    marks: list[asyncio.Future[None]] = []
    waiting = iter(chats)
    began = perf_counter()
    await asyncio.gather(*(_type(api, waiting, texts, expect, marks) for _ in range(AT_ONCE)))
    await asyncio.gather(*marks)
    return len(chats) * len(texts) / (perf_counter() - began)


async def _type(
    api: LocalApi,
    chats: Iterator[int],
    texts: Sequence[str],
    expect: Expect | None,
    marks: "list[asyncio.Future[None]]",
) -> None:
    for chat_id in chats:
        with api.watch(chat_id) as seen:
            for text in texts:
                # Nobody types what another typed to the letter, so nothing can be remembered from one to the next.
                update_id = await api.say(chat_id, text if text.startswith("/") else f"{text} Dossier {chat_id}.")
                if expect is not None:
                    marks.append(expect(update_id))
                await _reply(seen)


async def _reply(seen: "asyncio.Queue[Seen]") -> None:
    """Wait for a new message of the bot."""
    while True:
        change = await seen.get()
        if isinstance(change, LocalMessage) and change.from_bot and change.edited_at is None:
            return
