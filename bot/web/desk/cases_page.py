"""/loket/dossiers: the applications that were sent, for a province every municipality; filters, pages, a search."""

from starlette.responses import Response

from bot.web.desk import outcome_page, shown_lists
from bot.web.desk.visiting import Desk
from models.desk.cases import finding, listing
from models.desk.cases.finding import Found
from models.desk.province import province_board

SIZE = 25  # rows of a page
MOST_SAID = 100  # characters of a search


async def show(desk: Desk) -> Response:
    """Show the list as the address says; without more, where an officer begins."""
    said, round_id = desk.asked("zoek")[:MOST_SAID].strip(), desk.asked("ronde")
    if said:
        found = await desk.do(finding.find, said)
        return shown_lists.found(desk, found) if isinstance(found, Found) else await outcome_page.shown(desk, found)
    if not round_id:
        return await outcome_page.shown(desk, await desk.do(province_board.dossiers, size=SIZE))
    if desk.has_asked("waar"):
        place = (desk.number("waar"), desk.number("pagina"))
        return await outcome_page.shown(desk, await desk.do(province_board.show, round_id, *place, size=SIZE))
    shelf = tuple(desk.number(name) for name in ("stadium", "provincie", "terug", "vanaf"))
    return await outcome_page.shown(desk, await desk.do(listing.page, round_id, *shelf, size=SIZE))


async def show_waiting(desk: Desk) -> Response:
    """Show what waits longest for the agency."""
    return await outcome_page.shown(desk, await desk.do(listing.to_decide, size=SIZE))
