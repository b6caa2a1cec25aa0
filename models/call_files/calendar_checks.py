"""Rules of a call file about its rounds and reminder hours."""

from collections import Counter
from collections.abc import Iterator

from models.call_files.call_mistakes import Mistake, field_of
from models.call_files.call_schema import YEARLY_DAY, RemindersShape, RoundShape, Table, is_day
from models.call_files.call_shape import shaped, tables


def calendar_mistakes(table: Table) -> Iterator[Mistake]:
    """Yield what is wrong between the days of a call; a part with a mistake of its own is left out."""
    if not table.get("round"):
        yield Mistake(field_of("", "round"), "there is no round; a call needs at least one [[round]]")
    rounds = [found for part in tables(table, "round") if (found := shaped(RoundShape, part))]
    yield from _same_days(rounds)
    yield from _guidance(rounds)
    yield from _opening(rounds, table.get("opens_on"))
    reminders = shaped(RemindersShape, table.get("reminders"))
    if reminders:
        yield from _hours(reminders)


def _is_yearly(day: str) -> bool:
    return YEARLY_DAY.fullmatch(day) is not None


def _same_days(rounds: list[RoundShape]) -> Iterator[Mistake]:
    for round_id, count in Counter(round_.id for round_ in rounds).items():
        if count > 1:
            yield Mistake(field_of(f'round "{round_id}"', "id"), f"{count} rounds have this id")
    first: dict[str, RoundShape] = {}
    for round_ in rounds:
        other = first.setdefault(round_.last_day, round_)
        if other is not round_:
            what = f'this round closes on the same day as round "{other.id}"'
            yield Mistake(field_of(f'round "{round_.id}"', "last_day"), what)


def _guidance(rounds: list[RoundShape]) -> Iterator[Mistake]:
    for round_ in rounds:
        where = field_of(f'round "{round_.id}"', "guidance_from")
        if _is_yearly(round_.last_day) != _is_yearly(round_.guidance_from):
            yield Mistake(where, "this day and last_day must both have a year, or both come every year")
        elif not _is_yearly(round_.last_day) and round_.guidance_from <= round_.last_day:
            yield Mistake(where, f"guidance must begin after the last day, {round_.last_day}")


def _opening(rounds: list[RoundShape], opens_on: object) -> Iterator[Mistake]:
    yearly = {_is_yearly(round_.last_day) for round_ in rounds}
    where = field_of("", "opens_on")
    if len(yearly) > 1:
        yield Mistake(field_of("", "round"), "the rounds must all have a year, or all come every year")
    elif yearly == {True} and opens_on is not None:
        yield Mistake(where, "rounds that come every year follow each other; leave this field out")
    elif yearly == {False} and opens_on is None:
        yield Mistake(where, "this field is missing: on which day does the first round open?")
    elif yearly == {False} and isinstance(opens_on, str) and is_day(opens_on):
        first = min(rounds, key=lambda round_: round_.last_day)
        if opens_on > first.last_day:
            yield Mistake(where, f'the call opens after round "{first.id}" has closed')


def _hours(reminders: RemindersShape) -> Iterator[Mistake]:
    quiet_from, quiet_until = reminders.quiet_from_hour, reminders.quiet_until_hour
    for name, hours in (("at_hour", [reminders.at_hour]), ("last_call_hours", reminders.last_call_hours)):
        for hour in hours:
            if _is_quiet(hour, quiet_from, quiet_until):
                what = f"{hour} lies in the quiet hours, from {quiet_from} to {quiet_until}"
                yield Mistake(field_of("", f"reminders.{name}"), what)
    for name in ("days_before", "interest_days_before", "last_call_hours"):
        numbers: list[int] = getattr(reminders, name)
        for number, count in Counter(numbers).items():
            if count > 1:
                yield Mistake(field_of("", f"reminders.{name}"), f"{number} is there twice")


def _is_quiet(hour: int, quiet_from: int, quiet_until: int) -> bool:
    """Return whether an hour lies in [quiet_from, quiet_until), which may span midnight; equal hours mean never."""
    if quiet_from <= quiet_until:
        return quiet_from <= hour < quiet_until
    return hour >= quiet_from or hour < quiet_until
