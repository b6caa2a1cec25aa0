"""/loket/cijfers/aanvragen.xlsx and the like: what was sent, with every answer, as a file."""

import asyncio

from starlette.responses import Response

from bot.web.desk.visiting import Desk
from bot.web.figures.ending import form_of
from bot.web.pages import attachment
from models.desk.counted import freezing
from models.figures.applications_as_files import FORMS, as_file


async def give_out(desk: Desk) -> Response:
    """Hand out the applications: as a workbook, as lines with a semicolon between cells, or for programs."""
    form = form_of(desk, FORMS)
    out = await desk.do(freezing.given_out)
    content = await asyncio.to_thread(as_file, out.given, out.call, form, desk.language)
    return attachment(f"{out.call.name}-aanvragen-{out.at.astimezone(out.call.zone):%Y-%m-%d}.{form}", content)
