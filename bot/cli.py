"""The command line. Every mistake is one clear sentence on standard error, and an exit code that is not 0."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo

import typer

from bot import collection
from bot.clock import Clock, clock_from, utc_now
from bot.mistakes import Mistake, Refused
from bot.settings import Settings, read_settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from models.calls.call import Call

BRUSSELS = ZoneInfo("Europe/Brussels")
app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
call_app = typer.Typer(no_args_is_help=True, help="Check, show and load call files.")
receipt_app = typer.Typer(no_args_is_help=True, help="Receipts of submitted applications.")
db_app = typer.Typer(no_args_is_help=True, help="The database.")
contacts_app = typer.Typer(no_args_is_help=True, help="People who showed interest in the call.")
app.add_typer(call_app, name="call")
app.add_typer(receipt_app, name="receipt")
app.add_typer(db_app, name="db")
app.add_typer(contacts_app, name="contacts")

At = Annotated[
    str | None,
    typer.Option(help="Take it to be this day or moment, ISO: 2021-10-20 or 2021-10-20T14:30.", metavar="ISO"),
]


@app.callback()
def kernbot() -> None:
    """Kernbot leads a Flemish municipality through its application for a government call."""


@app.command()
def run() -> None:
    """Run everything: chat, scheduler, outbox, pages. Without a Telegram token it opens the chat in this terminal."""
    with _plain_mistakes():
        import logging

        from bot.log import set_up_logging
        from bot.run import has_person_at_terminal
        from bot.run import run as run_all

        settings = read_settings()
        set_up_logging(logging.WARNING if has_person_at_terminal(settings) else logging.INFO)
        asyncio.run(run_all(settings, utc_now))


@app.command()
def chat(
    at: At = None,
    person: Annotated[
        str, typer.Option("--as", help="Who talks: each name is a person with a chat of their own.")
    ] = "jij",
) -> None:
    """Talk to Kernbot in this terminal, or pipe lines into it.

    Each line is what the person types. [Label] or [2] presses a button, @PATH sends a file, @code types the newest
    code that was mailed (only without an SMTP host).
    """
    with _plain_mistakes():
        from bot.terminal import chat as talk

        settings = read_settings()
        _log_warnings_only()
        asyncio.run(talk(settings, _clock(at), person))


@app.command()
def remind(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show it: to whom, why, by which way.")] = False,
    at: At = None,
) -> None:
    """Show what would be sent now, or at another moment; nothing is sent and nothing is changed."""
    with _plain_mistakes():
        if not dry_run:
            raise Refused(
                "reminders leave by themselves while kernbot run is up; to see them: kernbot remind --dry-run"
            )
        from bot.rehearsal_commands import show_due

        _log_warnings_only()
        asyncio.run(show_due(read_settings(), _clock(at)(), whole_day=at is not None))


@app.command()
def rehearse() -> None:
    """Play the whole call on a simulated clock and print the calendar of every message; nothing is sent."""
    with _plain_mistakes():
        from bot.rehearsal_commands import rehearse as play

        _log_warnings_only()
        asyncio.run(play(read_settings(), utc_now()))


@app.command()
def doctor() -> None:
    """Check that everything is there that Kernbot needs, and say what to do when it is not."""
    with _plain_mistakes():
        from bot.doctor import examine, report

        findings = asyncio.run(examine(read_settings(), utc_now))
        report(findings)
        if any(not finding.is_fine for finding in findings):
            raise typer.Exit(1)


@call_app.command("check")
def call_check(file: Path) -> None:
    """Check a call file; every mistake is named with file, item and field."""
    with _plain_mistakes():
        from models.call_files.call_file import load_call_file

        call = load_call_file(_existing(file))
        typer.echo(f"{file.name}: in orde ({len(call.checklist.items)} items, {len(call.round_rules)} rounds)")


@call_app.command("show")
def call_show(
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="For a person or for a program.")] = "text",
    language: Annotated[Literal["nl", "en"], typer.Option(help="Which of its two languages.")] = "nl",
) -> None:
    """Show the call that takes new applications."""
    with _plain_mistakes():
        from models.call_files.call_json import call_as_json

        listed = call_as_json(_current_call(read_settings()), language)
        if form == "json":
            typer.echo(json.dumps(listed, ensure_ascii=False, indent=2))
            return
        from bot.call_text import call_as_text

        typer.echo(call_as_text(listed))


@call_app.command("load")
def call_load(file: Path) -> None:
    """Load a call file, so that KERNBOT_CALL can name it."""
    with _plain_mistakes():
        from sqlmodel import Session

        from models.call_files import call_file
        from models.turns import loading

        if _existing(file).stem in call_file.shipped_call_names():
            raise Refused(f"{file.stem} ships with Kernbot: give your call a name of its own")
        content = call_file.content_of_file(file)
        call = call_file.call_from_content(content)
        with _engine(read_settings()) as engine, Session(engine) as session:
            moved = loading.load_call(session, call, content, utc_now())
            session.commit()
        typer.echo(f"{call.name} loaded, version {call.version[:12]}. Use it with KERNBOT_CALL={call.name}")
        if moved:
            typer.echo(f"The deadline of {moved} applications moved; their people are told by kernbot run.")


@contacts_app.command("import")
def contacts_import(
    file: Path,
    consent: Annotated[
        str, typer.Option(help="On what basis these people may be written to, for lines that do not say it.")
    ] = "",
) -> None:
    """Take people from a CSV file with the columns naam, e-mail and gemeente; taking it twice changes nothing.

    Lines that cannot be taken are listed with the reason, and the exit code is 1 then; the others are kept.
    """
    with _plain_mistakes():
        from bot.contacts import import_file, report

        settings = read_settings()
        call = _current_call(settings)
        with _engine(settings) as engine:
            imported = import_file(engine, call, _existing(file), consent, settings.language, utc_now())
        report(imported, call)
        if imported.bad:
            raise typer.Exit(1)


@receipt_app.command("check")
def receipt_check(file: Path) -> None:
    """Say whether a receipt (the JSON file that came with it) is exactly what was sent."""
    with _plain_mistakes():
        from models.records.receipt import check_receipt

        checked = check_receipt(_existing(file).read_bytes().decode("utf-8", "replace"))
        typer.echo(checked.sentence_nl, err=not checked.valid)
        if not checked.valid:
            raise typer.Exit(1)


@db_app.command("upgrade")
def db_upgrade() -> None:
    """Bring the tables to what this version needs."""
    with _plain_mistakes():
        from models.storage import migrate

        with _engine(read_settings()) as engine, engine.connect() as connection:
            revision = migrate.current_revision(connection)
        typer.echo(f"the tables are up to date, revision {revision}")


@app.command()
def report(
    call: Annotated[str | None, typer.Option(help="Of which call; without it the one of KERNBOT_CALL.")] = None,
    round_id: Annotated[str | None, typer.Option("--round", help="Of one round only, such as 2021-1.")] = None,
    form: Annotated[
        Literal["md", "json", "xlsx"], typer.Option("--format", help="To read, for a program, or a workbook.")
    ] = "md",
    out: Annotated[Path | None, typer.Option(help="Write it to this file.")] = None,
    language: Annotated[Literal["nl", "en"], typer.Option(help="Which of its two languages.")] = "nl",
    freeze: Annotated[bool, typer.Option("--freeze", help="Keep these figures with moment and checksum.")] = False,
    compare: Annotated[
        tuple[int, int] | None, typer.Option(help="Say what differs between two frozen ones, by number.")
    ] = None,
) -> None:
    """Report the figures of a call: how many applied, were admissible, selected, fell out, came late."""
    with _plain_mistakes():
        from sqlmodel import Session

        from bot import report as reporting

        settings, now = read_settings(), utc_now()
        if form == "xlsx" and out is None and not (freeze or compare):
            raise Refused("a workbook is no text for the terminal: say where to write it, with --out figures.xlsx")
        with _engine(settings) as engine, Session(engine) as session:
            name = call or settings.call
            if compare:
                content = reporting.compare(session, *compare).encode()
            elif freeze:
                content = reporting.freeze(session, name, round_id, now).encode()
            else:
                content = reporting.report(session, name, round_id, form, language, now)
            session.commit()
        _write_out(content, out)


def _write_out(content: bytes, out: Path | None) -> None:
    if out is None:
        typer.echo(content.decode().rstrip("\n"))
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Refused(f"--out {out}: {error.strerror}") from None
    typer.echo(f"written to {out}", err=True)


def _log_warnings_only() -> None:
    """Keep what is no trouble out of sight: standard output is for the person."""
    import logging

    from bot.log import set_up_logging

    set_up_logging(logging.WARNING)


@contextmanager
def _plain_mistakes() -> Iterator[None]:
    """Turn the mistakes that a person can mend into sentences; ours stay tracebacks."""
    from models.call_files.call_mistakes import BrokenCallFile

    try:
        yield
    except (Mistake, BrokenCallFile) as mistake:
        typer.echo(str(mistake), err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


@contextmanager
def _engine(settings: Settings) -> Iterator["Engine"]:
    from bot.house import open_database

    engine = open_database(settings)
    try:
        yield engine
    finally:
        engine.dispose()


def _current_call(settings: Settings) -> "Call":
    from sqlmodel import Session

    from bot.house import current_call

    with _engine(settings) as engine, Session(engine) as session:
        call = current_call(session, settings.call, utc_now())
        session.commit()
    return call


def _existing(file: Path) -> Path:
    if not file.is_file():
        raise Refused(f"{file}: there is no such file")
    return file


def _clock(at: str | None) -> Clock:
    if at is None:
        return utc_now
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        raise Refused(f"--at {at}: not a day or moment; write 2021-10-20 or 2021-10-20T14:30") from None
    if len(at) <= 10:
        moment = datetime.combine(moment.date(), time(10))
    return clock_from(moment if moment.tzinfo else moment.replace(tzinfo=BRUSSELS))


def main() -> None:
    """Run the command line."""
    collection.put_off()
    app(prog_name="kernbot")
