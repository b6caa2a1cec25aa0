"""What was arranged after the selection, at the case of an officer, and the ways to arrange it."""

from handlers.reply import Rows, button, in_rows
from handlers.views.course import arranged
from handlers.views.look import quoted
from handlers.wording import say
from models.answers import checklist, kinds
from models.calls.stages import Stage
from models.desk.cases.sent import Sent
from models.desk.views import CaseFile, CourseFile
from models.language import moments
from models.language.money import money_words
from models.records.applications.case import Case
from models.records.guidance.course import Course

MOST_SHOWN = 3_000  # characters of an answer or an advice


def of_case(sent: Sent, language: str) -> list[str]:
    """Return what an officer sees at a case: more time, the interview, budget, experts, phases, evaluation."""
    lines, case, course = [], sent.case, sent.course
    if sent.granted is not None:
        until = moments.until_words(sent.granted.closes_at, case.call.zone, language)
        lines.append(say("course.extended", language, until=until, reason=sent.granted.reason))
    lines += arranged(case, course, language)
    if course.budget_cents is not None:
        lines.append(say("course.budget", language, amount=money_words(course.budget_cents, language)))
    return [*lines, *_evaluation(case, course, language)]


def _evaluation(case: Case, course: Course, language: str) -> list[str]:
    found = course.evaluated
    if found is None:
        return []
    if found.sent_at is None:
        asked = moments.day_words(found.asked_at.astimezone(case.call.zone).date(), language)
        lines = [say("course.asked", language, when=asked)] if case.stage is Stage.GUIDANCE else []
    else:
        when = moments.moment_words(found.sent_at, case.call.zone, language)
        lines = [say("course.evaluated", language, when=when), *_answers(case, language)]
    if found.advice:
        lines.append(say("course.advice", language, advice=found.advice[:MOST_SHOWN]))
    return [*lines, say("course.shared", language)] if course.is_shared else lines


def _answers(case: Case, language: str) -> list[str]:
    """Return the answers of an evaluation that was sent."""
    lines = []
    for item in checklist.asked_items(case.checklist, case.answers):
        answer = case.answers.get(item.key)
        shown = kinds.shown(item, answer.value, language) if answer is not None else ""
        title = quoted(item.short.in_language(language))
        lines.append(f"<b>{item.number}. {title}:</b> {quoted(shown, MOST_SHOWN) or say('answers.empty', language)}")
    return lines


def buttons_of(view: CaseFile | CourseFile, language: str) -> Rows:
    """Return the ways to what can be arranged now."""
    app = view.sent.case.application_id
    named = ((one, say(f"button.form_{name_of(view.sent, one)}", language)) for one in view.ways)
    return in_rows([button(label, "fb", one, app) for one, label in named], 2)


def name_of(sent: Sent, way: str) -> str:
    """Return what a form is called on its button: planning what is planned already moves it."""
    if way == "plan" and sent.course.planned is not None:
        return "move"
    return "longer" if way == "extend" and sent.granted is not None else way
