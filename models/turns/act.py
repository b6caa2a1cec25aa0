"""Who does something to an application, when, and by which channel: a person who speaks, or time that passes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from models.language.moment import Moment


class Act(Protocol):
    """What the history and the people of an application are told about a change; a turn is one."""

    @property
    def person_id(self) -> int | None:
        """Return who does it; None when time does."""

    @property
    def channel(self) -> str:
        """Return the front, "mail" or "system"."""

    @property
    def moment(self) -> Moment:
        """Return when it was done, as far as can be told."""

    @property
    def at(self) -> datetime:
        """Return when it counts as done."""

    @property
    def now(self) -> datetime:
        """Return the server's clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BySystem:
    """What happens because time passes, or because an operator loads a call: nobody speaks."""

    now: datetime

    @property
    def person_id(self) -> None:
        """Return that no person does it."""
        return

    @property
    def channel(self) -> str:
        """Return the channel as the history names it."""
        return "system"

    @property
    def moment(self) -> Moment:
        """Return the moment, which is certain."""
        return Moment.exactly(self.now)

    @property
    def at(self) -> datetime:
        """Return the moment at which it happens."""
        return self.now
