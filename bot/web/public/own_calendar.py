"""/agenda: the days of a person's own applications, for a calendar that asks again, by a signed link."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages import page
from bot.web.public.call_page import feed, rounds_shown
from bot.web.public.reading import language_for
from bot.web.site import site_of
from models.letters import call_calendar
from models.records.applications import call_queries
from models.records.people.signed_link import HolderKind, Use, holder_of
from models.turns.reminding import preferences
from reminders.calendar_file import feed_text


async def calendar(request: Request) -> Response:
    """Answer with the days of the holder of the link."""
    house = site_of(request).house
    services, now = house.services, house.services.clock()
    call, key = services.house.call, services.house.key
    holder = holder_of(key, Use.CALENDAR, str(request.path_params["token"]), now)
    if holder is None or holder.kind is not HolderKind.PERSON:
        return page("void", await language_for(request), status=404)
    try:
        language = await services.store.run(preferences.language_of, holder)
    except preferences.NobodyThere:
        return page("void", await language_for(request), status=404)
    edition = await services.store.run(call_queries.edition, call.name)
    rounds = rounds_shown(call, now)
    file = await services.store.run(call_calendar.own_calendar, holder.row_id, call, rounds, edition, key, language)
    title, sender = call.title.in_language(language), house.settings.mail_from
    return feed(await asyncio.to_thread(feed_text, file, title, sender, language), file.file_name)
