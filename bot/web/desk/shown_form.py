"""How a form looks: all its fields at once, what was typed in them, and what is wrong with one."""

from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from bot.web.desk.chat_words import safe
from bot.web.desk.visiting import Desk
from handlers.views.desk_forms import title_of
from handlers.wording import say
from models.calls.call import Option
from models.desk.forms.filling import FormView
from models.desk.forms.form import FORMS, Fill
from models.language import moments
from models.language.money import GROUPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A field on the page."""

    key: str
    label: str
    how: str  # HTML
    type: str  # "text", "long" for one of several lines, "choice"
    value: str
    required: bool
    problem: str  # HTML, "" when there is none
    options: tuple[Option, ...] = ()


def form(desk: Desk, view: FormView, notes: list[str]) -> Response:
    """Return the page of a form that is not complete."""
    about = view.about
    return desk.page(
        "form",
        notes=notes,
        title=say(f"form.title.{title_of(about)}", desk.language),
        about=about,
        town=about.sent.case.municipality if about.sent is not None else about.of_town.town,
        fields=_fields(desk, view),
        nothing=safe(say("form.nothing_yet", desk.language)),
    )


def _fields(desk: Desk, view: FormView) -> list[Shown]:
    language, kept = desk.language, view.about.form.values
    asked = view.asked.key if view.asked is not None else ""
    found = []
    for field in FORMS[view.about.form.what]:
        problem = view.problem if field.key == asked and view.problem is not None else ""
        is_choice = field.fill is Fill.CHOICE and bool(view.options)
        named = "choice" if is_choice else "long" if field.fill is Fill.TEXT else "text"
        typed = desk.word(f"field-{field.key}")
        value = typed or _as_typed(field.fill, kept.get(field.key, ""), language)
        found.append(
            Shown(
                key=field.key,
                label=say(f"form.field.{field.key}", language),
                how=safe(say(f"form.ask.{field.key}", language)),
                type=named,
                value=value,
                required=field.required,
                problem=safe(say(f"form.problem.{problem}", language)) if problem else "",
                options=view.options if is_choice else (),
            )
        )
    return found


def _as_typed(fill: Fill, kept: str, language: str) -> str:
    """Return a field as somebody would type it."""
    if fill is Fill.DAY and kept:
        return moments.day_words(date.fromisoformat(kept), language)
    if fill is not Fill.MONEY or not kept:
        return kept
    euros, rest = divmod(int(kept), 100)
    return f"{euros}{GROUPS[language][1]}{rest:02d}" if rest else str(euros)
