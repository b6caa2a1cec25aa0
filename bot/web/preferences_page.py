"""/voorkeuren and /stop: how somebody is reminded, changed by a link of a mail without logging in.

To open a link changes nothing: programs that check mails open every one. Only a form, or the one click of a mail
program (RFC 8058), does.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import parse_qs

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages import page, webcal
from bot.web.site import site_of
from bot.web.wording import asked_for, preferred
from models.records.people.signed_link import Holder, HolderKind, Use, holder_of, sign
from models.turns.reminding import preferences
from models.turns.reminding.preference_words import sentences
from models.turns.reminding.preferences import MOMENTS, WAYS, Choice, NobodyThere, NotAChoice

P = ParamSpec("P")
T = TypeVar("T")
Page = Callable[[Request, Holder], Awaitable[Response]]
FIELDS = ("way", "moments", "snooze")
LONGEST_WORD = 20  # of what a form can send


def _by_link(use: Use) -> Callable[[Page], Callable[[Request], Awaitable[Response]]]:
    """Let a link for this use open a page; what does not work, or is of nobody (any more), opens the void one."""

    def opened(answer: Page) -> Callable[[Request], Awaitable[Response]]:
        @wraps(answer)
        async def answering(request: Request) -> Response:
            holder = _holder(request, use)
            if holder is None:
                return _void(request)
            try:
                return await answer(request, holder)
            except NobodyThere:
                return _void(request)

        return answering

    return opened


@_by_link(Use.PREFERENCES)
async def show(request: Request, holder: Holder) -> Response:
    """Show how the holder of the link is reminded, with a form to change it."""
    return await _form(request, holder)


@_by_link(Use.PREFERENCES)
async def change(request: Request, holder: Holder) -> Response:
    """Change what the form says and show what holds now."""
    said = {name: words[0] for name, words in parse_qs((await request.body()).decode("utf-8", "replace")).items()}
    try:
        if holder.kind is HolderKind.INTEREST:
            await _change_list(request, holder, said.get("way", ""))
            return await _form(request, holder, done="changed")
        call, now = site_of(request).house.services.house.call, _now(request)
        changes = {name: said.get(name, "")[:LONGEST_WORD] for name in FIELDS}
        await _run(request, preferences.change, holder.row_id, call, now, **changes)
        return await _form(request, holder, done="changed")
    except NotAChoice:
        return await _form(request, holder, done="not_a_choice", status=400)


@_by_link(Use.STOP)
async def ask_to_stop(request: Request, holder: Holder) -> Response:
    """Show one button; nothing stops by looking."""
    return page("stop", await _language(request, holder), is_done=False)


@_by_link(Use.STOP)
async def stop(request: Request, holder: Holder) -> Response:
    """Stop the reminders: the button of the page, or the one click of a mail program."""
    language = await _run(request, preferences.stop, holder, _now(request))
    return page("stop", asked_for(request) or language, is_done=True)


async def _change_list(request: Request, holder: Holder, way: str) -> None:
    if way == "off":
        await _run(request, preferences.stop, holder, _now(request))
    elif way == "mail":
        await _run(request, preferences.start_list, holder)
    else:
        raise NotAChoice(way)


async def _form(request: Request, holder: Holder, *, done: str = "", status: int = 200) -> Response:
    if holder.kind is HolderKind.INTEREST:
        language = await _language(request, holder)
        stopped = await _run(request, preferences.is_list_stopped, holder)
        return page("list", language, status=status, done=done, is_stopped=stopped)
    house = site_of(request).house.services.house
    call = house.call
    own_days = f"agenda/{sign(house.key, Use.CALENDAR, holder, _now(request))}"
    choice: Choice = await _run(request, preferences.chosen, holder.row_id, call, _now(request))
    return page(
        "preferences",
        asked_for(request) or choice.language,
        status=status,
        done=done,
        choice=choice,
        now=sentences(choice, call.zone, asked_for(request) or choice.language),
        ways=WAYS,
        moments=MOMENTS,
        calendar=webcal(site_of(request).house.settings.public_url, own_days) or f"../{own_days}",
    )


async def _language(request: Request, holder: Holder) -> str:
    own: str = await _run(request, preferences.language_of, holder)
    return asked_for(request) or own


async def _run(request: Request, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    return await site_of(request).house.services.store.run(work, *args, **kwargs)


def _holder(request: Request, use: Use) -> Holder | None:
    key = site_of(request).house.services.house.key
    return holder_of(key, use, str(request.path_params["token"]), _now(request))


def _now(request: Request) -> datetime:
    return site_of(request).house.services.clock()


def _void(request: Request) -> Response:
    """Return the one page for every link that does not work: forged, expired, or of somebody who is gone."""
    language = asked_for(request) or preferred(
        request.headers.get("accept-language", ""), site_of(request).house.settings.language
    )
    return page("void", language, status=404)
