"""In which language a public page is read."""

from starlette.requests import Request

from bot.web.chat.page import language_of
from bot.web.chat.visitor import visitor_of
from bot.web.wording import asked_for


async def language_for(request: Request) -> str:
    """Return the language that was asked for, else the one in which this browser's chat is, or that it wishes."""
    return asked_for(request) or await language_of(request, visitor_of(request))
