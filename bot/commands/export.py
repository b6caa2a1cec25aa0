"""kernbot export: every application that was sent, with its answers, for a program or a spreadsheet."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

from bot.clock import utc_now
from bot.commands.command_line import database, for_owner, plain_mistakes, write_out
from bot.commands.mistakes import Refused
from bot.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.calls.call import Call
    from models.figures.applications import Given

Form = Literal["json", "csv", "xlsx", "zip"]
FORMS: tuple[Form, ...] = ("json", "csv", "xlsx", "zip")


def export(
    call: Annotated[str | None, typer.Option(help="Of which call; without it the one of KERNBOT_CALL.")] = None,
    round_id: Annotated[str | None, typer.Option("--round", help="Of one round only, such as 2021-1.")] = None,
    form: Annotated[
        Form | None,
        typer.Option("--format", help="A zip holds the attachments as well; without it what the name of --out says."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write it to this file.")] = None,
    language: Annotated[Literal["nl", "en"], typer.Option(help="Of the words in a table.")] = "nl",
) -> None:
    """Export the applications that were sent, with every answer; it holds names and mailboxes of people."""
    with plain_mistakes():
        from sqlmodel import Session

        from bot.opening import current_call
        from models.figures.applications import gather

        chosen, settings = _form(form, out), read_settings()
        with database(settings) as engine, Session(engine) as session:
            found = current_call(session, call or settings.call, utc_now())
            try:
                given = gather(session, found, round_id)
            except KeyError:
                raise Refused(f"--round {round_id}: {found.name} has no such round") from None
        _write(given, found, chosen, language, out, settings)
        if out is not None:
            typer.echo(f"{len(given)} {'application' if len(given) == 1 else 'applications'}", err=True)


def _write(
    given: "tuple[Given, ...]", call: "Call", form: Form, language: str, out: Path | None, settings: Settings
) -> None:
    from bot.opening import FILE_FOLDERS
    from models.figures.applications_as_files import AttachmentGone, as_file, write_zip
    from models.files.file_folder import FileFolder

    match form:
        case "json" | "csv":
            write_out(as_file(given, call, form, language), out, for_owner)
        case "xlsx":
            write_out(as_file(given, call, form, language), _needed(form, out), for_owner)
        case "zip":
            read = FileFolder(settings.data_dir / FILE_FOLDERS[0]).read
            try:
                _write_whole(_needed(form, out), partial(write_zip, given, call, language, read))
            except AttachmentGone as gone:
                raise Refused(f"an attachment is not in the data folder, put a backup back: {gone}") from None


def _write_whole(out: Path, write: "Callable[[BinaryIO], None]") -> None:
    """Let a file be written beside its place and put it there once it is whole: half an archive opens as well.

    Raises:
        Refused: it cannot be written.
    """
    part = out.with_name(f"{out.name}.part")
    try:
        with open(part, "wb", opener=for_owner) as file:
            write(file)
        part.replace(out)
    except OSError as error:
        raise Refused(f"--out {out}: {error.strerror or type(error).__name__}") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    typer.echo(f"written to {out}", err=True)


def _form(form: Form | None, out: Path | None) -> Form:
    """Return in which form it is written.

    Raises:
        Refused: nothing says it.
    """
    named = out.suffix.lstrip(".").lower() if out is not None else "json"
    chosen = form or next((one for one in FORMS if one == named), None)
    if chosen is None:
        raise Refused(f"--out {out}: end its name in .json, .csv, .xlsx or .zip, or say --format")
    return chosen


def _needed(form: Form, out: Path | None) -> Path:
    """Return the file in which a form is written that no terminal can show.

    Raises:
        Refused: none is named.
    """
    if out is None:
        raise Refused(f"a {form} is no text for the terminal: say where to write it, with --out applications.{form}")
    return out
