"""How an application looks on its page: every item with the check, what was arranged, what happened, what can be."""

from dataclasses import dataclass

from starlette.responses import Response

from bot.web.desk.chat_words import safe
from bot.web.desk.visiting import Desk
from handlers.views import desk_cases, desk_course
from handlers.wording import say
from models.answers.answer import State
from models.desk.cases import dossier
from models.desk.cases.cases import DECIDED
from models.desk.cases.dossier import Dossier
from models.desk.cases.sent import Checked, Sent
from models.language import moments
from models.language.wording import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An item with its answer, as the table shows it."""

    number: str
    title: str
    answer: str
    state: str  # fine, missing, unclear, open
    told: str  # what the applicant was told of it


async def of_case(desk: Desk, application_id: int, notes: list[str]) -> Response:
    """Return the page of an application, with what just happened first."""
    view = await desk.do(dossier.opened, application_id)
    case, language = view.sent.case, desk.language
    return desk.page(
        "case",
        notes=notes,
        view=view,
        head=safe(desk_cases.head(view.sent, language)[1]),
        lines=[line_of(view.sent, one, language) for one in view.sent.checked],
        lacking=", ".join(item.number for item in view.sent.lacking),
        decisions=[(say(f"button.decide_{one}", language), _decide(view, DECIDED.index(one))) for one in view.steps],
        ways=[_form(view, one, language) for one in view.ways],
        undo=view.undoable,
        course=[safe(line) for line in desk_course.of_case(view.sent, language)],
        history=[
            (
                moments.moment_words(one.at, case.call.zone, language),
                words().say(f"happened.{one.what}", language),
                desk_cases.reasons(view.sent, one, language),
            )
            for one in view.sent.history
        ],
    )


def line_of(sent: Sent, one: Checked, language: str) -> Line:
    """Return an item with its answer, its state and what the applicant was told of it."""
    return Line(
        number=one.item.number,
        title=one.item.short.in_language(language),
        answer=desk_cases.answer_of(sent, one.item, language),
        state="open" if one.is_open else State(one.state).value,
        told=safe(" ".join(desk_cases.told(one, language))),
    )


def _decide(view: Dossier, place: int) -> str:
    return f"dd:{view.sent.case.application_id}:{place}"


def _form(view: Dossier, way: str, language: str) -> tuple[str, str]:
    name = desk_course.name_of(view.sent, way)
    return say(f"button.form_{name}", language), f"fb:{way}:{view.sent.case.application_id}"
