"""From the deadline back to the college: the last meeting that is in time, its agenda, the signature.

Source: ARCHITECTURE.md, Rules: Backward plan.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from models.language.working_days import is_working_day, on_or_before, working_days_before

SIGNATURE_WORKING_DAYS = 2  # after a meeting its decision is written out and signed by two people
SENDING_WORKING_DAYS = 1  # so that nobody waits for a signature on the last day itself
A_WEEK = timedelta(days=7)


class Step(StrEnum):
    """What has to happen, in this order."""

    AGENDA = "agenda"  # the piece is on the agenda
    MEETING = "meeting"  # the college decides
    SIGNED = "signed"  # the signed decision is there
    DEADLINE = "deadline"  # the last day to apply


class Outlook(StrEnum):
    """What is still possible on a day."""

    POSSIBLE = "possible"
    AGENDA_CLOSED = "agenda_closed"  # the meeting comes, its agenda is closed
    MEETING_GONE = "meeting_gone"  # the last meeting in time was held


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How a college meets: on which weekday (0 is Monday), and how many days before it the agenda closes."""

    weekday: int
    agenda_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BackwardPlan:
    """The days of a plan; each is the last one that is in time."""

    agenda_on: date
    meeting_on: date
    extra_on: date  # the last day on which an extra meeting would be in time
    signed_on: date
    last_day: date

    @property
    def steps(self) -> tuple[tuple[Step, date], ...]:
        """Return the steps with their days, first first."""
        days = (self.agenda_on, self.meeting_on, self.signed_on, self.last_day)
        return tuple(zip(Step, days, strict=True))

    def outlook(self, today: date) -> Outlook:
        """Return what is still possible; on the day itself it still is."""
        if self.meeting_on < today:
            return Outlook.MEETING_GONE
        return Outlook.AGENDA_CLOSED if self.agenda_on < today else Outlook.POSSIBLE


@lru_cache(maxsize=256)
def backward_plan(last_day: date, habit: Habit, signature_days: int = SIGNATURE_WORKING_DAYS) -> BackwardPlan:
    """Return the plan for a deadline: up to and including `last_day`, counted back in working days.

    A meeting that falls on a holiday is not held; an agenda that closes on a day off closes the working day before.
    """
    signed_on = working_days_before(last_day, SENDING_WORKING_DAYS)
    extra_on = working_days_before(signed_on, signature_days)
    meeting_on = extra_on - timedelta(days=(extra_on.weekday() - habit.weekday) % 7)
    while not is_working_day(meeting_on):
        meeting_on -= A_WEEK
    return BackwardPlan(
        agenda_on=on_or_before(meeting_on - timedelta(days=habit.agenda_days)),
        meeting_on=meeting_on,
        extra_on=extra_on,
        signed_on=signed_on,
        last_day=last_day,
    )
