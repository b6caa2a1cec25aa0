"""/health: is it well? Green is 200; red, or paused after a restore, is 503 with the reasons in words."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from bot.web.neighbour import NAME
from bot.web.site import site_of


async def health(request: Request) -> JSONResponse:
    """Answer by what comes of it: the last good sweep, the oldest message that is due, whether the database answers."""
    found = await site_of(request).watch.health()
    content = {
        "name": NAME,
        "status": "green" if found.is_well else "paused" if found.is_paused else "red",
        "reasons": [reason.in_words("en") for reason in found.reasons],
    }
    return JSONResponse(content, 200 if found.is_well else 503)
