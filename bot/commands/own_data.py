"""How the command line gives and erases what is kept of a person."""

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Engine
from sqlmodel import Session

from bot.clock import Clock
from bot.commands.command_line import for_owner
from bot.commands.mistakes import Refused
from bot.house import open_house
from bot.settings import Settings
from models.files.file_folder import FileFolder
from models.privacy import erasing, own_data_page
from models.privacy.erasing import Request
from models.records.people import whose_queries
from models.records.privacy import own_data_queries


def export(engine: Engine, settings: Settings, mailbox: str, out: Path) -> str:
    """Write the own data of who proved a mailbox into a zip file; return what was written.

    Raises:
        Refused: nothing is kept of it, or the file cannot be written.
    """
    with Session(engine) as session:
        data = own_data_queries.collect(session, whose_queries.of_mailbox(session, mailbox))
    if not data:
        raise Refused(f"{mailbox}: nothing is kept of it")
    try:
        with open(out, "wb", opener=for_owner) as file:
            gone = _fill(file, data, settings)
    except OSError as error:
        raise Refused(f"{out}: {error.strerror or type(error).__name__}") from None
    lacking = f"; {gone} files that rows name were not there" if gone else ""
    return f"{mailbox}: {sum(map(len, data.values()))} rows of {len(data)} kinds, written to {out}{lacking}"


def _fill(file: BinaryIO, data: Mapping[str, list[dict[str, object]]], settings: Settings) -> int:
    """Write own data as a zip; return how many of the files that they name are gone."""
    files, gone = FileFolder(settings.data_dir / "files"), 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("own-data.html", own_data_page.page(data, settings.language))
        archive.writestr("own-data.json", own_data_page.as_json(data))
        for row in data.get("attachment", []):
            try:
                content = files.read(str(row["stored_name"]))
            except FileNotFoundError:
                gone += 1
            else:
                archive.writestr(f"files/{row['id']}-{row['file_name']}", content)
    return gone


async def finish_erasures(settings: Settings, clock: Clock) -> None:
    """Do outside the rows what is still to be done of every erasure."""
    with open_house(settings, clock) as house:
        await house.erasures.finish(at_once=True)
        await house.post.close()


async def erase_mailbox(settings: Settings, clock: Clock, mailbox: str) -> bool:
    """Erase who proved a mailbox, with every trace outside the rows; return False when nothing is kept of it."""
    with open_house(settings, clock) as house:
        request = Request(reason="operator", channel="system", now=clock(), key=house.services.house.key)
        was_known = await house.services.store.run(erasing.erase_mailbox, mailbox, request)
        await house.erasures.finish(at_once=True)
        await house.post.close()
    return was_known
