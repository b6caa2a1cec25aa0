"""/loket/cijfers/aanvragen.xlsx and the like: what was sent, with every answer, as a file."""

import asyncio

from starlette.responses import Response

from bot.web.desk.visiting import Desk
from bot.web.pages import attachment
from models.desk.counted import freezing
from models.figures.applications_as_files import Form, as_file


async def workbook(desk: Desk) -> Response:
    """Hand out the applications as a workbook."""
    return await _applications(desk, "xlsx")


async def as_lines(desk: Desk) -> Response:
    """Hand out the applications as lines of text with a semicolon between cells."""
    return await _applications(desk, "csv")


async def as_json(desk: Desk) -> Response:
    """Hand out the applications for programs."""
    return await _applications(desk, "json")


async def _applications(desk: Desk, form: Form) -> Response:
    out = await desk.do(freezing.given_out)
    content = await asyncio.to_thread(as_file, out.given, out.call, form, desk.language)
    return attachment(f"{out.call.name}-aanvragen-{out.at.astimezone(out.call.zone):%Y-%m-%d}.{form}", content)
