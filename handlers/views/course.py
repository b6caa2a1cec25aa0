"""What was arranged after the selection, as both sides see it, and in the status of the municipality."""

from handlers.reply import Rows, button
from handlers.wording import say
from models.answers import checklist, kinds
from models.calls.stages import Stage
from models.language import moments
from models.records.applications.case import Case
from models.records.guidance.course import Course, Named
from models.turns.views import Status


def arranged(case: Case, course: Course, language: str) -> list[str]:
    """Return what both sides see: the interview, the experts and the phases."""
    lines = [*_interview(case, course, language), *(_expert(case, one, language) for one in course.experts)]
    for phase in course.phases:
        start, end = (moments.day_words(day, language) for day in (phase.from_on, phase.until_on))
        lines.append(say("course.phase", language, title=phase.title, start=start, end=end))
    return lines


def _interview(case: Case, course: Course, language: str) -> list[str]:
    one = course.interview
    if one is None:
        return []
    when = moments.moment_words(one.starts_at, case.call.zone, language)
    if one.cancelled_at is not None:
        return [say("course.intake_cancelled", language, when=when)]
    if one.held_at is not None:
        return [say("course.intake_held", language, when=when)]
    note = [say("course.note", language, note=one.note)] if one.note else []
    return [say("course.intake", language, when=when, place=one.place), *note]


def _expert(case: Case, one: Named, language: str) -> str:
    item = case.call.checklist.of_experts
    field = kinds.shown(item, [one.field], language) if item is not None else one.field
    return say("course.expert", language, field=field, name=one.name, organisation=one.organisation)


def of_status(view: Status, language: str) -> list[str]:
    """Return what a municipality sees in its status."""
    course, case = view.course, view.case
    if course is None:
        return []
    lines = arranged(case, course, language)
    today = view.now.astimezone(case.call.zone).date()
    is_asked = course.evaluated is not None or course.is_over(today)
    if case.stage is Stage.GUIDANCE and is_asked and case.checklist.items:
        minutes = checklist.minutes_for(checklist.asked_items(case.checklist, case.answers))
        lines.append(say("course.to_evaluate", language, count=minutes))
    if course.evaluated is not None and course.evaluated.advice:
        lines.append(say("course.your_advice", language, advice=course.evaluated.advice))
    return [*lines, say("course.your_showcase", language)] if course.is_shared else lines


def status_buttons(view: Status, language: str) -> Rows:
    """Return the ways that a municipality has once it evaluated: into the showcase, and out of it."""
    if view.course is None or view.case.stage is not Stage.EVALUATED:
        return ()
    app = view.case.application_id
    if view.course.is_shared:
        return ((button(say("button.unshare", language), "show", app, 0),),)
    if not view.case.checklist.items:  # nothing was asked that could be told
        return ()
    return ((button(say("button.share_after_all", language), "show", app, 2),),)
