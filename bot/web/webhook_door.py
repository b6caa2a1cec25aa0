"""POST /telegram/webhook: Telegram brings an update. It hears "ok" once it is stored, and brings it again otherwise."""

import json

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.fronts.webhook import PATH
from bot.web.site import site_of

__all__ = ["PATH", "receive"]
SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105 - the name of the header. Source: Bot API, setWebhook.


async def receive(request: Request) -> Response:
    """Store an update; who does not know the secret is not listened to, and learns nothing."""
    webhook = site_of(request).webhook
    if webhook is None:
        return PlainTextResponse("Not Found\n", 404)
    if not webhook.knows(request.headers.get(SECRET, "")):
        return PlainTextResponse("Forbidden\n", 403, headers={"Connection": "close"})
    try:
        await webhook.take(json.loads(await request.body()))
    except (ValueError, RecursionError):  # no JSON, or deeper than anything that is meant; NoUpdate is a ValueError
        return PlainTextResponse("Bad Request\n", 400)
    return PlainTextResponse("ok\n")
