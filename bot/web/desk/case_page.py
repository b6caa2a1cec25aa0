"""/loket/dossier: one application, what changed between two of its versions, and its files."""

import asyncio

from starlette.responses import Response

from bot.web.desk import shown_case
from bot.web.desk.visiting import Desk, NotThere
from bot.web.pages import attachment
from bot.web.site import site_of
from models.answers import kinds
from models.answers.answer import Value
from models.calls.call import Item
from models.desk.cases import cases, versions
from models.language import moments
from models.turns.views import Download


async def show(desk: Desk) -> Response:
    """Show an application."""
    return await shown_case.of_case(desk, desk.place("application_id"), [])


async def difference(desk: Desk) -> Response:
    """Show what changed between two versions of an application."""
    found = await desk.do(versions.compare, desk.place("application_id"), desk.number("van"), desk.number("tot"))
    zone, language = found.case.call.zone, desk.language
    before, after = (moments.moment_words(one[1], zone, language) for one in (found.before, found.after))
    return desk.page(
        "difference",
        found=found,
        before=before,
        after=after,
        changes=[
            (one, _shown(one.item, one.before, language), _shown(one.item, one.after, language))
            for one in found.changes
        ],
    )


async def download(desk: Desk) -> Response:
    """Hand out a file that was sent; a browser keeps it and never shows it."""
    outcome = await desk.do(cases.download, desk.place("attachment_id"))
    if not isinstance(outcome.view, Download):
        raise NotThere
    files = site_of(desk.request).house.services.files
    content = await asyncio.to_thread(files.read, outcome.view.stored_name)
    return attachment(outcome.view.file.name, content)


def _shown(item: Item, value: Value, language: str) -> str:
    return kinds.shown(item, value, language) if value is not None else ""
