"""What happens in a chat while its page is open, as server-sent events.

Source: HTML Living Standard, "Server-sent events". A page that connects (again) gets all messages first, so nothing
has to be remembered of what it saw.
"""

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.local.chats import Seen
from bot.local.values import Deleted, LocalMessage, Notice, NotPossible
from bot.web.chat.page import language_of
from bot.web.chat.shown import message_html
from bot.web.chat.visitor import visitor_of
from bot.web.site import Site, site_of

BEAT = ":\n\n"
BEAT_S = 20.0  # a comment goes out so often: a proxy lets the connection be, and one that broke is noticed
MOST_PAGES = 5  # of one chat that are open at once


async def events(request: Request) -> Response:
    """Stream what changes in the chat of this browser."""
    visitor = visitor_of(request)
    if visitor is None:
        return Response(status_code=204)  # the page that asks stops asking
    site, chat_id = site_of(request), visitor.chat_id
    if site.open_pages[chat_id] >= MOST_PAGES:
        return Response(status_code=204)
    return StreamingResponse(
        _stream(site, chat_id, await language_of(request, visitor)),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


async def _stream(site: Site, chat_id: int, language: str) -> AsyncIterator[str]:
    chat = site.chat
    site.open_pages[chat_id] += 1
    try:
        with chat.api.watch(chat_id) as seen:
            messages = await chat.api.messages(chat_id)
            yield _event("all", {"html": "".join(message_html(one, language) for one in messages)})
            while not site.closing.is_set():
                change = await _next(seen, site.closing)
                yield BEAT if change is None else _told(change, language)
    except NotPossible:
        return
    finally:
        site.open_pages[chat_id] -= 1
        if not site.open_pages[chat_id]:
            del site.open_pages[chat_id]


async def _next(seen: "asyncio.Queue[Seen]", closing: asyncio.Event) -> Seen | None:
    """Return the next change, or None when nothing happens for a while or the site closes."""
    change, end = asyncio.create_task(seen.get()), asyncio.create_task(closing.wait())
    try:
        await asyncio.wait([change, end], timeout=BEAT_S, return_when=asyncio.FIRST_COMPLETED)
        return change.result() if change.done() else None
    finally:
        change.cancel()
        end.cancel()


def _told(change: Seen, language: str) -> str:
    if isinstance(change, LocalMessage):
        return _event("one", {"id": change.message_id, "html": message_html(change, language)})
    if isinstance(change, Deleted):
        return _event("gone", {"id": change.message_id})
    return _event("note", {"text": change.text}) if isinstance(change, Notice) and change.text else BEAT


def _event(name: str, data: dict[str, object]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
