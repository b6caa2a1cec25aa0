"""kernbot officers: invite, list and revoke the officers of the provinces and of the agency."""

import asyncio
from typing import Annotated, Literal

import typer

from bot.clock import utc_now
from bot.commands.command_line import database, plain_mistakes
from bot.commands.mailbox_argument import mailbox_of
from bot.commands.mistakes import Refused
from bot.settings import read_settings

officers_app = typer.Typer(no_args_is_help=True, help="The officers of the provinces and of the agency.")


@officers_app.command("invite")
def officers_invite(
    email: str,
    role: Annotated[Literal["province", "agency"], typer.Option(help="For a province, or for VLAIO.")],
    province: Annotated[str | None, typer.Option(help="Which province, for --role province.")] = None,
) -> None:
    """Invite an officer by mail; the invitation works once, for 14 days."""
    with plain_mistakes():
        from bot.commands.officer_invitation import invite

        typer.echo(asyncio.run(invite(read_settings(), utc_now, mailbox_of(email), role, _province(role, province))))


@officers_app.command("list")
def officers_list() -> None:
    """Show every officer and every invitation."""
    with plain_mistakes():
        from sqlmodel import Session

        from bot.commands.officer_invitation import line
        from models.records.desk import officer_queries

        with database(read_settings()) as engine, Session(engine) as session:
            lines = [line(officer, utc_now()) for officer in officer_queries.all_of(session)]
        typer.echo("\n".join(lines) or "nobody was invited yet: kernbot officers invite --role agency EMAIL")


@officers_app.command("revoke")
def officers_revoke(email: str) -> None:
    """End the roles and open invitations of a mailbox, from this moment."""
    with plain_mistakes():
        from sqlmodel import Session

        from models.records.desk import officer_queries

        with database(read_settings()) as engine, Session(engine) as session:
            ended = officer_queries.revoke(session, mailbox_of(email), utc_now())
            session.commit()
        if not ended:
            raise Refused(f"{email}: no officer and no open invitation; see kernbot officers list")
        typer.echo(f"{email}: revoked")


def _province(role: str, said: str | None) -> str | None:
    from models.places.municipality import PROVINCES

    if role == "agency":
        if said is not None:
            raise Refused("--province goes with --role province: an officer of VLAIO works for all of Flanders")
        return None
    found = next((one for one in PROVINCES if said is not None and one.casefold() == said.casefold()), None)
    if found is None:
        raise Refused(f"--province {said or 'is missing'}: write one of {', '.join(PROVINCES)}")
    return found
