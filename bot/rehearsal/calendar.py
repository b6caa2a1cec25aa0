"""The calendar of a rehearsal: a line for each message, and warnings about what somebody should look at."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rehearsal.play import Left
from models.calls.call import Call
from models.calls.round import Round
from models.language.working_days import is_working_day

REMINDERS = {"reminder", "interest"}  # what nobody gets twice a day; codes, receipts and copies are no reminders
WHY = {
    "draft": "draft",
    "fell_out": "fell out of the round before",
    "interest": "showed interest, nothing filled in",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Human:
    """Who stands behind a message: what they are called, and what is the same for all their devices."""

    name: str
    same: str


def lines(left: Sequence[Left], humans: Mapping[str, Human], zone: ZoneInfo) -> Iterator[str]:
    """Yield a line for each message: when, by which way, to whom, why, and its subject."""
    for one in left:
        when = one.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        name = humans[one.key].name
        whom = one.address if one.address == name else f"{one.address} ({name})"
        subject = f' "{one.subject}"' if one.subject else ""
        yield f"{when}  {one.way:<8}  {whom}: {why(one)}{subject}"


def why(one: Left) -> str:
    """Return why a message leaves: "draft, 7 days before"."""
    if one.kind not in REMINDERS:
        return one.kind
    kinds = one.payload.get("kinds")
    known = kinds if isinstance(kinds, list) else []
    words = [WHY[kind] for kind in known if kind in WHY]
    days = one.payload.get("days")
    words.append("last call" if "last_call" in known else f"{days} {'day' if days == 1 else 'days'} before")
    return ", ".join(words)


def warnings(
    left: Sequence[Left], humans: Mapping[str, Human], call: Call, rounds: Sequence[Round], unreached: Sequence[str]
) -> Iterator[str]:
    """Yield what somebody should look at before it happens."""
    yield from _no_next_round(call, rounds)
    yield from (f"no recipient: {name} has no mailbox and no chat that can be reached" for name in unreached)
    yield from _outside_office_days(left, call.zone)
    yield from _twice_a_day(left, humans, call.zone)
    yield from _several_copies(left, humans, call.zone)
    yield from _clock_changes(rounds[0].opens_at, rounds[-1].closes_at, call.zone)


def _no_next_round(call: Call, rounds: Sequence[Round]) -> Iterator[str]:
    last = rounds[-1]
    if call.round_after(last) is None:
        yield f"no next round: what is not submitted on {last.last_day} has no round to go to"


def _outside_office_days(left: Sequence[Left], zone: ZoneInfo) -> Iterator[str]:
    days = Counter(one.at.astimezone(zone).date() for one in left)
    for day, count in sorted(days.items()):
        if not is_working_day(day):
            yield f"weekend or holiday: {count} {'message' if count == 1 else 'messages'} on {day}, a {day:%A}"


def _twice_a_day(left: Sequence[Left], humans: Mapping[str, Human], zone: ZoneInfo) -> Iterator[str]:
    """Yield who is reminded more than once a day; the second last call is meant."""
    for day, messages in _by_human_and_day(left, humans, zone, REMINDERS):
        again = [one for one in messages[1:] if not _is_second_last_call(one)]
        if again:
            yield f"twice on a day: {again[0].address} on {day}"


def _several_copies(left: Sequence[Left], humans: Mapping[str, Human], zone: ZoneInfo) -> Iterator[str]:
    """Yield who gets several copies of what was not sent: one for each application, for a reply is about one."""
    for day, messages in _by_human_and_day(left, humans, zone, {"expired"}):
        if len(messages) > 1:
            yield f"several copies: {messages[0].address} on {day} gets {len(messages)}, one for each application"


def _by_human_and_day(
    left: Sequence[Left], humans: Mapping[str, Human], zone: ZoneInfo, kinds: Collection[str]
) -> Iterator[tuple[date, list[Left]]]:
    found: dict[tuple[str, date], list[Left]] = {}
    for one in left:
        if one.kind in kinds:
            found.setdefault((humans[one.key].same, one.at.astimezone(zone).date()), []).append(one)
    return ((day, messages) for (_, day), messages in found.items())


def _is_second_last_call(one: Left) -> bool:
    return one.key.count(":") > 2


def _clock_changes(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[str]:
    day = start.astimezone(zone)
    while day < end:
        following = day + timedelta(days=1)  # a day on the clock of the wall
        before, after = day.utcoffset(), following.utcoffset()
        if before is not None and after is not None and before != after:
            hours = (after - before) // timedelta(hours=1)
            changed = day.date() if following.hour == 0 and following.minute == 0 else following.date()
            yield f"clock change: {changed} by {hours:+d} hour; messages keep their hour on the clock of the wall"
        day = following
