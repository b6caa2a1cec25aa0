"""What came of an act, as a page: the page of what it is about, else the words of the chat desk with its buttons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from starlette.responses import Response

from bot.web.desk import places, shown_case, shown_decision, shown_form, shown_lists, shown_waiting, told
from bot.web.desk.chat_words import notes_of, safe
from bot.web.desk.menu import MENU
from bot.web.desk.visiting import Desk, void
from bot.web.wording import catalogue
from handlers.views.desk_forms import title_of as title_of_form
from handlers.views.page import reply_to, view_reply
from handlers.wording import say
from models.desk.forms.filling import FormView
from models.desk.province import claiming, foreign_mailboxes, nudging, questions
from models.desk.province.town import TownDeadlines
from models.desk.province.views import (
    Answered,
    Asked,
    Board,
    Foreign,
    ForeignMailboxes,
    NudgeDraft,
    OpenQuestions,
    Pursuits,
    TownFile,
)
from models.desk.views import CaseFile, CaseList, CourseFile, Preparing, Taken
from models.turns.outcome import Noted, Outcome
from models.turns.views import View

# Views that have a page of their own; the others are said in the words of the chat.
PAGES: Mapping[type, Callable[..., Response]] = {
    Preparing: shown_decision.preparing,
    CaseList: shown_lists.listed,
    Board: shown_lists.board,
    FormView: shown_form.form,
    OpenQuestions: shown_waiting.questions,
    ForeignMailboxes: shown_waiting.mailboxes,
    Pursuits: shown_waiting.pursuits,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A place for words: which side question they answer, what is asked, and what stands there already."""

    aside: str
    label: str  # the key of its sentence
    value: str = ""
    goes_along: bool = False  # whatever is pressed on the page, its words count first


async def shown(desk: Desk, outcome: Outcome) -> Response:
    """Return the page of an outcome; what is not there for this officer is the one page of that."""
    if outcome.view is None and any(note.what is Noted.NOT_THERE for note in outcome.notes):
        return void(desk.request, desk.form)
    view, notes = outcome.view, notes_of(outcome, desk.language)
    if desk.request.method == "POST" and not _is_wrong(view):
        said = [*notes, *_said_by(view, desk.language)]
        address = places.address_of(view) or (places.list_of(desk.word("press") or desk.word("aside")) if said else "")
        if address and told.fits(said):
            return desk.to(address, said)  # so that going back, or loading it anew, sends no form again
    if isinstance(view, CaseFile | CourseFile):
        return await shown_case.of_case(desk, view.sent.case.application_id, notes)
    page = None if isinstance(view, FormView) and view.asked is None else PAGES.get(type(view))
    return page(desk, view, notes) if page is not None else _in_words(desk, outcome)


def _is_wrong(view: View | None) -> bool:
    """Return whether a form comes back with what is wrong in it: what was typed stands on no page but that."""
    return isinstance(view, FormView) and view.problem is not None


def _said_by(view: View | None, language: str) -> list[str]:
    """Return the words of a view that only says what was done, to be told on the page that is next."""
    if not isinstance(view, Taken | Answered):
        return []
    return [safe(view_reply(view, language).html.partition("\n\n")[0])]


def _in_words(desk: Desk, outcome: Outcome) -> Response:
    reply = reply_to(outcome, desk.language)
    rows = [*_ways_beside(outcome.view, desk.language), *places.ways(reply.rows)]
    return desk.page(
        "outcome",
        notes=notes_of(outcome, desk.language),
        words=safe(view_reply(outcome.view, desk.language).html),
        rows=rows,
        confirms=any(way.is_first for row in rows for way in row),
        field=field_of(outcome.view),
        title=title_of(outcome.view, desk.language) if outcome.view is not None else _title_of_place(desk),
    )


def _title_of_place(desk: Desk) -> str:
    """Return what a page is called that has nothing to show: as in the bar that leads to it."""
    found = [one.name for one in MENU if one.path == desk.request.url.path]
    return catalogue().say(f"desk.menu.{found[0]}" if found else "desk.name", desk.language)


def _ways_beside(view: View | None, language: str) -> list[list[places.Way]]:
    """Return the ways that a page has and the chat has not: from a municipality to what it sent."""
    if not isinstance(view, TownDeadlines):
        return []
    label = catalogue().say("desk.found.of_town", language, town=view.town.name)
    return [[places.Way(label=label, address=f"loket/dossiers?zoek={quote(view.town.name)}")]]


def title_of(view: View | None, language: str) -> str:
    """Return what a page in words is called: the municipality, else what is done there."""
    match view:
        case TownFile():
            return view.matter.spot.town.name
        case TownDeadlines():
            return view.town.name
        case FormView():
            return say(f"form.title.{title_of_form(view.about)}", language)
        case _:
            key = f"desk.title.{type(view).__name__}"
            return catalogue().say(key if catalogue().has(key) else "desk.name", language)


def field_of(view: View | None) -> Field | None:
    """Return the place for the words that a view waits for, or None."""
    match view:
        case NudgeDraft():
            return Field(aside=f"{nudging.ASIDE}{view.nudge_id}", label="letter", value=view.text, goes_along=True)
        case TownFile() if _can_be_noted(view):
            aside = f"{claiming.NOTE_ASIDE}{view.matter.spot.town.nis_code}"
            return Field(aside=aside, label="note", goes_along=True)
        case Asked(answer=None):
            return Field(aside=f"{questions.ASIDE}{view.question_id}", label="reply")
        case Foreign(is_confirmed=None):
            return Field(aside=f"{foreign_mailboxes.ASIDE}{view.mailbox_id}", label="reason")
        case _:
            return None


def _can_be_noted(view: TownFile) -> bool:
    """Return whether a call can be noted: there is something to follow, and no colleague follows it."""
    matter = view.matter
    return bool(matter.kind) and matter.group != "done" and (matter.by is None or view.is_yours)
