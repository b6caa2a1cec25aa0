"""/loket/beslissing: the form of a decision; what it says is kept, then the letter is shown to be confirmed."""

from starlette.responses import Response

from bot.web.desk import outcome_page
from bot.web.desk.visiting import Desk
from models.desk.decisions import deciding, taking

MOST_TEXT = 20_000  # characters; the rule keeps the first ones


async def show(desk: Desk) -> Response:
    """Show a decision that is in preparation again."""
    return await outcome_page.shown(desk, await desk.do(deciding.edit, desk.place("decision_id")))


async def letter(desk: Desk) -> Response:
    """Show the letter of a decision that is in preparation."""
    return await outcome_page.shown(desk, await desk.do(taking.preview, desk.place("decision_id")))


async def preview(desk: Desk) -> Response:
    """Keep what the form says, and show the letter."""
    term = desk.word("term")
    outcome = await desk.do(
        taking.preview_filled,
        desk.place("decision_id"),
        frozenset(desk.words("item")),
        desk.word("text")[:MOST_TEXT],
        int(term) if term.isascii() and term.isdecimal() and len(term) < 4 else 0,
    )
    return await outcome_page.shown(desk, outcome)
