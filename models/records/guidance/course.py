"""The course of a guidance: all that was arranged since a municipality was selected, as one frozen value."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """An intake interview."""

    id: int
    application_id: int
    sequence: int
    starts_at: datetime
    place: str
    note: str
    planned_by: int | None
    held_at: datetime | None
    cancelled_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An expert, with the field of expertise as the call calls it."""

    id: int
    field: str
    name: str
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phased:
    """A phase, both days included."""

    id: int
    title: str
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """How far the evaluation is."""

    asked_at: datetime
    sent_at: datetime | None
    advice: str
    advised_at: datetime | None
    advice_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """All that was arranged; `interview` is the newest one, also when it was cancelled."""

    interview: Interview | None = None
    budget_cents: int | None = None
    experts: tuple[Named, ...] = ()
    phases: tuple[Phased, ...] = ()
    evaluated: Evaluated | None = None
    is_shared: bool = False

    @property
    def planned(self) -> Interview | None:
        """Return the interview that is planned and was not held yet, or None."""
        one = self.interview
        return one if one is not None and one.held_at is None and one.cancelled_at is None else None

    @property
    def is_held(self) -> bool:
        """Return whether the interview took place."""
        return self.interview is not None and self.interview.held_at is not None

    def is_over(self, today: date) -> bool:
        """Return whether the last phase is over, so that the guidance can be evaluated."""
        return self.last_day is not None and self.last_day < today

    @property
    def last_day(self) -> date | None:
        """Return the last day of the last phase, or None while there is no phase."""
        return max((phase.until_on for phase in self.phases), default=None)
