"""/loket/cijfers/bevroren: the frozen figures, one more, and what differs between two of them."""

from starlette.responses import Response

from bot.web.desk.visiting import Desk
from bot.web.wording import catalogue
from handlers.views.desk_figures import amount_words, place_words
from models.desk.counted import freezing
from models.figures.snapshots import Change
from models.language import moments

FEW = 16  # characters of a checksum, enough to compare by eye


async def show(desk: Desk) -> Response:
    """Show what was frozen."""
    found = await desk.do(freezing.shelf)
    rows = [(one, moments.moment_and_place_words(one.taken_at, found.zone, desk.language)) for one in found.kept]
    return desk.page("snapshots", rows=rows, few=FEW)


async def freeze(desk: Desk) -> Response:
    """Freeze the figures of now, and lead to all that was frozen."""
    frozen = await desk.do(freezing.freeze)
    number, checksum = frozen.snapshot_id, frozen.checksum[:FEW]
    said = catalogue().say("snapshots.frozen", desk.language, number=number, checksum=checksum)
    return desk.to("/loket/cijfers/bevroren", [said])


async def compare(desk: Desk) -> Response:
    """Show what differs between two, or between one and now."""
    asked = desk.request.query_params
    before, after = (_number(asked.get(name, "")) for name in ("van", "met"))
    found = await desk.do(freezing.difference, before, after)
    return desk.page("snapshot_difference", found=found, rows=[_row(one, desk.language) for one in found.changes])


def _row(one: Change, language: str) -> tuple[str, str, str, str]:
    """Return where a number stands, what it was, what it is, and by how much it went up or down."""
    before, after, by = (amount_words(one, n, language) for n in (one.before, one.after, abs(one.after - one.before)))
    return place_words(one.place, language), before, after, f"{'+' if one.after > one.before else '−'} {by}"


def _number(said: str) -> int:
    """Return a number that was asked for; whatever is none is the number of no snapshot."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else -1
