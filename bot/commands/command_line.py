"""What the commands of the command line share: mistakes as sentences, the clock, the database, the call."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot.clock import Clock, clock_from, utc_now
from bot.commands.mistakes import Mistake, Refused
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from models.calls.call import Call

BRUSSELS = ZoneInfo("Europe/Brussels")
At = Annotated[
    str | None,
    typer.Option(help="Take it to be this day or moment, ISO: 2021-10-20 or 2021-10-20T14:30.", metavar="ISO"),
]


@contextmanager
def plain_mistakes() -> Iterator[None]:
    """Turn the mistakes that a person can mend into sentences; ours stay tracebacks."""
    from models.call_files.call_mistakes import BrokenCallFile

    try:
        yield
    except (Mistake, BrokenCallFile) as mistake:
        typer.echo(str(mistake), err=True)
        raise typer.Exit(mistake.exit_code if isinstance(mistake, Mistake) else Mistake.exit_code) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


@contextmanager
def database(settings: Settings) -> Iterator["Engine"]:
    """Open the database, its tables as this version needs them, and close it again."""
    from bot.opening import open_database

    engine = open_database(settings)
    try:
        yield engine
    finally:
        engine.dispose()


def current_call(settings: Settings) -> "Call":
    """Return the call that takes new applications."""
    from sqlmodel import Session

    from bot.opening import current_call as found

    with database(settings) as engine, Session(engine) as session:
        call = found(session, settings.call, utc_now())
        session.commit()
    return call


def existing(file: Path) -> Path:
    """Return the path of a file that is there.

    Raises:
        Refused: there is none.
    """
    if not file.is_file():
        raise Refused(f"{file}: there is no such file")
    return file


def clock_at(at: str | None) -> Clock:
    """Return the clock, or one that begins at the given day (at ten in the morning) or moment.

    Raises:
        Refused: it is neither.
    """
    return utc_now if at is None else clock_from(moment_of(at, "--at", of_a_day=time(10)))


def moment_of(written: str, option: str, *, of_a_day: time = time()) -> datetime:
    """Return the moment that is written, in Brussels unless it says otherwise; a day alone is that hour of it.

    Raises:
        Refused: it is neither day nor moment.
    """
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise Refused(f"{option} {written}: not a day or moment; write 2021-10-20 or 2021-10-20T14:30") from None
    if len(written) <= 10:
        moment = datetime.combine(moment.date(), of_a_day)
    return moment if moment.tzinfo else moment.replace(tzinfo=BRUSSELS)


def for_owner(path: str, flags: int) -> int:
    """Open a file that names people; a new one is for nobody else to read."""
    return os.open(path, flags, 0o600)


def write_out(content: bytes, out: Path | None, opener: "Callable[[str, int], int] | None" = None) -> None:
    """Write to a file, or without one show it as text.

    Raises:
        Refused: the file cannot be written.
    """
    if out is None:
        typer.echo(content.decode().rstrip("\n"))
        return
    try:
        with open(out, "wb", opener=opener) as file:
            file.write(content)
    except OSError as error:
        raise Refused(f"--out {out}: {error.strerror}") from None
    typer.echo(f"written to {out}", err=True)
