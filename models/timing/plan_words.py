"""The backward plan in words, for a letter, a calendar and a chat alike."""

from datetime import date

from models.language import moments
from models.language.wording import words
from models.timing.backward_plan import BackwardPlan, Outlook, Step


def step_line(step: Step, day: date, language: str) -> str:
    """Return "maandag 8 november 2021: vergadering van het college"."""
    return f"{moments.day_words(day, language)}: {words().say(f'plan.step.{step}', language)}"


def warning(plan: BackwardPlan, today: date, language: str, *, has_next_round: bool) -> str | None:
    """Return what is no longer possible and what can be done about it, or None when everything still is."""
    outlook = plan.outlook(today)
    if outlook is Outlook.POSSIBLE:
        return None
    key = "agenda_closed"
    if outlook is Outlook.MEETING_GONE:
        key = "meeting_gone" if today <= plan.extra_on else "all_gone"
        key = key if has_next_round else f"{key}_last"
    days = {"meeting": plan.meeting_on, "agenda": plan.agenda_on, "extra": plan.extra_on}
    return words().say(f"plan.{key}", language, **{k: moments.day_words(v, language) for k, v in days.items()})
