"""kernbot demo: a clean slate, the replay with its story, and the report at its end."""

import shlex
from datetime import datetime

import typer
from sqlmodel import Session

from bot.clock import SimulatedClock
from bot.commands.progress import watched
from bot.commands.report import report
from bot.demo import cast, slate
from bot.demo.clock import BRUSSELS
from bot.demo.replay import LAST_DAY, OPENING, Replay
from bot.demo.stage import open_stage
from bot.settings import Settings
from models.places.municipality import admit_stand_ins


async def show(settings: Settings) -> None:
    """Play 2021 in the data folder, tell the story in some twenty lines, and print the report.

    Raises:
        Refused: the data folder holds applications that no replay made.
    """
    admit_stand_ins()
    own = slate.without_servers(settings)
    slate.wipe(own)
    clock = SimulatedClock(OPENING)
    async with open_stage(own, clock) as stage:
        replay = Replay(stage=stage, tell=_tell)
        for scene in watched(replay.scenes(), "2021"):
            await replay.play(scene)
        await stage.house.services.store.run(_print_report, own.call, clock())
    mails = sum(1 for _ in slate.mail_folder(own).glob("*.eml"))
    database = own.data_dir if own.url.startswith("sqlite") else "KERNBOT_DATABASE_URL"
    typer.echo(f"{stage.turns} beurten, {mails} mails in {slate.mail_folder(own)}, databank in {database}.")
    typer.echo(f"Kijk zelf rond als {cast.AGENCY} van VLAIO, of als {cast.PROVINCE} van Vlaams-Brabant:")
    around = f"KERNBOT_DATA_DIR={shlex.quote(str(own.data_dir))} KERNBOT_CALL={own.call} kernbot chat"
    typer.echo(f'  {around} --as "{cast.AGENCY}" --at 2021-11-15')


def _tell(at: datetime, line: str) -> None:
    typer.echo(f"{at.astimezone(BRUSSELS):%Y-%m-%d %H:%M}  {line}")


def _print_report(session: Session, call: str, now: datetime) -> None:
    typer.echo(f"{LAST_DAY:%Y-%m-%d}        De tweede ronde is voorbij. Dit zijn de cijfers:\n")
    typer.echo(report(session, call, None, "md", "nl", now).decode())
