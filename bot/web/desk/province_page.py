"""The desk of a province: a municipality, who asks to be followed, the questions and the mailboxes that wait."""

from starlette.responses import Response

from bot.web.desk import outcome_page
from bot.web.desk.visiting import Desk
from models.desk.province import foreign_mailboxes, nudging, pursuing, questions, town_page

SIZE = 25  # rows of a page
MOST_WAITING = 100  # questions or mailboxes of a page; the next come when these are dealt with


async def town(desk: Desk) -> Response:
    """Show a municipality."""
    return await outcome_page.shown(desk, await desk.do(town_page.at, desk.code("nis_code")))


async def draft(desk: Desk) -> Response:
    """Show the draft of a municipality that shows it."""
    return await outcome_page.shown(desk, await desk.do(town_page.read_draft, desk.code("nis_code")))


async def pursuits(desk: Desk) -> Response:
    """Show who asks to be followed, beginning with who fell out."""
    if not desk.has_asked("groep"):
        return await outcome_page.shown(desk, await desk.do(pursuing.nudges, size=SIZE))
    place = desk.number("groep"), desk.number("pagina")
    return await outcome_page.shown(desk, await desk.do(pursuing.show, *place, size=SIZE))


async def nudge(desk: Desk) -> Response:
    """Show a letter to a municipality that is in preparation."""
    return await outcome_page.shown(desk, await desk.do(nudging.open_one, desk.place("nudge_id")))


async def asked(desk: Desk) -> Response:
    """Show the questions that wait."""
    return await outcome_page.shown(desk, await desk.do(questions.show_open, MOST_WAITING))


async def question(desk: Desk) -> Response:
    """Show one question."""
    return await outcome_page.shown(desk, await desk.do(questions.open_one, desk.place("question_id")))


async def mailboxes(desk: Desk) -> Response:
    """Show the mailboxes that wait to be confirmed."""
    return await outcome_page.shown(desk, await desk.do(foreign_mailboxes.show_open, MOST_WAITING))


async def mailbox(desk: Desk) -> Response:
    """Show one mailbox that waits."""
    return await outcome_page.shown(desk, await desk.do(foreign_mailboxes.open_one, desk.place("mailbox_id")))
