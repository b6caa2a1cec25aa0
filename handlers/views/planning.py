"""The way to the college: how it meets, and the days that follow from it."""

from handlers.reply import Reply, Rows, button, in_rows
from handlers.views.look import look, quoted
from handlers.wording import say
from models.language.wording import words
from models.timing import plan_words
from models.turns.reminding.plan_views import MeetingAsked, PlanShown
from models.turns.reminding.planning import DAY, NOBODY_KNOWS, WEEKDAYS

AGENDA_DAYS = (3, 7, 10, 14)  # what secretariats mostly ask; another number can be typed


@look.register
def meeting_asked(view: MeetingAsked, language: str) -> Reply:
    """How does the college meet?"""
    application = view.case.application_id
    onward = (button(say("button.continue", language), "here"),)
    if view.what == DAY:
        return Reply(say("plan.ask_day", language), (*weekday_buttons(application, language), onward))
    days = [button(say("plan.days", language, count=one), "agenda", application, one) for one in AGENDA_DAYS]
    return Reply(say("plan.ask_agenda", language), (*in_rows(days, 2), onward))


def weekday_buttons(application: int, language: str) -> Rows:
    """Return a button for each day on which a college can meet, and one for who does not know."""
    days = [button(words().say(f"weekday.{n}", language), "meets", application, n) for n in WEEKDAYS]
    unknown = button(say("button.nobody_knows", language), "meets", application, NOBODY_KNOWS)
    return in_rows([*days, unknown], 3)


@look.register
def plan_shown(view: PlanShown, language: str) -> Reply:
    """The days, and what is no longer possible."""
    application = view.case.application_id
    lines = [say("plan.lead", language)]
    for step, day in view.plan.steps:
        mark = "✗" if day < view.today else "•"
        lines.append(f"{mark} {quoted(plan_words.step_line(step, day, language))}")
    warning = plan_words.warning(view.plan, view.today, language, has_next_round=view.has_next_round)
    if warning is not None:
        lines += ["", quoted(warning)]
    send = button(
        say("button.send_again" if view.is_in_calendar else "button.to_calendar", language), "ics", application
    )
    change = button(say("button.change_plan", language), "replan", application)
    return Reply("\n".join(lines), ((send,), (change, button(say("button.continue", language), "here"))))
