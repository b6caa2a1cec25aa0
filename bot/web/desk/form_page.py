"""/loket/formulier: every field of a form is kept at once; then it is shown back to be confirmed."""

from starlette.responses import Response

from bot.web.desk import outcome_page
from bot.web.desk.visiting import Desk
from models.desk.forms import filling, filling_whole

FIELD = "field-"  # how the name of a field of a form begins
MOST_TEXT = 20_000  # characters; the rule keeps the first ones


async def show(desk: Desk) -> Response:
    """Show a form that was begun again."""
    return await outcome_page.shown(desk, await desk.do(filling.again, desk.place("form_id")))


async def fill(desk: Desk) -> Response:
    """Keep what was filled in."""
    said = {name.removeprefix(FIELD): desk.word(name)[:MOST_TEXT] for name in desk.form if name.startswith(FIELD)}
    return await outcome_page.shown(desk, await desk.do(filling_whole.fill, desk.place("form_id"), said))
