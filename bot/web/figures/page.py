"""/loket/cijfers: the figures of a round with their charts and tables, and the report as a file."""

import asyncio
from functools import partial

from starlette.responses import Response

from bot.web.desk.visiting import Desk
from bot.web.figures import charts as sizes
from bot.web.figures.ending import form_of
from bot.web.figures.panels import numbers, panels
from bot.web.pages import attachment
from models.desk.counted import charting, freezing
from models.figures.report import FORMS, as_file
from models.language import moments


async def show(desk: Desk) -> Response:
    """Show the figures of a round, of the one that is asked for or the newest."""
    asked = desk.request.query_params
    found = await desk.do(charting.charts, asked.get("ronde") or None, asked.get("provincie") or None)
    return desk.page(
        "figures",
        found=found,
        last_day=moments.day_words(found.round.last_day, desk.language),
        as_of=moments.moment_and_place_words(found.now, found.call.zone, desk.language),
        numbers=numbers(found, desk.language),
        panels=panels(found, desk.language),
        sizes=sizes,
        day=partial(moments.short_day_words, language=desk.language),
    )


async def report(desk: Desk) -> Response:
    """Hand out the report of the call as a file: a workbook, for programs, or as text."""
    form = form_of(desk, FORMS)
    gathered = await desk.do(freezing.gathered)
    content = await asyncio.to_thread(as_file, gathered, form, desk.language)
    call, at = gathered.found.call, gathered.found.at
    return attachment(f"{call.name}-{at.astimezone(call.zone):%Y-%m-%d}.{form}", content)
