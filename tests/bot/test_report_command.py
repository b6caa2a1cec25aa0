"""kernbot report: what an operator types and gets."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import Session

from bot.settings import Settings
from models.call_files.call_file import shipped_call, shipped_content
from models.records.applications import call_queries
from models.storage.database import open_engine
from tests.bot.conftest import Kernbot
from tests.fakes.counted_cases import CountedCases
from tests.fakes.empty_database import with_database
from tests.models.figures.test_figures import GEEL, NOW, TIELT

CALL = "profploeg-2021"


def fill(folder: Path, *towns: str) -> None:
    """Let these towns submit, in the database of the data folder."""
    settings = with_database(Settings(_env_file=None, data_dir=folder / "var"))
    engine = open_engine(settings.url)
    with Session(engine) as session:
        call = shipped_call(CALL)
        call_queries.remember(session, call, shipped_content(CALL), NOW)
        for town in towns:
            cases = CountedCases(session, call, {"2021-1": int(town)})
            cases.add("2021-1", town, "submitted", "admissible", "selected")
        session.commit()
    engine.dispose()


def test_the_report_for_a_program_has_the_promised_shape(kernbot: Kernbot, tmp_path: Path) -> None:
    fill(tmp_path, GEEL)
    done = kernbot("report", "--call", CALL, "--format", "json")
    assert done.exit_code == 0
    first = json.loads(done.stdout)["rounds"][0]
    assert first["id"] == "2021-1"
    assert first.keys() >= {
        "submitted",
        "admissible",
        "inadmissible",
        "unclear",
        "selected",
        "late",
        "centrumsteden_selected",
    }
    assert first["by_province"] == {"Antwerpen": {"submitted": 1, "selected": 1}}


def test_the_report_to_read_is_dutch_and_the_call_of_the_settings(kernbot: Kernbot, tmp_path: Path) -> None:
    fill(tmp_path, GEEL)
    done = kernbot("report", call=CALL)
    assert "Er is 1 aanvraag ingediend, door 1 gemeente." in done.stdout
    assert "Nothing" not in kernbot("report", "--language", "en", call=CALL).stdout


def test_a_workbook_goes_to_a_file(kernbot: Kernbot, tmp_path: Path) -> None:
    fill(tmp_path, GEEL)
    done = kernbot("report", "--call", CALL, "--format", "xlsx", "--out", "cijfers.xlsx")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "2 Rondes" in load_workbook(BytesIO((tmp_path / "cijfers.xlsx").read_bytes())).sheetnames


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--format", "xlsx"), "say where to write it, with --out"),
        (("--round", "1999-1"), "profploeg-2021 has no such round; it has: 2021-1, 2021-2"),
        (("--out", "no/such/folder.md"), "--out no/such/folder.md"),
        (("--compare", "1", "2"), "there is no snapshot 1"),
    ],
)
def test_what_cannot_be_reported_is_said_in_one_sentence(
    kernbot: Kernbot, words: tuple[str, ...], sentence: str
) -> None:
    done = kernbot("report", "--call", CALL, *words)
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_call_is_named(kernbot: Kernbot) -> None:
    done = kernbot("report", "--call", "proefploeg")
    assert done.exit_code == 2
    assert "proefploeg" in done.stderr


def test_figures_are_frozen_and_compared(kernbot: Kernbot, tmp_path: Path) -> None:
    fill(tmp_path, GEEL)
    assert "snapshot 1 taken at" in kernbot("report", "--call", CALL, "--freeze").stdout
    fill(tmp_path, TIELT)
    assert "snapshot 2 taken at" in kernbot("report", "--call", CALL, "--freeze").stdout
    assert "2021-1 / submitted: 1 -> 2" in kernbot("report", "--compare", "1", "2").stdout
    assert kernbot("report", "--compare", "2", "2").stdout.strip() == "nothing differs"
