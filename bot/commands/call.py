"""kernbot call: check, show and load call files."""

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.clock import utc_now
from bot.commands.command_line import current_call, database, existing, plain_mistakes
from bot.commands.mistakes import Refused
from bot.settings import read_settings

call_app = typer.Typer(no_args_is_help=True, help="Check, show and load call files.")


@call_app.command("check")
def call_check(file: Path) -> None:
    """Check a call file; every mistake is named with file, item and field."""
    with plain_mistakes():
        from models.call_files.call_file import load_call_file

        call = load_call_file(existing(file))
        items, rounds = len(call.checklist.items), len(call.round_rules)
        counted = f"{items} {'vraag' if items == 1 else 'vragen'}, {rounds} {'ronde' if rounds == 1 else 'rondes'}"
        typer.echo(f"{file.name}: in orde ({counted})")


@call_app.command("show")
def call_show(
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="For a person or for a program.")] = "text",
    language: Annotated[Literal["nl", "en"], typer.Option(help="Which of its two languages.")] = "nl",
) -> None:
    """Show the call that takes new applications."""
    with plain_mistakes():
        from models.call_files.call_json import call_as_json

        listed = call_as_json(current_call(read_settings()), language)
        if form == "json":
            typer.echo(json.dumps(listed, ensure_ascii=False, indent=2))
            return
        from bot.commands.call_text import call_as_text

        typer.echo(call_as_text(listed))


@call_app.command("load")
def call_load(file: Path) -> None:
    """Load a call file, so that KERNBOT_CALL can name it."""
    with plain_mistakes():
        from sqlmodel import Session

        from models.call_files import call_file
        from models.turns.rounds import loading

        if existing(file).stem in call_file.shipped_call_names():
            raise Refused(f"{file.stem} ships with Kernbot: give your call a name of its own")
        content = call_file.content_of_file(file)
        call = call_file.call_from_content(content)
        with database(read_settings()) as engine, Session(engine) as session:
            moved = loading.load_call(session, call, content, utc_now())
            session.commit()
        typer.echo(f"{call.name} loaded, version {call.version[:12]}. Use it with KERNBOT_CALL={call.name}")
        if moved:
            typer.echo(f"The deadline of {moved} applications moved; their people are told by kernbot run.")
