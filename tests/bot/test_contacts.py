"""kernbot contacts import: the good lines are kept, the bad ones listed, and a second time changes nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update
from sqlmodel import Session, col
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.contacts import Imported, import_file
from bot.commands.mistakes import Refused
from bot.commands.progress import watched
from models.call_files.call_file import shipped_call
from models.records.people.interest import Interest
from models.storage.database import open_engine
from tests.fakes.empty_database import set_for

NOW = datetime(2021, 7, 1, 10, tzinfo=UTC)
CALL = shipped_call("profploeg-2021")
LIST = "Naam;E-mail;Gemeente\nAn Peeters;an.peeters@lier.be;Lier\nBram Claes;bram@x;Lier\nElse;els@heist.be;Itegem\n"


@pytest.fixture
def engine(any_database_url: str) -> Iterator[Engine]:
    engine = open_engine(any_database_url)
    yield engine
    engine.dispose()


def imported(engine: Engine, folder: Path, text: str = LIST, consent: str = "webinar") -> Imported:
    file = folder / "lijst.csv"
    file.write_text(text, "utf-8")
    return import_file(engine, CALL, file, consent, "nl", NOW)


def rows(engine: Engine) -> list[Interest]:
    with Session(engine) as session:
        return list(session.execute(select(Interest).order_by(col(Interest.id))).scalars())


def test_the_good_lines_are_kept_and_the_bad_ones_listed(engine: Engine, tmp_path: Path) -> None:
    done = imported(engine, tmp_path)

    assert (done.new, done.known) == (2, 0)
    assert [(one.line, one.reason) for one in done.bad] == [(3, "not one e-mail address: 'bram@x'")]
    assert [(row.name, row.email, row.nis_code, row.consent, row.source) for row in rows(engine)] == [
        ("An Peeters", "an.peeters@lier.be", "12021", "webinar", "lijst.csv"),
        ("Else", "els@heist.be", "12014", "webinar", "lijst.csv"),
    ]


def test_a_second_import_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    imported(engine, tmp_path)
    before = [row.model_dump() for row in rows(engine)]

    done = imported(engine, tmp_path, LIST.replace("An Peeters", "Iemand anders"), consent="other")

    assert (done.new, done.known) == (0, 2)
    assert [row.model_dump() for row in rows(engine)] == before


def test_the_same_mailbox_twice_on_one_list_is_one_person(engine: Engine, tmp_path: Path) -> None:
    done = imported(engine, tmp_path, LIST + "An P.;AN.PEETERS@lier.be;Lier\n")
    assert (done.new, done.known) == (2, 1)


def test_who_asked_to_stop_stays_stopped_also_for_another_municipality(engine: Engine, tmp_path: Path) -> None:
    imported(engine, tmp_path)
    with Session(engine) as session:
        session.execute(update(Interest).where(col(Interest.email) == "an.peeters@lier.be").values(stopped_at=NOW))
        session.commit()

    imported(engine, tmp_path, LIST + "An Peeters;an.peeters@lier.be;Aalst\n")

    assert [(row.nis_code, row.stopped_at) for row in rows(engine) if row.email.startswith("an.")] == [
        ("12021", NOW),
        ("41002", NOW),
    ]


def test_without_any_basis_nothing_is_taken(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="on what basis"):
        imported(engine, tmp_path, consent="  ")
    assert rows(engine) == []


def test_a_list_without_its_columns_is_refused(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no column e-mail"):
        imported(engine, tmp_path, "a;b\n1;2\n")


@pytest.mark.parametrize("second", [False, True])
def test_the_command_says_what_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, second: bool) -> None:
    monkeypatch.setenv("KERNBOT_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KERNBOT_DATABASE_URL", set_for(tmp_path / "var", has_tables=False))
    file = tmp_path / "lijst.csv"
    file.write_bytes(b"\xff\xfe" + LIST.replace("bram@x", "bram@lier.be").encode("utf-16-le"))
    for _ in range(1 + second):
        done = CliRunner().invoke(app, ["contacts", "import", str(file), "--consent", "webinar"])

    assert done.exit_code == 0, done.output
    said = "0 new, 3 known already.\nNothing changed." if second else "3 new, 0 known already."
    assert said in done.stdout


def test_the_command_lists_bad_lines_on_standard_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERNBOT_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KERNBOT_DATABASE_URL", set_for(tmp_path / "var", has_tables=False))
    file = tmp_path / "lijst.csv"
    file.write_text(LIST, "utf-8")

    done = CliRunner().invoke(app, ["contacts", "import", str(file), "--consent", "webinar"])

    assert done.exit_code == 1
    assert done.stderr == (
        "line 3: not one e-mail address: 'bram@x'\n1 lines were not taken: mend them and import the list again.\n"
    )


def test_a_bar_is_shown_only_for_what_takes_long(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(watched([1, 2, 3], "reading")) == [1, 2, 3]
    assert capfd.readouterr().err == ""
    assert list(watched([1, 2, 3], "reading", patience_s=0)) == [1, 2, 3]
    assert "reading" in capfd.readouterr().err
