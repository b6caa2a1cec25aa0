"""kernbot privacy export, erase and retention: as the operator types them, on a folder in which people worked."""

import asyncio
import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.erasing.outside_rows import list_path
from models.privacy import erase_list
from models.storage.copies.scrubbing import scrub
from tests.fakes.conversation import Town
from tests.fakes.traces import in_files, in_rows

AN = "an.verstraeten@heist-op-den-berg.be"


@pytest.fixture
async def folder(town: Town, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a house in which An began, proved a mailbox and sent a file."""
    an = await town.proven("An", AN)
    await an.says("/wijzig 12")
    await an.sends("besluit.pdf")
    await town.mails()
    monkeypatch.setenv("KERNBOT_DATA_DIR", str(town.house.settings.data_dir))
    monkeypatch.setenv("KERNBOT_DATABASE_URL", town.house.settings.url)
    monkeypatch.setenv("KERNBOT_CALL", "profploeg-2021")
    return town.house.settings.data_dir


async def typed(*words: str, answer: str = "") -> Result:
    """Type a command; beside the house that runs, as the operator does."""
    return await asyncio.to_thread(CliRunner().invoke, app, list(words), input=answer)


async def test_an_export_holds_a_page_the_rows_and_the_files(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "an.zip"
    done = await typed("privacy", "export", AN, "--out", str(out))
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(out) as archive:
        rows = json.loads(archive.read("own-data.json"))
        assert [row["email"] for row in rows["mailbox"]] == [AN]
        assert "Je mailboxen" in archive.read("own-data.html").decode()
        assert archive.read("files/1-besluit.pdf").startswith(b"%PDF")
    assert out.stat().st_mode & 0o777 == 0o600  # it names somebody
    assert (await typed("privacy", "export", "nobody@lier.be", "--out", str(out))).exit_code == 2


async def test_an_export_without_a_file_that_is_gone_says_so(folder: Path, tmp_path: Path) -> None:
    for file in (folder / "files").rglob("*/*"):
        file.unlink()
    done = await typed("privacy", "export", AN, "--out", str(tmp_path / "an.zip"))
    assert (done.exit_code, "; 1 files that rows name were not there" in done.output) == (0, True), done.output
    with zipfile.ZipFile(tmp_path / "an.zip") as archive:
        assert archive.namelist() == ["own-data.html", "own-data.json"]


async def test_erasing_asks_first_and_then_leaves_nothing(folder: Path, town: Town) -> None:
    assert (await typed("erase", AN, answer="n\n")).exit_code == 2
    assert in_files(folder, [AN])
    done = await typed("erase", AN, "--yes")
    assert done.exit_code == 0, done.output
    assert in_files(folder, [AN]) == []
    assert in_rows(town.house.services.store.engine, [AN]) == []
    assert in_files(folder / "files", ["%PDF"]) == []
    assert len(erase_list.from_lines(list_path(folder).read_text())) == 2  # the mailbox and the chat
    again = await typed("erase", AN, "--yes")
    assert (again.exit_code, "nothing is kept of it" in again.output) == (2, True)


async def test_what_will_go_is_shown_with_its_day(folder: Path) -> None:
    shown = (await typed("retention", "--dry-run", "--at", "2021-10-21")).output
    assert "2022-12-18       1  drafts that were never sent  profploeg-2021 2021-2" in shown
    assert "now" in (await typed("retention", "--dry-run", "--at", "2023-01-01")).output
    assert (await typed("retention", "--at", "2023-01-01")).exit_code == 2


async def test_an_erasure_that_was_cut_off_is_finished_at_the_next_start(folder: Path, town: Town) -> None:
    engine: Engine = town.house.services.store.engine
    an = await town.person("An")
    await an.says("/privacy")
    await an.presses("Wis mijn gegevens")
    await an.presses("Ja, wis alles")
    assert {table for table, _, _ in in_rows(engine, [AN])} == {"erasure"}
    assert in_files(folder / "mail", [AN])
    town.clock.pass_(minutes=1)
    await town.house.pass_time()
    assert in_rows(engine, [AN]) == []
    assert in_files(folder, [AN]) == []
    assert scrub(engine)
