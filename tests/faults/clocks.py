"""Clocks that change, jump or stand still: rows 10 and 11 of what delivery must survive."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from bot import schedule
from models.language.working_days import BRUSSELS, on_or_before
from models.letters.facts import CalendarEntry, CalendarFile
from models.places.municipality import municipalities_on
from reminders.calendar_file import calendar_enclosure
from reminders.contents import OURSELVES
from tests.fakes.conversation import StandingClock
from tests.fakes.deadline import brussels
from tests.fakes.reminded import Reminded, reminded_people
from tests.faults.trial import Ground, Line, Size, until

BEGUN = "2021-10-20 10:00"
DAYS_BEFORE, LAST_CALLS = (42, 28, 14, 7, 3, 1), (9, 14)  # as the call of 2021 has them
DAY = timedelta(days=1)
# What is looked at, with the clock change in the middle, and the first of the last days of the towns.
CHANGES = (
    (date(2021, 10, 29), date(2021, 11, 3), date(2021, 11, 13)),
    (date(2022, 3, 25), date(2022, 3, 29), date(2022, 3, 26)),
)
SEVEN_DAYS = "2021-11-05 09:00"
JUMPS = (("an hour ahead", 1), ("an hour back", -1), ("a day ahead", 24), ("a day back", -24))
Sent = Counter[tuple[str, str]]  # by mailbox and moment


async def clock_changes(ground: Ground, database: str, size: Size) -> list[Line]:
    """Row 10: towns whose occasions lie around the nights in which the clock changes, looked at again and again."""
    return [await changed(ground, database, size, *change) for change in CHANGES]


async def changed(ground: Ground, database: str, size: Size, first: date, end: date, last_day: date) -> Line:
    """Look from one day to another at towns of which the first has that last day."""
    folder, url = ground.place(database)
    last_days = [last_day + number * DAY for number in range(size.towns)]
    clock = StandingClock(brussels(BEGUN))
    with reminded_people(folder, clock, url) as people:
        for town, day in zip(sorted(municipalities_on(first)), last_days, strict=False):
            people.draft(people.person(_mailbox(day)), town)
            people.extend(town, f"{day + DAY} 00:00")
        moment, stop = (brussels(f"{day} 00:00").astimezone(UTC) for day in (first, end))
        people.planned_until(f"{first} 00:00")
        while moment < stop:
            clock.now = moment
            await people.house.planner.tick()
            await people.house.sweep.send_due()
            moment += timedelta(minutes=size.tick_minutes)
        sent, wrong = _sent(people), _wrong_words(people)
    expected = Counter(one for day in last_days for one in _expected(day, first, end))
    lost, double = (expected - sent).total(), (sent - expected).total()
    told = _ics_tells(first, end)
    return Line(
        row=10,
        what=f"{size.towns} towns from {first} to {end}, {expected.total()} reminders",
        database=database,
        came=f"lost {lost} · double {double} · wrong words {wrong}; .ics with its zone {'agrees' if told else 'errs'}",
        holds=(lost, double, wrong) == (0, 0, 0) and told and expected.total() > 0,
    )


def _mailbox(last_day: date) -> str:
    return f"an-{last_day}@voorbeeld.be"


def _sent(people: Reminded) -> Sent:
    moments = [(row.address, row.settled_at) for row in people.rows() if row.state == "sent"]
    return Counter((address, f"{at.astimezone(BRUSSELS):%Y-%m-%d %H:%M}") for address, at in moments)


def _expected(last_day: date, first: date, end: date) -> Iterator[tuple[str, str]]:
    """Yield what the person of a town must get, reckoned on the calendar on the wall."""
    last_call = on_or_before(last_day)
    wanted = {(on_or_before(last_day - days * DAY), 9) for days in DAYS_BEFORE}
    wanted |= {(last_call, hour) for hour in LAST_CALLS}
    for day, hour in wanted:
        if first <= day < end:
            yield _mailbox(last_day), f"{day} {hour:02}:00"


def _wrong_words(people: Reminded) -> int:
    """Return how many mails name another number of days, or another hour, than there is."""
    way = people.ways["mail"]
    rows = {row.key: row for row in people.rows()}
    wrong = 0
    for claimed, parcel in zip(way.took, way.parcels, strict=True):
        last_day = date.fromisoformat(claimed.message.address[3:13])
        days = (last_day - rows[claimed.message.key].settled_at.astimezone(BRUSSELS).date()).days
        left = {0: "Dat is vandaag.", 1: "Dat is morgen."}.get(days, f"Nog {days} dagen.")
        wrong += not (
            left in parcel.letter.text
            and f"{last_day.day} " in parcel.letter.text
            and "23.59 uur" in parcel.letter.text
        )
    return wrong


def _ics_tells(first: date, end: date) -> bool:
    """Return whether a program that knows no zones reads the hours on the wall from a calendar file."""
    days = [first + number * DAY for number in range((end - first).days)]
    file = CalendarFile(
        file_name="plan.ics",
        entries=tuple(CalendarEntry(uid=f"{day}", day=day, summary="x", description="x") for day in days),
        zone=BRUSSELS,
        sequence=0,
        stamped_at=brussels(BEGUN).astimezone(UTC),
        is_cancelled=False,
    )
    found = Calendar.from_ical(calendar_enclosure(file, OURSELVES, "nl").content)
    [zone] = found.walk("VTIMEZONE")
    told = zone.to_tz(lookup_tzid=False)
    starts = [event.decoded("dtstart").replace(tzinfo=None) for event in found.walk("VEVENT")]
    same = [one.replace(tzinfo=told).utcoffset() == one.replace(tzinfo=BRUSSELS).utcoffset() for one in starts]
    return len(same) == len(days) and all(same)


async def clock_jumps(ground: Ground, database: str, size: Size) -> list[Line]:
    """Row 11: at the due moment the clock jumps and comes back, or the event loop stands still."""
    jumps = [await jumped(ground, database, size, what, hours) for what, hours in JUMPS]
    return [*jumps, await stalled(ground, database, size)]


async def jumped(ground: Ground, database: str, size: Size, what: str, hours: int) -> Line:
    """Let the clock be wrong by some hours for a while, from the due moment on."""
    folder, url = ground.place(database)
    with reminded_people(folder, StandingClock(brussels(BEGUN)), url) as people:
        _fill(people, size.towns)
        wrong = brussels(SEVEN_DAYS) + timedelta(hours=hours)
        during = [f"{wrong + timedelta(minutes=10 * number):%Y-%m-%d %H:%M}" for number in range(3)]
        await people.tick("2021-11-05 08:59", *during, SEVEN_DAYS, "2021-11-05 09:30", "2021-11-08 09:00")
        await people.tick("2021-11-09 09:00", "2021-11-09 15:00")
        each = Counter(row.address for row in people.rows() if row.state == "sent")
    lost, double = sum(max(0, 2 - count) for count in each.values()), sum(max(0, count - 2) for count in each.values())
    lost += 2 * (size.towns - len(each))
    what = f"the clock jumps {what} and returns, {size.towns} people, 2 reminders each"
    came = f"lost {lost} · double {double}"
    return Line(row=11, what=what, database=database, came=came, holds=(lost, double) == (0, 0))


def _fill(people: Reminded, towns: int) -> None:
    for number, town in zip(range(towns), sorted(municipalities_on(date(2021, 11, 5))), strict=False):
        people.draft(people.person(f"an{number}@voorbeeld.be"), town)
    people.planned_until("2021-11-05 08:00")


class RunningClock(StandingClock):
    """A clock that runs on from where it was put."""

    began_s = 0.0

    def start_at(self, moment: datetime) -> None:
        self.now, self.began_s = moment.astimezone(UTC), time.monotonic()

    def __call__(self) -> datetime:
        return self.now + timedelta(seconds=time.monotonic() - self.began_s if self.began_s else 0)


async def stalled(ground: Ground, database: str, size: Size) -> Line:
    """Let nothing run in the event loop from just before the due moment on."""
    folder, url = ground.place(database)
    clock = RunningClock(brussels(BEGUN))
    with reminded_people(folder, clock, url) as people:
        _fill(people, size.towns)
        clock.start_at(brussels(SEVEN_DAYS) - timedelta(seconds=1.5))
        ticks = schedule.start_ticks([(people.house.planner.tick, 1), (people.house.sweep.wake, 1)])
        await asyncio.sleep(1.2)
        before = people.sent()
        time.sleep(size.stall_s)  # noqa: ASYNC251 - that is the trial
        took_s = await until(lambda: len(people.sent()) >= size.towns, 20)
        await asyncio.sleep(1.5)  # another look would send what is sent already
        ticks.shutdown(wait=False)
        await people.house.sweep.stop(3)
        each = Counter(people.sent())
    lost, double = size.towns - len(each), each.total() - len(each)
    return Line(
        row=11,
        what=f"the event loop stands still for {size.stall_s:g} s at the due moment",
        database=database,
        came=f"lost {lost} · double {double}; all gone {took_s:.1f} s later",
        holds=(lost, double, before) == (0, 0, []),
    )
