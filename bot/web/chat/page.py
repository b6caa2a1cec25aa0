"""The page of the chat: what was said, what can be pressed, and a place to type; it works without a script as well."""

from contextlib import suppress
from pathlib import Path

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from bot.local.values import LocalMessage, NotPossible
from bot.web.chat.front import FRONT, WebChat
from bot.web.chat.opened import WORD, carried, opened_by
from bot.web.chat.shown import message_html, state_of
from bot.web.chat.visitor import Visitor, is_sealed, remember, visitor_of, wants_renewal
from bot.web.pages import attachment, page
from bot.web.site import address_of, site_of
from bot.web.wording import asked_for, preferred
from models.language import moments
from models.records.people import person_queries

SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; object-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}
LIVE = "x-kernbot-live"  # the page's own script asks so, and needs no new page
MOST_PAGES = 5  # of one chat that are open at once
MOST_TEXT = 20_000  # characters; a longer one is no answer to anything, and is better sent as a file


async def show(request: Request) -> Response:
    """Show the chat of this browser; a browser without one is greeted, and nothing is kept of it."""
    visitor = visitor_of(request)
    messages = await _said(request, visitor)
    if visitor is None or messages is None:
        return await _greeting(request)
    language = await language_of(request, visitor)
    said = [message_html(one, language) for one in messages]
    answer = page(
        "chat",
        language,
        up="",
        messages=said,
        newest=max((place for place, one in enumerate(messages) if one.from_bot), default=-1),
        shows=state_of(messages, language),
        seal=visitor.form_seal,
        opened_by=opened_by(request),
        most=MOST_TEXT,
        pages=MOST_PAGES,
        shows_mails=site_of(request).shows_mails,
    )
    answer.headers.update(SECURITY)
    return remember(request, answer, visitor.chat_id) if wants_renewal(request, visitor) else answer


async def begin(request: Request) -> Response:
    """Open a chat for this browser and say hello, or go where the link leads that brought it here."""
    chat = site_of(request).chat
    async with request.form(max_files=0, max_fields=2) as form:
        word = carried(_word(form, WORD))
    if await _said(request, visitor_of(request)) is not None:
        return RedirectResponse(f"./?{WORD}={word}", 303) if word else _back()
    if not site_of(request).openings.allows(address_of(request)):
        return await _too_often(request)
    language = await language_of(request)
    chat_id = await chat.api.open_chat(" ", language_code=language)
    await chat.answered(await chat.api.say(chat_id, f"/start {word}".strip()))
    await _speak(chat, chat_id, language)
    return remember(request, _back(), chat_id)


async def say(request: Request) -> Response:
    """Take what was typed, pressed or sent, and answer once Kernbot did."""
    visitor, chat = visitor_of(request), site_of(request).chat
    if visitor is None:
        return _gone(request)
    async with request.form(max_files=1, max_fields=8) as form:
        if not is_sealed(visitor, _word(form, "seal")):
            return _gone(request)
        if not site_of(request).doings.allows(visitor.chat_id):
            return await _too_often(request)
        if len(_word(form, "text")) > MOST_TEXT:
            return await _too_long(request, _word(form, "text"))
        with suppress(NotPossible), chat.once(visitor.chat_id, _word(form, "name")) as is_new:
            if is_new:  # not possible: a button that is gone, or nothing but white space
                await _take(chat, visitor, form)
    return _back(request)


async def download(request: Request) -> Response:
    """Hand out a file of this browser's own chat."""
    file_id = str(request.path_params["file_id"])
    messages = await _said(request, visitor_of(request)) or ()
    own = next((one.document for one in messages if one.document and one.document.file_id == file_id), None)
    file = await site_of(request).chat.api.file(file_id) if own is not None else None
    if own is None or file is None or file.content is None:
        return await _void(request)
    return attachment(own.name, file.content)


async def script(_request: Request) -> Response:
    """Answer with the script of the chat."""
    return FileResponse(
        Path(__file__).parent.parent / "chat.js",
        media_type="text/javascript",
        headers={"Cache-Control": "public, max-age=300"},
    )


async def language_of(request: Request, visitor: Visitor | None = None) -> str:
    """Return the language that somebody talks with Kernbot, else the one that was asked for, or the browser wishes."""
    house = site_of(request).house
    if visitor is not None:
        speaker = await house.services.store.run(person_queries.speaker, FRONT, visitor.chat_id)
        if speaker is not None:
            return speaker.language
    return asked_for(request) or preferred(request.headers.get("accept-language", ""), house.settings.language)


async def _said(request: Request, visitor: Visitor | None) -> tuple[LocalMessage, ...] | None:
    """Return what was said in the chat of a visitor; None without one, also when it is not in these data (any more)."""
    if visitor is None:
        return None
    try:
        return await site_of(request).chat.api.messages(visitor.chat_id)
    except NotPossible:
        return None


async def _speak(chat: WebChat, chat_id: int, language: str) -> None:
    """Choose the language of the browser, when the greeting has a button for it."""
    wanted = f"lang:{language}"
    for message in await chat.api.messages(chat_id):
        if message.has_button(wanted):
            await chat.answered(await chat.api.press(chat_id, message.message_id, wanted))


async def _take(chat: WebChat, visitor: Visitor, form: FormData) -> None:
    upload, press, text = form.get("file"), _word(form, "press"), _word(form, "command") or _word(form, "text")
    if isinstance(upload, UploadFile) and upload.filename:
        content = await upload.read()
        update_id = await chat.api.send_file(visitor.chat_id, upload.filename, content, caption=text or None)
    elif press:
        message_id, _, data = press.partition(":")
        known = int(message_id) if message_id.isascii() and message_id.isdecimal() and len(message_id) < 19 else 0
        update_id = await chat.api.press(visitor.chat_id, known, data)
    else:
        update_id = await chat.api.say(visitor.chat_id, text)
    await chat.answered(update_id)


def _word(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


async def _greeting(request: Request) -> Response:
    house, language = site_of(request).house, await language_of(request)
    call, now = house.services.house.call, house.services.clock()
    round_ = call.round_at(now)
    answer = page(
        "chat_begin",
        language,
        up="",
        call=call.title.in_language(language),
        deadline=moments.deadline_words(round_, language) if round_ is not None else "",
        opened_by=opened_by(request),
        shows_mails=site_of(request).shows_mails,
    )
    answer.headers.update(SECURITY)
    return answer


def _back(request: Request | None = None) -> Response:
    """Return to the newest question of the page; its script shows what is new by itself."""
    if request is not None and LIVE in request.headers:
        return Response(status_code=204)
    return RedirectResponse("./#newest", 303)


def _gone(request: Request) -> Response:
    """Return what a form of another time gets: nothing happened, and here is the page as it is now."""
    if LIVE in request.headers:
        return Response(status_code=409)
    return RedirectResponse("./", 303)


async def _too_often(request: Request) -> Response:
    return page("chat_busy", await language_of(request), up="", status=429)


async def _too_long(request: Request, typed: str) -> Response:
    """Give a text back that is longer than any answer: nothing of it was taken, and nothing of it is lost."""
    language = await language_of(request, visitor_of(request))
    return page("chat_long", language, up="", status=422, typed=typed, most=MOST_TEXT)


async def _void(request: Request) -> Response:
    return page("void", await language_of(request), status=404)
