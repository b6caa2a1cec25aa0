"""/loket/doe: a button is pressed or words are sent, as in chat; what came of it is the page that answers."""

from collections.abc import Callable
from functools import partial

from starlette.responses import Response

from bot.web.desk import outcome_page, places
from bot.web.desk.done import done
from bot.web.desk.visiting import Desk, void
from handlers import buttons, desk_buttons
from models.desk import acting
from models.turns.outcome import Outcome

MOST_TEXT = 20_000  # characters; what is too long for a letter the rule says


async def act(desk: Desk) -> Response:
    """Take the words of the field that were changed, then do what the button says."""
    said, aside = desk.word("text")[:MOST_TEXT], desk.word("aside")
    if said.split() == desk.word("was").split():
        aside = ""  # nothing was changed in it
    outcome = await desk.do(acting.act, _press(desk.word("press")), aside, said)
    return await outcome_page.shown(desk, outcome) if outcome is not None else _nothing_to_do(desk, said)


def _nothing_to_do(desk: Desk, said: str) -> Response:
    """Return to the page of a field whose button was pressed without words, or without other ones, and say so."""
    address = places.of_aside(desk.word("aside"))
    if not address:
        return void(desk.request, desk.form)
    return desk.to(address, done(desk, "act", "unchanged" if said.strip() else "no_words"))


def _press(data: str) -> Callable[..., Outcome] | None:
    """Return what a button of the desk does; one of a clerk, or a forged one, is an old button."""
    if not data:
        return None
    is_ours = data.partition(":")[0] in desk_buttons.VERBS
    work, args = buttons.read(data if is_ours else "")
    return partial(_apply, work, args)


def _apply(work: Callable[..., Outcome], args: tuple[int | str, ...], session: object, turn: object) -> Outcome:
    return work(session, turn, *args)
