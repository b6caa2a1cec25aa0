"""The command line. Every mistake is one clear sentence on standard error, and an exit code that is not 0."""

import asyncio
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot import collection
from bot.clock import utc_now
from bot.commands import backup
from bot.commands.call import call_app
from bot.commands.command_line import At, clock_at, current_call, database, existing, plain_mistakes, write_out
from bot.commands.export import export
from bot.commands.mistakes import Refused
from bot.commands.officers import officers_app
from bot.commands.privacy import erase, privacy_app, retention
from bot.settings import read_settings

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
receipt_app = typer.Typer(no_args_is_help=True, help="Receipts of submitted applications.")
db_app = typer.Typer(no_args_is_help=True, help="The database.")
contacts_app = typer.Typer(no_args_is_help=True, help="People who showed interest in the call.")
app.add_typer(officers_app, name="officers")
app.add_typer(call_app, name="call")
app.add_typer(receipt_app, name="receipt")
app.add_typer(db_app, name="db")
app.add_typer(contacts_app, name="contacts")
app.add_typer(privacy_app, name="privacy")
app.command()(export)
app.command()(erase)
app.command()(retention)
for command in (backup.backup, backup.restore, backup.resume):
    app.command()(command)


@app.callback()
def kernbot() -> None:
    """Kernbot leads a Flemish municipality through its application for a government call."""


@app.command()
def run() -> None:
    """Run everything: chat, scheduler, outbox, pages. Without a Telegram token it opens the chat in this terminal."""
    with plain_mistakes():
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
    with plain_mistakes():
        from bot.terminal.chat import chat as talk

        settings = read_settings()
        _log_errors_only()  # what is warned of is for who keeps it running, not for who talks
        asyncio.run(talk(settings, clock_at(at), person))


@app.command()
def remind(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show it: to whom, why, by which way.")] = False,
    at: At = None,
) -> None:
    """Show what would be sent now, or at another moment; nothing is sent and nothing is changed."""
    with plain_mistakes():
        if not dry_run:
            raise Refused(
                "reminders leave by themselves while kernbot run is up; to see them: kernbot remind --dry-run"
            )
        from bot.rehearsal.commands import show_due

        _log_warnings_only()
        asyncio.run(show_due(read_settings(), clock_at(at)(), whole_day=at is not None))


@app.command()
def rehearse() -> None:
    """Play the whole call on a simulated clock and print the calendar of every message; nothing is sent."""
    with plain_mistakes():
        from bot.rehearsal.commands import rehearse as play

        _log_errors_only()  # what is warned of in a play stands in its calendar
        asyncio.run(play(read_settings(), utc_now()))


@app.command()
def doctor() -> None:
    """Check that everything is there that Kernbot needs, and say what to do when it is not."""
    with plain_mistakes():
        from bot.doctor.examination import examine
        from bot.doctor.findings import report

        findings = asyncio.run(examine(read_settings(), utc_now))
        report(findings)
        if any(not finding.is_fine for finding in findings):
            raise typer.Exit(1)


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
    with plain_mistakes():
        from bot.commands.contacts import import_file, report

        settings = read_settings()
        call = current_call(settings)
        with database(settings) as engine:
            imported = import_file(engine, call, existing(file), consent, settings.language, utc_now())
        report(imported, call)
        if imported.bad:
            raise typer.Exit(1)


@receipt_app.command("check")
def receipt_check(file: Path) -> None:
    """Say whether a receipt (the JSON file that came with it) is exactly what was sent."""
    with plain_mistakes():
        from models.records.applications.receipt import check_receipt

        checked = check_receipt(existing(file).read_bytes().decode("utf-8", "replace"))
        typer.echo(checked.sentence_nl, err=not checked.valid)
        if not checked.valid:
            raise typer.Exit(1)


@db_app.command("upgrade")
def db_upgrade() -> None:
    """Bring the tables to what this version needs."""
    with plain_mistakes():
        from models.storage import migrate

        with database(read_settings()) as engine, engine.connect() as connection:
            revision = migrate.current_revision(connection)
        typer.echo(f"the tables are up to date, revision {revision}")


@app.command()
def demo() -> None:
    """Replay the call of 2021 on a simulated clock, in a data folder of its own, and print the report."""
    with plain_mistakes():
        import logging

        from bot.demo.show import show
        from bot.log import set_up_logging

        set_up_logging(logging.ERROR)
        asyncio.run(show(read_settings()))


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
    with plain_mistakes():
        from sqlmodel import Session

        from bot.commands import report as reporting

        settings, now = read_settings(), utc_now()
        if form == "xlsx" and out is None and not (freeze or compare):
            raise Refused("a workbook is no text for the terminal: say where to write it, with --out figures.xlsx")
        with database(settings) as engine, Session(engine) as session:
            name = call or settings.call
            if compare:
                content = reporting.compare(session, *compare).encode()
            elif freeze:
                content = reporting.freeze(session, name, round_id, now).encode()
            else:
                content = reporting.report(session, name, round_id, form, language, now)
            session.commit()
        write_out(content, out)


def _log_errors_only() -> None:
    import logging

    from bot.log import set_up_logging

    set_up_logging(logging.ERROR)


def _log_warnings_only() -> None:
    """Keep what is no trouble out of sight: standard output is for the person."""
    import logging

    from bot.log import set_up_logging

    set_up_logging(logging.WARNING)


def main() -> None:
    """Run the command line."""
    collection.put_off()
    app(prog_name="kernbot")
