"""How an officer fills in a form in chat: one field at a time, shown back in words, then confirmed.

Nothing happens before it is confirmed; what was begun goes on where it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from models.answers.answer import fingerprint
from models.calls.call import Option
from models.desk import rights
from models.desk.cases import cases
from models.desk.decisions import granting
from models.desk.forms import form
from models.desk.forms.form import FORMS, Field, Fill
from models.desk.forms.form_rule import About, Rule
from models.desk.guidance import advising, arranging, intake, ways
from models.desk.province import town
from models.desk.rights import Right
from models.desk.views import CourseFile
from models.language.clean_text import folded
from models.records.desk import form_queries
from models.records.desk.desk_form import DeskForm
from models.records.people import participant_queries
from models.turns import opening
from models.turns.outcome import Instead, Note, Noted, Outcome, only
from models.turns.turn import Turn
from models.turns.views import View

TOLD = frozenset({"plan", "cancel", "guide", "ask", "advise"})  # by letter, to the municipality
ASIDE = "form-"  # how a side question begins that waits for the officer's words; the form's id follows
SEEN = "seen"  # with what is filled in: how things stood when it was shown to be confirmed
OF_A_TOWN = frozenset({"extend", "shorten"})
RULES: Mapping[str, Rule] = {**granting.RULES, **intake.RULES, **arranging.RULES, **advising.RULES}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView(View):
    """A form: what is filled in, and the field that is asked; without one it waits to be confirmed."""

    about: About
    asked: Field | None
    problem: str | None  # what is wrong with what was typed in that field
    options: tuple[Option, ...]


def begin(session: Session, turn: Turn, what: str, application_id: int) -> Outcome:
    """Begin a form about an application that was sent; more time is about its municipality."""
    rule = RULES.get(what)
    if rule is None:
        return only(Noted.NOT_THERE)
    case_file = cases.opened(session, turn, application_id, rule.right)
    case = case_file.case
    if what in OF_A_TOWN:
        return begin_for_town(session, turn, what, case.nis_code or "", case.round.id)
    row = DeskForm(officer_id=turn.person_id, what=what, application_id=application_id, begun_at=turn.now)
    about = About(form=form_queries.begin(session, row), sent=case_file)
    return _begun(session, turn, about)


def begin_for_town(session: Session, turn: Turn, what: str, nis_code: str, round_id: str) -> Outcome:
    """Begin a form about the deadline of a municipality in a round of the call."""
    if what not in OF_A_TOWN:
        return only(Noted.NOT_THERE)
    rights.demand(turn, RULES[what].right)
    deadline = town.deadline(session, turn.call.name, round_id, nis_code, turn.now)
    if deadline is None:
        return only(Noted.NOT_THERE)
    row = DeskForm(officer_id=turn.person_id, what=what, round_id=round_id, nis_code=nis_code, begun_at=turn.now)
    return _begun(session, turn, About(form=form_queries.begin(session, row), deadline=deadline))


def take(session: Session, turn: Turn, aside: str, said: str) -> Outcome:
    """Take what is typed for the field that is asked."""
    form_id = aside.removeprefix(ASIDE)
    about = opened(session, turn, int(form_id) if form_id.isdecimal() else 0)
    field = _asked(about)
    if field is None:
        return shown(session, turn, about).noting(Note(Noted.CONFIRM_OR_CHANGE))
    if field.fill is Fill.CHOICE and RULES[about.form.what].options(about):
        place = _chosen(about, said)
        return choose(session, turn, about.form.id, place) if place else shown(session, turn, about, "choice")
    today = turn.at.astimezone(about.zone).date()
    value = form.read(field, said, about.form.values, on=today)
    if value is None:
        return shown(session, turn, about, str(field.fill))
    return _filled(session, turn, about, field, value)


def choose(session: Session, turn: Turn, form_id: int, place: int) -> Outcome:
    """Take an option by its place, from 1; 0 leaves a field empty that need not be filled in."""
    about = opened(session, turn, form_id)
    field = _asked(about)
    if field is None:
        return shown(session, turn, about)
    if place == 0 and not field.required:
        return _filled(session, turn, about, field, "")
    options = RULES[about.form.what].options(about)
    if field.fill is not Fill.CHOICE or not 1 <= place <= len(options):
        return shown(session, turn, about)
    return _filled(session, turn, about, field, options[place - 1].key)


def change(session: Session, turn: Turn, form_id: int, place: int) -> Outcome:
    """Ask a field again, by its place from 0."""
    about = opened(session, turn, form_id)
    fields = FORMS[about.form.what]
    if place >= len(fields):
        return shown(session, turn, about)
    kept = form_queries.keep(session, form_id, about.form.values, fields[place].key)
    return shown(session, turn, replace(about, form=kept))


def confirm(session: Session, turn: Turn, form_id: int) -> Outcome:
    """Do what the form says, once, when it is complete and still makes sense."""
    done = form_queries.one(session, form_id)
    if done is not None and done.done_at is not None and done.officer_id == turn.person_id:  # a double press
        return replace(_after(session, turn, done.application_id, done.nis_code), quiet=True)
    about = opened(session, turn, form_id)
    problem = RULES[about.form.what].problem(turn, about)
    if _asked(about) is not None or problem is not None:
        return checked(session, turn, about)
    if about.form.values.get(SEEN) != _state(about):
        return checked(session, turn, about).noting(Note(Noted.MEANWHILE))
    notes = (Note(RULES[about.form.what].enact(session, turn, about)), *_untold(session, about))
    form_queries.finish(session, form_id, turn.now)
    opening.leave_aside(session, turn)
    if about.form.what == "held":
        return begin(session, turn, "budget", about.case_file.case.application_id).noting(*notes)
    return _after(session, turn, about.form.application_id, about.form.nis_code).noting(*notes)


def _untold(session: Session, about: About) -> tuple[Note, ...]:
    """Return the warning that nobody is left to whom a letter could go."""
    if about.sent is None or about.form.what not in TOLD:
        return ()
    return () if participant_queries.active(session, about.sent.case.application_id) else (Note(Noted.NOBODY_TO_TELL),)


def _after(session: Session, turn: Turn, application_id: int | None, nis_code: str | None) -> Outcome:
    """Return where the officer is once a form is done: at the application, or at the municipality."""
    if application_id is not None:
        case_file = cases.opened(session, turn, application_id)
        return Outcome(view=CourseFile(sent=case_file, ways=ways.onward(turn, case_file)))
    return town.by_code(session, turn, nis_code or "")


def _begun(session: Session, turn: Turn, about: About) -> Outcome:
    obstacle = RULES[about.form.what].obstacle(session, turn, about)
    if obstacle is not None:
        return _after(session, turn, about.form.application_id, about.form.nis_code).noting(Note(obstacle))
    known = RULES[about.form.what].known(about)
    if known and not about.form.values:
        about = replace(about, form=form_queries.keep(session, about.form.id, known, None))
    return checked(session, turn, about)


def opened(session: Session, turn: Turn, form_id: int) -> About:
    """Return a form that the officer fills in, with what it is about as it is now.

    Raises:
        Instead: it is not there for this person, it was done, or it cannot be done any more.
    """
    found = form_queries.one(session, form_id)
    if found is None or found.officer_id != turn.person_id or found.done_at is not None:
        rights.demand(turn, Right.READ)
        raise Instead(only(Noted.NOT_THERE))
    rule = RULES[found.what]
    rights.demand(turn, rule.right)
    if found.application_id is not None:
        about = About(form=found, sent=cases.opened(session, turn, found.application_id, rule.right))
    else:
        deadline = town.deadline(session, turn.call.name, found.round_id or "", found.nis_code or "", turn.now)
        if deadline is None:
            raise Instead(only(Noted.NOT_THERE))
        about = About(form=found, deadline=deadline)
    obstacle = rule.obstacle(session, turn, about)
    if obstacle is not None:
        raise Instead(_after(session, turn, found.application_id, found.nis_code).noting(Note(obstacle)))
    return about


def again(session: Session, turn: Turn, form_id: int) -> Outcome:
    """Show a form that was begun, as it stands now."""
    return checked(session, turn, opened(session, turn, form_id))


def _filled(session: Session, turn: Turn, about: About, field: Field, value: str) -> Outcome:
    kept = form_queries.keep(session, about.form.id, {**about.form.values, field.key: value}, None)
    return checked(session, turn, replace(about, form=kept))


def checked(session: Session, turn: Turn, about: About) -> Outcome:
    """Ask the first field that is open, or the one that cannot be as it is; else show it to be confirmed."""
    problem = RULES[about.form.what].problem(turn, about)
    if problem is None:
        return shown(session, turn, about)
    kept = form_queries.keep(session, about.form.id, about.form.values, problem[0])
    return shown(session, turn, replace(about, form=kept), problem[1])


def _asked(about: About) -> Field | None:
    fields = {field.key: field for field in FORMS[about.form.what]}
    again = fields.get(about.form.asked or "")
    return again or form.first_open(about.form.what, about.form.values)


def shown(session: Session, turn: Turn, about: About, problem: str | None = None) -> Outcome:
    """Show a form; what is typed next fills in the field that is asked."""
    opening.ask_aside(session, turn, f"{ASIDE}{about.form.id}")
    asked = _asked(about)
    if asked is None:
        seen = {**about.form.values, SEEN: _state(about)}
        about = replace(about, form=form_queries.keep(session, about.form.id, seen, None))
    options = RULES[about.form.what].options(about)
    return Outcome(view=FormView(about=about, asked=asked, problem=problem, options=options))


def _state(about: About) -> str:
    """Return a short hash of what the form is about, to notice that a colleague changed it meanwhile."""
    state = (about.sent.case.stage, about.sent.course) if about.sent is not None else about.of_town.closes_at
    return fingerprint(None, repr(state))


def _chosen(about: About, said: str) -> int:
    """Return the place of the option whose words were typed, or its number; 0 when there is none such."""
    options, words = RULES[about.form.what].options(about), folded(said)
    if words.isdecimal() and 1 <= int(words) <= len(options):
        return int(words)
    named = (n for n, one in enumerate(options, 1) if words in {folded(one.words.nl), folded(one.words.en)})
    return next(named, 0)
