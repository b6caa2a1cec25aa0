"""/leave: forget a chat on this device, for who talked on a computer of others; nothing that was said is lost."""

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web.chat.page import language_of
from bot.web.chat.visitor import forget, is_sealed, visitor_of
from bot.web.pages import page


async def ask(request: Request) -> Response:
    """Say what it means, with one button; a browser without a chat has nothing to forget."""
    visitor = visitor_of(request)
    if visitor is None:
        return RedirectResponse("./", 303)
    return page("chat_leave", await language_of(request, visitor), up="", seal=visitor.form_seal)


async def leave(request: Request) -> Response:
    """Take the cookie away when our own form asks so."""
    visitor = visitor_of(request)
    said = parse_qs((await request.body()).decode("utf-8", "replace"))
    answer = RedirectResponse("./", 303)
    if visitor is None or not is_sealed(visitor, said.get("seal", [""])[0]):
        return answer
    return forget(request, answer)
