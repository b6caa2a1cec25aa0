"""/oproep: the call with its dates, its conditions and what it asks; and the same dates as a calendar."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages import page, webcal
from bot.web.public.reading import language_for
from bot.web.site import site_of
from bot.web.wording import ASKED
from models.answers.checklist import minutes_for
from models.calls.call import Call, Kind
from models.calls.round import Round
from models.language import moments
from models.letters.call_calendar import call_calendar
from models.records.applications import call_queries
from models.records.applications.call_queries import Edition
from reminders.calendar_file import feed_text

CLOSED_SHOWN, OPEN_SHOWN = 2, 2  # rounds: a yearly call has them without end


class Standing(StrEnum):
    """How a round stands at a moment."""

    CLOSED = "closed"
    OPEN = "open"
    COMING = "coming"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRound:
    """A round as people read it."""

    id: str
    standing: Standing
    opens: str
    deadline: str
    guidance: str
    days_left: int


async def show(request: Request) -> Response:
    """Show the call that takes applications."""
    services, language = site_of(request).house.services, await language_for(request)
    call, now = services.house.call, services.clock()
    url = site_of(request).house.settings.public_url
    return page(
        "public_call",
        language,
        up="",
        call=call,
        rounds=[shown_round(call, one, now, language) for one in rounds_shown(call, now)],
        papers=[item for item in call.checklist.items if item.kind is Kind.FILE],
        minutes=minutes_for(item for item in call.checklist.items if item.required and not item.when),
        feed=webcal(url, f"oproep.ics?{ASKED}={language}"),
    )


async def calendar(request: Request) -> Response:
    """Answer with the dates of the call, for a program that asks again and again."""
    house, language = site_of(request).house, await language_for(request)
    call, now = house.services.house.call, house.services.clock()
    edition = await house.services.store.run(call_queries.edition, call.name)
    key, sender = house.services.house.key, house.settings.mail_from
    return feed(_text(call, rounds_shown(call, now), edition, key, sender, language), f"{call.name}-{language}.ics")


@lru_cache(maxsize=8)  # 35 ms, and the same for everybody until a round closes
def _text(call: Call, rounds: tuple[Round, ...], edition: Edition, key: bytes, sender: str, language: str) -> bytes:
    file = call_calendar(call, rounds, edition, key, language)
    return feed_text(file, call.title.in_language(language), sender, language)


def feed(text: bytes, name: str) -> Response:
    """Return a calendar as a program wants it."""
    answer = Response(text, media_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def rounds_shown(call: Call, now: datetime) -> tuple[Round, ...]:
    """Return the rounds that matter at `now`: the last that closed, and those that can still be sent to."""
    rounds = call.rounds_near(now)
    closed = tuple(one for one in rounds if one.closes_at <= now)
    return closed[-CLOSED_SHOWN:] + tuple(one for one in rounds if now < one.closes_at)[:OPEN_SHOWN]


def shown_round(call: Call, round_: Round, now: datetime, language: str) -> ShownRound:
    """Return a round in words."""
    coming = Standing.COMING if now < round_.opens_at else Standing.CLOSED
    return ShownRound(
        id=round_.id,
        standing=Standing.OPEN if round_.is_open(now) else coming,
        opens=moments.day_words(round_.opens_at.astimezone(call.zone), language),
        deadline=moments.deadline_words(round_, language),
        guidance=moments.day_words(round_.guidance_from, language),
        days_left=moments.days_left(round_, now, call.zone),
    )
