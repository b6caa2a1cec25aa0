"""The cookie of an officer's session: a secret that says nothing, for this site alone.

SameSite is Lax, not Strict: an officer who opens a link of a mail would otherwise arrive as a stranger. No page
changes anything when it is opened, and every form bears the seal of its session.
"""

from starlette.requests import Request
from starlette.responses import Response

from bot.web.site import site_of
from models.desk.officers import signing_in

COOKIE = "kernbot-desk"
MOST = 64  # characters


def secret_of(request: Request) -> str:
    """Return the secret that the browser holds, or ""."""
    said = request.cookies.get(named(request, COOKIE), "")
    return said if said.isascii() and len(said) <= MOST else ""


def remember(request: Request, response: Response, secret: str) -> None:
    """Let the browser hold the secret of a new session, as long as it can last."""
    response.set_cookie(
        named(request, COOKIE),
        secret,
        max_age=int(signing_in.LASTS.total_seconds()),
        path="/",
        httponly=True,
        samesite="lax",
        secure=is_https(request),
    )


def forget(request: Request, response: Response) -> None:
    """Let the browser forget it."""
    response.delete_cookie(named(request, COOKIE), path="/", httponly=True, samesite="lax", secure=is_https(request))


def seal_of(request: Request) -> str:
    """Return what the forms of this session bear."""
    return signing_in.form_seal(site_of(request).house.services.house.key, secret_of(request))


def named(request: Request, cookie: str) -> str:
    """Return the name of a cookie; its prefix lets a browser take it from this very host alone, and only by https."""
    return f"__Host-{cookie}" if is_https(request) else cookie


def is_https(request: Request) -> bool:
    """Return whether people come by https."""
    return site_of(request).house.settings.public_url.startswith("https://")
