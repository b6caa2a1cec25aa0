"""What happens in a chat while its page is open, as server-sent events.

Source: HTML Living Standard, "Server-sent events". A page that connects gets all messages first, unless it says that it
shows just these; one that connects again says what it showed once, and gets them. So nothing has to be remembered.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.local.chats import Seen
from bot.local.values import Deleted, LocalMessage, Notice, NotPossible
from bot.web.chat.page import MOST_PAGES, language_of
from bot.web.chat.shown import message_html, state_of
from bot.web.chat.visitor import visitor_of
from bot.web.site import Site, site_of

BEAT = ":\n\n"
BEAT_S = 20.0  # a comment goes out so often: a proxy lets the connection be, and one that broke is noticed


async def events(request: Request) -> Response:
    """Stream what changes in the chat of this browser."""
    visitor, site = visitor_of(request), site_of(request)
    if visitor is None:
        return _events(_closed("gone"))
    if site.open_pages[visitor.chat_id] >= MOST_PAGES:
        return _events(_closed("many"))
    shows = request.query_params.get("shows", "")
    return _events(_stream(site, visitor.chat_id, await language_of(request, visitor), shows))


def _events(stream: AsyncIterator[str]) -> Response:
    return StreamingResponse(stream, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def _closed(why: str) -> AsyncIterator[str]:
    """Tell a page to stop asking, and which sentence of its form says why."""
    yield _event("closed", {"why": why})


async def _stream(site: Site, chat_id: int, language: str, shows: str) -> AsyncIterator[str]:
    chat = site.chat
    site.open_pages[chat_id] += 1
    end = asyncio.create_task(site.closing.wait())
    try:
        with chat.api.watch(chat_id) as seen:
            yield _whole(await chat.api.messages(chat_id), language, shows)
            while not site.closing.is_set():
                changes = await _next(seen, end)
                yield "".join(_told(one, language) for one in changes) or BEAT
    except NotPossible:  # it was erased
        yield _event("closed", {"why": "gone"})
    finally:
        end.cancel()
        site.open_pages[chat_id] -= 1
        if not site.open_pages[chat_id]:
            del site.open_pages[chat_id]


async def _next(seen: "asyncio.Queue[Seen]", end: "asyncio.Task[bool]") -> list[Seen]:
    """Return the changes that come next, together; none when nothing happens for a while or the site closes."""
    change = asyncio.create_task(seen.get())
    try:
        await asyncio.wait([change, end], timeout=BEAT_S, return_when=asyncio.FIRST_COMPLETED)
        return [change.result(), *(seen.get_nowait() for _ in range(seen.qsize()))] if change.done() else []
    finally:
        change.cancel()


def _whole(messages: Sequence[LocalMessage], language: str, shows: str) -> str:
    """Return how the chat stands, which is nothing to tell to a page that shows it."""
    if state_of(messages, language) == shows:
        return _event("same", {})
    return _event("all", {"html": "".join(message_html(one, language) for one in messages)})


def _told(change: Seen, language: str) -> str:
    if isinstance(change, LocalMessage):
        return _event("one", {"id": change.message_id, "html": message_html(change, language)})
    if isinstance(change, Deleted):
        return _event("gone", {"id": change.message_id})
    return _event("note", {"text": change.text}) if isinstance(change, Notice) and change.text else BEAT


def _event(name: str, data: dict[str, object]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
