"""The forms of the desk: what is filled in, what is asked, what happens once it is confirmed; and a municipality."""

from datetime import date, datetime, time

from handlers.reply import Button, Reply, Rows, button, in_rows
from handlers.views import desk_course
from handlers.views.desk_cases import head
from handlers.views.look import look, quoted
from handlers.wording import say
from models.desk.forms import form
from models.desk.forms.filling import FormView
from models.desk.forms.form import FORMS, Field, Fill
from models.desk.forms.form_rule import About
from models.desk.province.town import Deadline, TownDeadlines
from models.desk.views import CourseFile
from models.language import moments
from models.language.money import money_words
from models.language.wording import words
from models.places.municipality import municipality
from models.turns.rounds import extending


@look.register
def form_view(view: FormView, language: str) -> Reply:
    """A form: the field that is asked, or all of it to be confirmed."""
    about = view.about
    lines = [_head(about), f"<b>{say(f'form.title.{title_of(about)}', language)}</b>"]
    lines += [_line(view, field, language) for field in FORMS[about.form.what] if field.key in about.form.values]
    lines.append("")
    if view.problem is not None:
        lines.append(say(f"form.problem.{view.problem}", language))
    if view.asked is None:
        lines.append(_preview(about, language))
        return Reply("\n".join(lines), _confirming(view, language))
    lines.append(say(f"form.ask.{view.asked.key}", language))
    if not about.form.values:
        lines.append(say("form.nothing_yet", language))
    return Reply("\n".join(lines), _asking(view, view.asked, language))


def _head(about: About) -> str:
    if about.sent is None:
        return f"<b>{quoted(about.of_town.town.name)}</b> · {quoted(about.of_town.round.id)}"
    case = about.sent.case
    return f"<b>{quoted(case.number or '')} · {quoted(_town(about))}</b>"


def title_of(about: About) -> str:
    """Return what a form is called: planning an interview that is planned already moves it."""
    is_planned = about.sent is not None and about.sent.course.planned is not None
    return "move" if about.form.what == "plan" and is_planned else about.form.what


def _line(view: FormView, field: Field, language: str) -> str:
    value = _value(view, field, language) or say("form.none", language)
    return say("form.filled", language, label=say(f"form.field.{field.key}", language), value=value)


def _value(view: FormView, field: Field, language: str) -> str:
    """Return a field as it was read."""
    kept = view.about.form.values[field.key]
    match field.fill:
        case Fill.DAY:
            return moments.day_words(date.fromisoformat(kept), language)
        case Fill.HOUR:
            return moments.hour_words(time.fromisoformat(kept), language)
        case Fill.MONEY:
            return money_words(int(kept), language)
        case Fill.CHOICE:
            return next((one.words.in_language(language) for one in view.options if one.key == kept), kept)
        case _:
            return kept


def _preview(about: About, language: str) -> str:
    """Return in words what happens, or changes, once it is confirmed."""
    known = _of_interview(about, language) if about.sent is not None else _of_deadline(about, language)
    if about.form.what == "budget":
        known["amount"] = money_words(int(about.form.values["amount"]), language)
    return say(f"form.preview.{title_of(about)}", language, town=_town(about), **known)


def _of_interview(about: About, language: str) -> dict[str, str]:
    zone, planned = about.zone, about.case_file.course.planned
    known = {"now": moments.moment_words(planned.starts_at, zone, language)} if planned is not None else {}
    if about.form.what == "plan":
        known["when"] = moments.moment_words(form.moment_of(about.form.values, zone), zone, language)
    return known


def _of_deadline(about: About, language: str) -> dict[str, str]:
    of_town = about.of_town
    if about.form.what == "extend":
        until = extending.end_of(date.fromisoformat(about.form.values["last_day"]), about.zone)
    else:
        until = of_town.withdrawn_to
    now = moments.until_words(of_town.closes_at, about.zone, language)
    return {"round": of_town.round.id, "until": moments.until_words(until, about.zone, language), "now": now}


def _town(about: About) -> str:
    if about.sent is None:
        return about.of_town.town.name
    nis_code = about.sent.case.nis_code
    return municipality(nis_code).name if nis_code else "?"


def _confirming(view: FormView, language: str) -> Rows:
    form_id, fields = view.about.form.id, FORMS[view.about.form.what]
    changes = [
        button(say("button.change_field", language, label=say(f"form.field.{field.key}", language)), "fw", form_id, n)
        for n, field in enumerate(fields)
    ]
    return ((button(say("button.confirm", language), "fk", form_id),), *in_rows(changes, 2), *_back(view, language))


def _asking(view: FormView, asked: Field, language: str) -> Rows:
    form_id = view.about.form.id
    choices: list[Button] = []
    if asked.fill is Fill.CHOICE:
        labels = [one.words.in_language(language) for one in view.options]
        choices = [button(label, "fo", form_id, n) for n, label in enumerate(labels, 1)]
    if not asked.required:
        choices.append(button(say("button.nothing", language), "fo", form_id, 0))
    return (*in_rows(choices, 2), *_back(view, language))


def _back(view: FormView, language: str) -> Rows:
    sent = view.about.sent
    if sent is None:
        return ((button(say("button.all_cases", language), "dall"),),)
    return ((button(say("button.to_case", language), "dc", sent.case.application_id),),)


@look.register
def course_file(view: CourseFile, language: str) -> Reply:
    """What was arranged, and what can be arranged now."""
    lines = [*head(view.sent, language), "", *desk_course.of_case(view.sent, language)]
    to_case = button(say("button.whole_case", language), "dc", view.sent.case.application_id)
    return Reply("\n".join(lines), (*desk_course.buttons_of(view, language), (to_case,)))


@look.register
def town_file(view: TownDeadlines, language: str) -> Reply:
    """A municipality with its deadlines, and the way to give it more time."""
    lines = [say("town.head", language, town=view.town.name, province=view.town.province)]
    rows: list[tuple[Button, ...]] = []
    for one in view.deadlines:
        lines += _deadline_lines(one, language)
        if view.may_extend:
            rows.append(_extending(one, view.now, language))
    sent = in_rows([button(one.number, "dc", one.application_id) for one in view.sent], 2)
    return Reply("\n".join(lines), (*sent, *rows, (button(say("button.all_cases", language), "dall"),)))


def _deadline_lines(one: Deadline, language: str) -> list[str]:
    line = more_time(one, language)
    stages = ", ".join(words().say(f"stage.{stage}", language) for stage in one.stages)
    return [line, say("town.stages", language, stages=stages) if stages else say("town.no_stages", language)]


def more_time(one: Deadline, language: str) -> str:
    """Return until when a municipality can submit in a round, and why when that is later than for everybody."""
    everybody = moments.deadline_words(one.round, language)
    if one.granted is None:
        return say("town.everybody", language, round=one.round.id, until=everybody)
    until, reason = moments.until_words(one.closes_at, one.call.zone, language), one.granted.reason
    return say("town.more_time", language, round=one.round.id, until=until, everybody=everybody, reason=reason)


def _extending(one: Deadline, now: datetime, language: str) -> tuple[Button, ...]:
    where = (one.town.nis_code, one.round.id)
    more = button(say("button.extend_round", language, round=one.round.id), "ft", "extend", *where)
    if one.granted is None or one.granted.closes_at <= now:
        return (more,)
    return (more, button(say("button.shorten_round", language, round=one.round.id), "ft", "shorten", *where))
