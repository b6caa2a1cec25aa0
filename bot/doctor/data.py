"""What the doctor says of the data: can they be written, is there a backup, is the clock right, is sending paused?"""

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.backup import last
from bot.clock import Clock
from bot.doctor.findings import Finding
from bot.doctor.reference_clock import NobodyKnows, moment_elsewhere
from bot.settings import Settings
from models.records.applications import case_queries
from models.records.messages import pause_queries, watermark_queries
from models.storage.database import open_engine

MOST_BACKUP_AGE = timedelta(hours=36)  # one a day, and room for a day on which it runs late
MOST_CLOCK_OFF = timedelta(seconds=10)  # deadlines are judged by it, to the second


def examine(settings: Settings, clock: Clock) -> list[Finding]:
    """Look at a database that can be opened, at its backup, at the clock, and whether sending is paused."""
    engine = open_engine(settings.url)
    try:
        with Session(engine) as session:
            pause = pause_queries.paused(session)
            has_data = case_queries.any_application(session)
            is_writable = watermark_queries.can_be_written(session)
    finally:
        engine.dispose()
    return [
        _writing(is_writable=is_writable),
        _backup(last.taken_at(settings.data_dir), clock(), has_data=has_data),
        _clock(settings, clock),
        _sending(pause),
    ]


def _writing(*, is_writable: bool) -> Finding:
    advice = "is the disk full, the file read-only, or the server a standby? Make room, or give Kernbot the right"
    detail = "can be written" if is_writable else "cannot be written now: people are told to try again"
    return Finding(what="writing", is_fine=is_writable, detail=detail, advice=advice)


def _backup(taken_at: datetime | None, now: datetime, *, has_data: bool) -> Finding:
    advice = "run it every day: kernbot backup FILE, and keep the files on another machine"
    if taken_at is None:
        return Finding(what="backup", is_fine=not has_data, detail="none was made yet", advice=advice)
    hours = int((now - taken_at) / timedelta(hours=1))
    is_fine = now - taken_at <= MOST_BACKUP_AGE
    return Finding(what="backup", is_fine=is_fine, detail=f"the last good one is {hours} hours old", advice=advice)


def _clock(settings: Settings, clock: Clock) -> Finding:
    try:
        where, there = moment_elsewhere(settings)
    except NobodyKnows as reason:
        return Finding(what="clock", is_fine=True, detail=f"not compared: {reason}")
    off = abs(clock() - there)
    detail = f"{off.total_seconds():.0f} seconds from that of {where}"
    advice = "let this machine follow a time server: deadlines are judged by its clock"
    return Finding(what="clock", is_fine=off <= MOST_CLOCK_OFF, detail=detail, advice=advice)


def _sending(pause: pause_queries.Pause | None) -> Finding:
    if pause is None:
        return Finding(what="sending", is_fine=True, detail="messages leave when they are due")
    detail = f"paused since {pause.since_at:%Y-%m-%d %H:%M} UTC, when a backup was put back"
    advice = "look at what would leave with kernbot resume --dry-run, then run: kernbot resume"
    return Finding(what="sending", is_fine=False, detail=detail, advice=advice)
