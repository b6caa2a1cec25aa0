"""kernbot backup, restore and resume: everything in one file, the way back, and the word that messages may leave."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import utc_now
from bot.commands.command_line import database, existing, moment_of, plain_mistakes
from bot.settings import read_settings

WITHOUT_KEY = (
    "The key of this installation is not in it: copy {key} and keep it apart. Put back without it, codes, invitations "
    "and links in mails of before are void, and nothing else; --with-key puts it into the backup."
)


def backup(
    file: Path,
    with_key: Annotated[bool, typer.Option("--with-key", help="Also the secret key of this installation.")] = False,
) -> None:
    """Write database and attachments into one file, while everything runs, and check what was written."""
    with plain_mistakes():
        from bot.backup.taking import take

        settings = read_settings()
        made = take(settings, file, utc_now(), with_key=with_key)
        rows = sum(made.rows.values())
        typer.echo(
            f"{file}: {rows} rows of {len(made.rows)} tables (revision {made.revision}), "
            f"{len(made.attachments)} files, {file.stat().st_size / 1_000_000:.1f} MB; "
            "read again, checksums and counts agree"
        )
        if made.lacking:
            typer.echo(f"{len(made.lacking)} files that rows name were not there", err=True)
        if not made.has_key:
            typer.echo(WITHOUT_KEY.format(key=settings.data_dir / "secret.key"))


def restore(file: Path) -> None:
    """Put a backup back into an empty data folder and database; nothing is sent until kernbot resume."""
    with plain_mistakes():
        from sqlmodel import Session

        from bot.backup.putting_back import put_back
        from bot.commands.own_data import finish_erasures
        from bot.commands.resuming import lines, standing, words

        settings, now = read_settings(), utc_now()
        done = put_back(settings, existing(file), now)
        made = done.manifest
        typer.echo(f"{'table':<28}{'backup':>9}{'here':>9}")
        for name, count in made.rows.items():
            typer.echo(f"{name:<28}{count:>9}{done.rows[name]:>9}")
        typer.echo(f"{len(made.files)} checksums agree; the backup is of {words(made.taken_at)} (Brussels)")
        if done.forgotten:
            asyncio.run(finish_erasures(settings, utc_now))
            typer.echo(f"{done.forgotten} mailboxes and chats that were erased after the backup are erased again.")
        if not (settings.data_dir / "secret.key").exists():
            typer.echo("No key was put back: codes, invitations and links in mails of before are void.")
        with database(settings) as engine, Session(engine) as session:
            for line in lines(standing(session, now)):
                typer.echo(line)
        typer.echo("Next: kernbot doctor, kernbot run (it answers people and sends nothing), then kernbot resume.")


def resume(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would leave.")] = False,
    skip_before: Annotated[
        str | None,
        typer.Option(help="Leave out what was due before this moment, as sent already.", metavar="ISO"),
    ] = None,
) -> None:
    """Let messages leave again after a restore; --dry-run shows what would."""
    with plain_mistakes():
        from sqlmodel import Session

        from bot.commands import resuming

        now = utc_now()
        before = moment_of(skip_before, "--skip-before") if skip_before is not None else None
        with database(read_settings()) as engine, Session(engine) as session:
            found = resuming.standing(session, now)
            for line in resuming.lines(found):
                typer.echo(line)
            if dry_run:
                return
            if found.in_doubt and before is None and sys.stdin.isatty():
                typer.confirm("Send these too?", abort=True, err=True)
            left_out = resuming.resume(session, now, before)
            session.commit()
        if before is not None:
            typer.echo(f"left out, as sent already: {left_out} due before {resuming.words(before)}")
        typer.echo("sending is resumed: kernbot run sends what waits")
