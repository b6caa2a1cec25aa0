"""kernbot privacy, erase and retention: what is kept of a person, for the operator."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import utc_now
from bot.commands.command_line import At, clock_at, database, plain_mistakes
from bot.commands.mailbox_argument import mailbox_of
from bot.commands.mistakes import Refused
from bot.settings import read_settings

privacy_app = typer.Typer(no_args_is_help=True, help="What is kept of people.")


@privacy_app.command("export")
def privacy_export(
    email: str,
    out: Annotated[Path | None, typer.Option(help="The zip file to write; without it EMAIL.zip here.")] = None,
) -> None:
    """Write all that is kept of a person into a zip file: a page to read, JSON, and their files."""
    with plain_mistakes():
        from bot.commands.own_data import export

        settings, mailbox = read_settings(), mailbox_of(email)
        with database(settings) as engine:
            written = export(engine, settings, mailbox, out or Path(f"{mailbox}.zip"))
        typer.echo(written)


@privacy_app.command("record")
def privacy_record() -> None:
    """Print the record of processing, as it stands in SECURITY.md."""
    from models.privacy.record_of_processing import record

    typer.echo(record(), nl=False)


def erase(
    email: str,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether it is sure.")] = False,
) -> None:
    """Erase a person: every chat, mailbox, text and file of who proved this mailbox; it cannot be undone."""
    with plain_mistakes():
        from bot.commands.own_data import erase_mailbox

        mailbox = mailbox_of(email)
        if not yes and not typer.confirm(f"erase all that is kept of {mailbox}, for good?"):
            raise Refused("nothing was erased")
        if not asyncio.run(erase_mailbox(read_settings(), utc_now, mailbox)):
            raise Refused(
                f"{mailbox}: nothing is kept of it; whoever never proved it has another mailbox or a chat alone"
            )
        typer.echo(f"{mailbox}: erased; what is the municipality's stays without them")


def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would go, and when.")] = False,
    at: At = None,
) -> None:
    """Erase what was kept as long as its call says; kernbot run does so once a day."""
    with plain_mistakes():
        from bot.commands.retention import erase_what_is_over, show

        settings, clock = read_settings(), clock_at(at)
        if dry_run:
            with database(settings) as engine:
                typer.echo(show(engine, clock()))
            return
        if at is not None:
            raise Refused("--at goes with --dry-run: what is erased is judged by the clock of this machine")
        typer.echo(asyncio.run(erase_what_is_over(settings, utc_now)))
