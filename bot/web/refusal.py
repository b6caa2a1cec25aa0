"""What a request gets that no page answers: a page with the ways on for a browser, one plain line for a program."""

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from bot.web.pages import page
from bot.web.site import site_of
from bot.web.wording import preferred


def refusal(scope: Scope, status: int, words: str, language: str, *, number: str = "") -> Response:
    """Return the answer for `status`; `number` is that of a mistake of ours, `language` for who names none."""
    headers = Headers(scope=scope)
    if "text/html" not in headers.get("accept", ""):
        return PlainTextResponse(words, status)
    wished = preferred(headers.get("accept-language", ""), language)
    up = "../" * (str(scope["path"]).count("/") - 1)
    return page("refusal", wished, status=status, up=up, why=status, number=number)


async def no_such_page(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer an address that leads nowhere."""
    await refusal(scope, 404, "Not Found", _language(scope))(scope, receive, send)


async def not_so(request: Request) -> Response:
    """Answer an address that is asked in another way, such as that of a form that is typed anew."""
    return refusal(request.scope, 405, "Method Not Allowed", _language(request.scope))


def _language(scope: Scope) -> str:
    return site_of(Request(scope)).house.settings.language
