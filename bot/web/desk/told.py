"""What just happened, told once on the page that a form leads to: loading that page anew, or going back, sends nothing.

It travels in a cookie, as the page may be answered by another process; only the key of the installation makes one, and
until when it counts is sealed with it.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from bot.web.desk import session
from bot.web.site import site_of
from models.records.people import derived_secret

COOKIE = "kernbot-told"
MOST = 3_000  # characters; what is longer is answered where it was sent, for a browser keeps no larger cookie
LASTS_S = 60


def fits(sentences: Sequence[str]) -> bool:
    """Return whether sentences are short enough to travel."""
    return len(_body("/" * 200, sentences)) <= MOST


def remember(request: Request, response: Response, path: str, sentences: Sequence[str], lasts_s: int = LASTS_S) -> None:
    """Let the browser carry sentences to the page at `path`."""
    body = _body(path.partition("?")[0], sentences)
    ends = str(int((site_of(request).house.services.clock() + timedelta(seconds=lasts_s)).timestamp()))
    response.set_cookie(
        session.named(request, COOKIE),
        f"{body}.{ends}.{_seal(request, body, ends)}",
        max_age=lasts_s,
        path="/",
        httponly=True,
        samesite="lax",
        secure=session.is_https(request),
    )


def told(request: Request) -> list[str]:
    """Return what the browser carries to the page that it asks for; none after its time, or for another page."""
    said = request.cookies.get(session.named(request, COOKIE), "")
    body, ends, seal = said.split(".") if said.isascii() and said.count(".") == 2 else ("", "", "")
    if not derived_secret.same(_seal(request, body, ends), seal):
        return []
    if site_of(request).house.services.clock().timestamp() >= int(ends):
        return []
    path, *sentences = json.loads(urlsafe_b64decode(f"{body}{'=' * (-len(body) % 4)}"))
    return [str(one) for one in sentences] if path == request.url.path else []


def forget(request: Request, response: Response) -> None:
    """Let the browser forget what was told."""
    response.delete_cookie(
        session.named(request, COOKIE), path="/", httponly=True, samesite="lax", secure=session.is_https(request)
    )


def _body(path: str, sentences: Sequence[str]) -> str:
    return urlsafe_b64encode(json.dumps([path, *sentences]).encode()).decode().rstrip("=")


def _seal(request: Request, body: str, ends: str) -> str:
    said = f"{session.secret_of(request)} {ends} {body}"  # of the session: nobody else can lay one there
    return derived_secret.seal_of(site_of(request).house.services.house.key, "desk-told", said)
