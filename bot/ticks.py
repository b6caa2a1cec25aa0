"""What time brings, by name; each is loaded at its first tick, so that a hello in the terminal does not wait for it."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from handlers.services import Services

if TYPE_CHECKING:
    from bot.erasing.retention_tick import RetentionTick
    from reminders.calendars import Calendars
    from reminders.closing import Closing
    from reminders.desk_tick import DeskTick
    from reminders.planner import Planner
    from reminders.weekly import WeeklyLists


@dataclass(frozen=True, kw_only=True)
class Ticks:
    """The ticks of an open house."""

    services: Services

    @cached_property
    def planner(self) -> "Planner":
        """Return the tick that plans reminders."""
        from reminders.planner import Planner

        return Planner(store=self.services.store, clock=self.services.clock)

    @cached_property
    def closing(self) -> "Closing":
        """Return the tick that does what the end of a round brings."""
        from reminders.closing import Closing

        return Closing(store=self.services.store, clock=self.services.clock)

    @cached_property
    def calendars(self) -> "Calendars":
        """Return the tick that sends the days of a plan anew when they changed."""
        from reminders.calendars import Calendars

        return Calendars(store=self.services.store, clock=self.services.clock)

    @cached_property
    def weekly(self) -> "WeeklyLists":
        """Return the tick that plans the weekly lists of officers."""
        from reminders.weekly import WeeklyLists

        return WeeklyLists(store=self.services.store, call=self.services.house.call, clock=self.services.clock)

    @cached_property
    def retention(self) -> "RetentionTick":
        """Return the tick that erases what was kept as long as its call says."""
        from bot.erasing.retention_tick import RetentionTick

        services = self.services
        return RetentionTick(store=services.store, clock=services.clock, key=services.house.key)

    @cached_property
    def desk(self) -> "DeskTick":
        """Return the tick of the desk."""
        from reminders.desk_tick import DeskTick

        return DeskTick(store=self.services.store, clock=self.services.clock)
