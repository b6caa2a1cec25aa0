"""How an officer fills in a form on a page: every field at once; then it is shown back and confirmed as in chat."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from models.calls.call import Option
from models.desk.forms import filling, form
from models.desk.forms.form import FORMS, Field, Fill
from models.records.desk import form_queries
from models.turns.outcome import Outcome
from models.turns.turn import Turn


def fill(session: Session, turn: Turn, form_id: int, said: Mapping[str, str]) -> Outcome:
    """Keep every field that can be read; the first that cannot is asked again, else the whole is to be confirmed."""
    about = filling.opened(session, turn, form_id)
    options = filling.RULES[about.form.what].options(about)
    today = turn.at.astimezone(about.zone).date()
    fields = FORMS[about.form.what]
    values: dict[str, str] = {}
    for field in fields:
        value = _read(field, said.get(field.key, ""), options, values, today)
        values |= {field.key: value} if value is not None else {}
    wrong = next((field for field in fields if field.key not in values), None)
    kept = form_queries.keep(session, form_id, values, wrong.key if wrong is not None else None)
    about = replace(about, form=kept)
    if wrong is None:
        return filling.checked(session, turn, about)
    return filling.shown(session, turn, about, str(wrong.fill))


def _read(field: Field, said: str, options: tuple[Option, ...], before: Mapping[str, str], today: date) -> str | None:
    """Return a field as a form keeps it, "" for one that is left empty and may be, None when it cannot be read."""
    if not said.strip() and not field.required:
        return ""
    if field.fill is Fill.CHOICE and options:
        return said if said in {one.key for one in options} else None
    return form.read(field, said, before, on=today)
