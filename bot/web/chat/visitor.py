"""Whose chat a browser has: a cookie that the key of the installation vouches for, and the seal on its forms."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from bot.web.site import site_of
from models.records.people import derived_secret

COOKIE = "kernbot"
ONLY_BY_HTTPS = "__Host-"  # a name that a browser takes from nobody but this very host
LIFE = timedelta(days=90)
RENEWED_AFTER = timedelta(days=1)
_COOKIE = re.compile(r"(?P<body>(?P<chat>[1-9][0-9]{0,17})-(?P<day>[0-9]{1,7}))-(?P<seal>[a-z2-7]{26})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who has a chat in this browser."""

    chat_id: int
    last_day: int  # on which the cookie is good, as an ordinal
    form_seal: str  # what a form must bear, so that no other site can send it


def visitor_of(request: Request) -> Visitor | None:
    """Return who asks, or None for a browser without a chat: a forged or old cookie is none."""
    said = request.cookies.get(_name(request), "")
    read = _COOKIE.fullmatch(said) if said.isascii() else None
    key, now = _key(request), _now(request)
    if read is None or not derived_secret.same(read["seal"], derived_secret.seal_of(key, "web-chat", read["body"])):
        return None
    if int(read["day"]) < _day(now):
        return None
    return Visitor(
        chat_id=int(read["chat"]),
        last_day=int(read["day"]),
        form_seal=derived_secret.seal_of(key, "web-form", read["chat"]),
    )


def is_sealed(visitor: Visitor, said: str) -> bool:
    """Return whether a form came from our own page."""
    return derived_secret.same(visitor.form_seal, said)


def remember(request: Request, response: Response, chat_id: int) -> Response:
    """Let the browser keep its chat, for ninety days from now."""
    body = f"{chat_id}-{_day(_now(request) + LIFE)}"
    seal = derived_secret.seal_of(_key(request), "web-chat", body)
    age, secure = int(LIFE.total_seconds()), _is_https(request)
    response.set_cookie(_name(request), f"{body}-{seal}", max_age=age, httponly=True, samesite="lax", secure=secure)
    return response


def forget(request: Request, response: Response) -> Response:
    """Let the browser forget its chat."""
    response.delete_cookie(_name(request), httponly=True, samesite="lax", secure=_is_https(request))
    return response


def wants_renewal(request: Request, visitor: Visitor) -> bool:
    """Return whether the cookie is older than a day."""
    return visitor.last_day < _day(_now(request) + LIFE - RENEWED_AFTER)


def _name(request: Request) -> str:
    return f"{ONLY_BY_HTTPS if _is_https(request) else ''}{COOKIE}"


def _is_https(request: Request) -> bool:
    return site_of(request).house.settings.public_url.startswith("https://")


def _key(request: Request) -> bytes:
    return site_of(request).house.services.house.key


def _now(request: Request) -> datetime:
    return site_of(request).house.services.clock()


def _day(moment: datetime) -> int:
    return moment.astimezone(UTC).date().toordinal()
