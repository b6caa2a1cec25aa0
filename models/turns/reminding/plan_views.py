"""What a person can be shown of the way to the college: facts without words."""

from dataclasses import dataclass
from datetime import date

from models.records.applications.case import Case
from models.timing.backward_plan import BackwardPlan
from models.turns.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAsked(View):
    """How does the college meet: on which "day", or how long before it does the "agenda" close?"""

    case: Case
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanShown(View):
    """The way to the college, counted back from the deadline."""

    case: Case
    plan: BackwardPlan
    today: date
    has_next_round: bool
    is_in_calendar: bool
