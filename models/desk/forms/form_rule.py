"""What each form is about and what it does once it is confirmed: the shape of its rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models.calls.call import Option
from models.desk.cases.sent import Sent
from models.desk.province.town import Deadline
from models.desk.rights import Right
from models.records.desk.form_queries import Filled
from models.turns.outcome import Noted
from models.turns.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A form with what it is about: an application that was sent, or the deadline of a municipality."""

    form: Filled
    sent: Sent | None = None
    deadline: Deadline | None = None

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone in which its days and hours are."""
        return self.sent.case.call.zone if self.sent is not None else self.of_town.call.zone

    @property
    def case_file(self) -> Sent:
        """Return the application.

        Raises:
            ValueError: the form is about a municipality.
        """
        if self.sent is None:
            raise ValueError(self.form.what)
        return self.sent

    @property
    def of_town(self) -> Deadline:
        """Return the deadline of the municipality.

        Raises:
            ValueError: the form is about an application.
        """
        if self.deadline is None:
            raise ValueError(self.form.what)
        return self.deadline


def _no_obstacle(_session: Session, _turn: Turn, _about: About) -> Noted | None:
    return None


def _no_problem(_turn: Turn, _about: About) -> tuple[str, str] | None:
    return None


def _nothing_known(_about: About) -> Mapping[str, str]:
    return {}


def _no_options(_about: About) -> tuple[Option, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When a form can be filled in, what its fields can be, and what follows.

    What is wrong with a field is asked after each one: those behind it may not be filled in yet.
    """

    right: Right
    enact: Callable[[Session, Turn, About], Noted]  # does it; what to say about it
    obstacle: Callable[[Session, Turn, About], Noted | None] = _no_obstacle  # why it cannot be done now
    problem: Callable[[Turn, About], tuple[str, str] | None] = _no_problem  # (field, what is wrong with it)
    known: Callable[[About], Mapping[str, str]] = _nothing_known  # what is filled in when it is begun
    options: Callable[[About], tuple[Option, ...]] = _no_options  # what the field of a choice offers
