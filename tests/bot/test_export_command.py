"""kernbot export: what was sent, given out to who runs the installation."""

import asyncio
import csv
import json
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from bot.cli import app
from tests.fakes.conversation import CLEAR, Town

AN = "an@heist-op-den-berg.be"


@pytest.fixture
async def sent(town: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A house in which An sent an application, and Lies only began one."""
    an = await town.complete("An", AN)
    await an.says("/wijzig 17")
    await an.says('=HYPERLINK("http://x.be")')
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    await (await town.proven("Lies", "lies@lier.be", "Lier")).says("015 25 11 11")
    monkeypatch.setenv("KERNBOT_DATA_DIR", str(town.house.settings.data_dir))
    monkeypatch.setenv("KERNBOT_DATABASE_URL", town.house.settings.url)
    monkeypatch.setenv("KERNBOT_CALL", "profploeg-2021")
    return town


def begun_files(folder: Path) -> list[Path]:
    """Return the archives of a folder, and what is left of one that was begun."""
    return list(folder.glob("all.zip*"))


async def typed(*words: str) -> Result:
    """Type the command, beside the house that runs."""
    return await asyncio.to_thread(CliRunner().invoke, app, ["export", *words])


@pytest.mark.usefixtures("sent")
async def test_a_program_gets_what_was_sent_and_no_draft() -> None:
    done = await typed()
    assert done.exit_code == 0, done.output
    (one,) = json.loads(done.stdout)["applications"]
    assert (one["number"], one["municipality"], one["province"]) == (
        "PROF-2021-2-0001",
        "Heist-op-den-Berg",
        "Antwerpen",
    )
    assert (one["stage"], one["version"], one["answers"]["challenge"]) == ("submitted", 1, CLEAR)
    assert [(file["item"], file["name"]) for file in one["attachments"]] == [("college_decision", "besluit.pdf")]
    assert "college_decision" not in one["answers"]  # the files are named above; their row numbers say nothing


async def test_what_was_changed_and_not_sent_again_is_not_given_out(sent: Town) -> None:
    an = await sent.person("An")
    await an.says("/wijzig 7")
    await an.says(f"{CLEAR} En meer.")
    (one,) = json.loads((await typed()).stdout)["applications"]
    assert one["answers"]["challenge"] == CLEAR


@pytest.mark.usefixtures("sent")
async def test_a_table_has_a_column_for_each_question_and_no_formula(tmp_path: Path) -> None:
    book, lines = tmp_path / "all.xlsx", tmp_path / "all.csv"
    assert (await typed("--out", str(book))).exit_code == 0
    assert (await typed("--out", str(lines))).exit_code == 0
    assert {one.stat().st_mode & 0o777 for one in (book, lines)} == {0o600}
    sheet = [[cell.value for cell in row] for row in load_workbook(book)["Aanvragen"].iter_rows()]
    head, row = list(csv.reader(StringIO(lines.read_bytes().decode("utf-8-sig")), delimiter=";"))
    assert [str(cell or "") for cell in sheet[0]] == head
    found, cells = dict(zip(head, row, strict=True)), dict(zip(sheet[0], sheet[1], strict=True))
    assert found["7. Uitdaging"] == cells["7. Uitdaging"] == CLEAR
    assert found["12. Besluit college"] == "besluit.pdf"
    assert found["eerst ingediend"] == "2021-10-20 10:00"
    assert found["17. Schepen"] == '\'=HYPERLINK("http://x.be")'  # a spreadsheet shows it and does not run it
    assert cells["17. Schepen"] == '=HYPERLINK("http://x.be")'
    assert load_workbook(book)["Aanvragen"].cell(2, head.index("17. Schepen") + 1).data_type == "s"


@pytest.mark.usefixtures("sent")
async def test_an_archive_holds_the_attachments_as_well(tmp_path: Path) -> None:
    out = tmp_path / "all.zip"
    done = await typed("--out", str(out))
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(out) as archive:
        assert archive.read("files/PROF-2021-2-0001/01-besluit.pdf").startswith(b"%PDF")
        assert {"applications.json", "applications.xlsx"} <= set(archive.namelist())
    assert begun_files(tmp_path) == [out]
    assert out.stat().st_mode & 0o777 == 0o600  # it names people


async def test_an_archive_that_lacks_a_file_is_not_left_behind(sent: Town, tmp_path: Path) -> None:
    for file in (sent.house.settings.data_dir / "files").rglob("*"):
        if file.is_file():
            file.unlink()
    refused = await typed("--out", str(tmp_path / "all.zip"))
    assert refused.exit_code == 2
    assert "an attachment is not in the data folder" in refused.stderr
    assert "PROF-2021-2-0001/01-besluit.pdf: No such file" in refused.stderr
    assert begun_files(tmp_path) == []


@pytest.mark.usefixtures("sent")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--format", "zip"), "say where to write it, with --out applications.zip"),
        (("--format", "xlsx"), "say where to write it, with --out applications.xlsx"),
        (("--out", "all.pdf"), "end its name in .json, .csv, .xlsx or .zip"),
        (("--round", "2021-9"), "profploeg-2021 has no such round"),
        (("--out", "nowhere/all.zip"), "--out nowhere/all.zip: No such file or directory"),
    ],
)
async def test_what_cannot_be_written_is_refused_with_a_sentence(words: tuple[str, ...], says: str) -> None:
    refused = await typed(*words)
    assert refused.exit_code == 2
    assert says in refused.stderr


@pytest.mark.usefixtures("sent")
async def test_one_round_can_be_given_out() -> None:
    assert json.loads((await typed("--round", "2021-1")).stdout)["applications"] == []
    assert len(json.loads((await typed("--round", "2021-2")).stdout)["applications"]) == 1
