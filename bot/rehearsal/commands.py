"""kernbot remind --dry-run and kernbot rehearse: what would be sent, to whom and why; nothing is."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

import typer
from sqlmodel import Session

from bot.rehearsal import calendar, sample
from bot.rehearsal.calendar import Human
from bot.rehearsal.play import Left, Play, open_play
from bot.settings import Settings
from models.calls.call import Call
from models.calls.round import Round
from models.language.working_days import is_working_day
from models.records.reminding import planning_queries, reminder_queries
from models.turns.people.naming import called
from reminders import planner

SENT_BEFORE = ("outbox", "planned")  # a rehearsal begins at the opening, when nothing was sent yet
AFTERWARDS = timedelta(days=1)  # the copies leave in the morning after a round has closed


async def show_due(settings: Settings, now: datetime, *, whole_day: bool) -> None:
    """Print what would be sent at `now` on the present data.

    With `whole_day` that is all that fell due on the day up to `now`, else what fell due since the last real look.
    """
    with open_play(settings, now) as play:
        if whole_day:
            midnight = datetime.combine(now.astimezone(play.call.zone).date(), time(), tzinfo=play.call.zone)
            await play.store.run(planning_queries.move_mark, planner.MARK, midnight)
        await play.run([now])
        humans = await play.store.run(_humans, play.left)
        for line in calendar.lines(play.left, humans, play.call.zone):
            typer.echo(line)
        if not play.left:
            typer.echo(f"{now.astimezone(play.call.zone):%Y-%m-%d %H:%M}: nothing would be sent")
        for name in await play.store.run(_names, sorted(play.without_way)):
            typer.echo(f"warning: no recipient: {name} has no mailbox and no chat that can be reached")


async def rehearse(settings: Settings, now: datetime) -> None:
    """Print the calendar of every message of the call, from its opening to after the last closing."""
    with open_play(settings, now, without=SENT_BEFORE) as play:
        rounds = rounds_of(play.call, now)
        if play.is_sample:
            await play.store.run(sample.fill, play.call, rounds)
        start, end = rounds[0].opens_at, rounds[-1].closes_at + AFTERWARDS
        play.clock.move_to(start)
        await play.store.run(planning_queries.move_mark, planner.MARK, start)
        await _play(play, moments(play.call, rounds, end))
        humans = await play.store.run(_humans, play.left)
        unreached = await play.store.run(_names, sorted(play.without_way))
        of = "a sample of 40 municipalities, for there is no data yet" if play.is_sample else "the present data"
        typer.echo(f"{play.call.name}, {start:%Y-%m-%d} to {end:%Y-%m-%d}, with {of}; nothing is sent")
        for line in calendar.lines(play.left, humans, play.call.zone):
            typer.echo(line)
        found = list(calendar.warnings(play.left, humans, play.call, rounds, unreached))
        for warning in found:
            typer.echo(f"warning: {warning}")
        typer.echo(f"{len(play.left)} messages, {len(found)} warnings")


def rounds_of(call: Call, now: datetime) -> Sequence[Round]:
    """Return the rounds that are played: all of a fixed call, this one and the next of one that comes every year."""
    known = call.rounds_near(now)
    return known if call.opens_at is not None else [one for one in known if one.closes_at > now][:2]


def moments(call: Call, rounds: Sequence[Round], end: datetime) -> list[datetime]:
    """Return when the clock of a rehearsal stands still: when a round closes, and at the hours that the call names.

    Nothing begins on a day without offices; what is due on one leaves then all the same.
    """
    rule = call.reminders
    hours = sorted({rule.quiet_until_hour, rule.at_hour, *rule.last_call_hours})
    start, day = rounds[0].opens_at, rounds[0].opens_at.astimezone(call.zone).date()
    found = [one.closes_at for one in rounds] + [end]
    while day <= end.astimezone(call.zone).date():
        if is_working_day(day):
            found += [datetime.combine(day, time(hour), tzinfo=call.zone) for hour in hours]
        day += timedelta(days=1)
    return sorted(moment for moment in found if start < moment <= end)


async def _play(play: Play, when: Sequence[datetime]) -> None:
    """Play, with a bar on standard error when that is a terminal."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("rehearsing", total=len(when))
        await play.run(when, lambda done: bar.update(task, completed=done))


def _humans(session: Session, left: Sequence[Left]) -> Mapping[str, Human]:
    """Return by key of a message who gets it."""
    found: dict[str, Human] = {}
    for one in left:
        if one.person_id is None:
            found[one.key] = Human(name=one.address, same=one.address)
        else:
            known = reminder_queries.human_of(session, one.person_id)
            found[one.key] = Human(name=called(session, one.person_id), same=f"p{min(known.person_ids)}")
    return found


def _names(session: Session, person_ids: Sequence[int]) -> list[str]:
    return [f"person {one} ({called(session, one)})" for one in person_ids]
