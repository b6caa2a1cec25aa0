"""How a page of the desk gets its officer: by the session, in the transaction of the rule; else to the login."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web.desk import outcome_page, session
from bot.web.desk.visiting import LOGIN, OWN, Desk, NotEntered, NotThere, Otherwise, up_of, void
from models.records.people import derived_secret

MOST_FIELDS = 60
Page = Callable[[Desk], Awaitable[Response]]


async def guarded(request: Request, page: Page) -> Response:
    """Answer with a page that only an officer gets through to; a form has to bear the seal of the session."""
    desk = Desk(request=request)
    try:
        if request.method == "POST":
            async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
                desk.form = {name: tuple(str(one) for one in form.getlist(name)) for name in form}
            if not derived_secret.same(desk.word("seal"), session.seal_of(request)):
                return void(request, desk.form)
        return await page(desk)
    except NotEntered:
        return void(request, desk.form) if request.method == "POST" else _to_login(request)
    except NotThere:
        return void(request, desk.form)
    except Otherwise as otherwise:
        return await outcome_page.shown(desk, otherwise.outcome)


def _to_login(request: Request) -> Response:
    path = request.url.path
    asked = f"?{urlencode({'naar': path})}" if OWN.fullmatch(path) and path != "/loket" else ""
    answer = RedirectResponse(f"{up_of(request)}{LOGIN.lstrip('/')}{asked}", 303)
    session.forget(request, answer)
    return answer
