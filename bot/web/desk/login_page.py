"""/loket/inloggen: a mailbox, the same answer for everybody, then the code or the link of the mail."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web.desk import session, told
from bot.web.desk.visiting import OWN, language_of, up_of
from bot.web.pages import page
from bot.web.site import address_of, site_of
from models.desk.officers import signing_in
from models.language.clean_text import one_line

MOST_FIELDS = 8
CODE_S = 600  # as long as a code works


async def show(request: Request) -> Response:
    """Show where to type the mailbox."""
    return _page(request, "login", to=_own(request.query_params.get("naar", "")))


async def ask(request: Request) -> Response:
    """Mail a code to an officer; whoever is none reads the same."""
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
        email, to = one_line(_word(form, "email"))[: signing_in.MOST_MAILBOX], _own(_word(form, "to"))
    if not site_of(request).logins.allows(address_of(request)):
        return _page(request, "login", status=429, to=to, problem="often")
    if "@" not in email:
        return _page(request, "login", status=400, to=to, problem="mailbox")
    site = site_of(request)
    await site.house.services.store.run(signing_in.ask, email, site.address, site.house.services.clock())
    path = "/loket/inloggen/code"
    answer = RedirectResponse(f"{up_of(request)}{path.lstrip('/')}", 303)
    told.remember(request, answer, path, (email, to), CODE_S)
    return answer


async def show_code(request: Request) -> Response:
    """Show where to type the code of who asked for one in this browser; nobody else has a page here."""
    asked = told.told(request)
    if not asked:
        return RedirectResponse(f"{up_of(request)}loket/inloggen", 303)
    return _page(request, "login_code", email=asked[0], to=asked[1])


async def enter(request: Request) -> Response:
    """Take the code and begin a session."""
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
        email, said, to = one_line(_word(form, "email")), _word(form, "code"), _own(_word(form, "to"))
    if not site_of(request).logins.allows(address_of(request)):
        return _page(request, "login_code", status=429, email=email, to=to, problem="often")
    services = site_of(request).house.services
    secret = await services.store.run(signing_in.by_code, email, said[:100], services.house.key, services.clock())
    if secret is None:
        return _page(request, "login_code", status=403, email=email, to=to, problem="code")
    return await _entered(request, secret, to)


async def show_link(request: Request) -> Response:
    """Show one button; to open the link of the mail uses nothing up, for programs that check mails open every one."""
    return _page(request, "login_link")


async def enter_by_link(request: Request) -> Response:
    """Begin a session by the link of the mail."""
    services = site_of(request).house.services
    if not site_of(request).logins.allows(address_of(request)):
        return _page(request, "login_link", status=429, problem="often")
    token = str(request.path_params["token"])[:60]
    secret = await services.store.run(signing_in.by_link, token, services.house.key, services.clock())
    if secret is None:
        return _page(request, "login", status=403, to="", problem="link")
    return await _entered(request, secret, "")


async def _entered(request: Request, secret: str, to: str) -> Response:
    """Begin anew: the session that this browser had before ends, so that nobody can have laid one there."""
    services, before = site_of(request).house.services, session.secret_of(request)
    if before:
        await services.store.run(signing_in.leave, before, services.clock())
    answer = RedirectResponse(f"{up_of(request)}{(to or '/loket').lstrip('/')}", 303)
    told.forget(request, answer)  # the mailbox that was typed
    session.remember(request, answer, secret)
    return answer


def _page(request: Request, name: str, *, status: int = 200, problem: str = "", **values: object) -> Response:
    return page(
        f"desk/{name}",
        language_of(request),
        status=status,
        up=up_of(request),
        keeps={"naar": to} if (to := str(values.get("to", ""))) else None,
        problem=problem,
        shows_mails=site_of(request).shows_mails,
        **values,
    )


def _own(path: str) -> str:
    """Return where to go after logging in, when it is a page of the desk; else ""."""
    return path if OWN.fullmatch(path) else ""


def _word(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
