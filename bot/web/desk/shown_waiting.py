"""How what waits for an officer looks: questions, mailboxes, and the municipalities that ask to be followed."""

from starlette.responses import Response

from bot.web.desk.chat_words import safe
from bot.web.desk.visiting import Desk
from handlers.views.province_board import group_words, matter_parts, nudged_words
from handlers.wording import say
from models.desk.province.following import GROUPS
from models.desk.province.views import ForeignMailboxes, OpenQuestions, Pursuits
from models.language import moments
from models.language.working_days import BRUSSELS


def questions(desk: Desk, view: OpenQuestions, notes: list[str]) -> Response:
    """Return the page of the questions that wait."""
    days = [moments.day_words(one.at.astimezone(BRUSSELS).date(), desk.language) for one in view.questions]
    return desk.page("questions", notes=notes, view=view, rows=list(zip(view.questions, days, strict=True)))


def mailboxes(desk: Desk, view: ForeignMailboxes, notes: list[str]) -> Response:
    """Return the page of the mailboxes that wait."""
    days = [moments.day_words(one.found_at.astimezone(BRUSSELS).date(), desk.language) for one in view.mailboxes]
    return desk.page("mailboxes", notes=notes, rows=list(zip(view.mailboxes, days, strict=True)))


def pursuits(desk: Desk, view: Pursuits, notes: list[str]) -> Response:
    """Return the page of the municipalities of one group that ask to be followed."""
    language = desk.language
    leads = [say("pursuits.days", language, count=view.days)] if view.days is not None else []
    if view.nudged:
        leads.append(nudged_words(view, language))
    groups = [
        (place, group_words(one, language), view.counts.get(one, 0))
        for place, one in enumerate(GROUPS)
        if view.counts.get(one) or place == view.group
    ]
    rows = [(one.spot.town, safe(" · ".join(matter_parts(one, view, language)))) for one in view.rows]
    leads = [safe(one) for one in leads]
    return desk.page("pursuits", notes=notes, view=view, leads=leads, groups=groups, rows=rows, waiting=view.waiting)
