"""/privacy and /toegankelijkheid: what is kept of whom, and for whom the pages work."""

from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages import page
from bot.web.public.reading import language_for
from bot.web.site import site_of
from handlers.views.own_data import privacy_facts


async def privacy(request: Request) -> Response:
    """Say what is kept, why, who sees it and for how long: the same facts as /privacy in the conversation."""
    language, call = await language_for(request), site_of(request).house.services.house.call
    return page("public_privacy", language, up="", facts=privacy_facts(call, language), help=_help(request, language))


async def accessibility(request: Request) -> Response:
    """Say for whom the pages work, how that was tested, and where to turn to when they do not."""
    language = await language_for(request)
    return page("public_access", language, up="", help=_help(request, language))


def _help(request: Request, language: str) -> str:
    return site_of(request).house.services.house.call.help.in_language(language)
