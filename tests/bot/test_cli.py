"""The command line: exit codes, and one clear sentence on standard error for every mistake."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from models.records.applications.receipt import Receipt, receipt_file
from tests.bot.conftest import Kernbot
from tests.fakes.empty_database import ON_POSTGRES
from tests.house.command_line import commands
from tests.house.source import ROOT

BROKEN = sorted((ROOT / "tests/models/call_files/broken_calls").glob("*.toml"))
NEXT_CALL = """
extends = "profploeg"
opens_on = 2030-01-01

[title]
nl = "Handelsteam 2030"
en = "Trade team 2030"

[[round]]
id = "2030-1"
last_day = 2030-05-31
guidance_from = 2030-09-01
"""


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    """A receipt as it comes with the mail."""
    from datetime import UTC, datetime

    sent = Receipt(
        number="PROF-2021-2-0007",
        sent_at=datetime(2021, 11, 12, 20, 30, tzinfo=UTC),
        call_name="profploeg-2021",
        call_version="ab" * 32,
        answers={"challenge": "In de Kerkstraat staan 6 van de 40 winkels leeg."},
    )
    path = tmp_path / "PROF-2021-2-0007-v1.json"
    path.write_text(receipt_file(sent, call_name="profploeg-2021", coach_version="1", coach_outcome={}), "utf-8")
    return path


@pytest.mark.parametrize("command", [(), *commands()], ids=" ".join)
def test_every_command_explains_itself(kernbot: Kernbot, command: tuple[str, ...]) -> None:
    result = kernbot(*command, "--help")
    assert result.exit_code == 0
    assert "Usage: " in result.stdout


def test_python_m_bot_is_the_same_command_line() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert "Usage: kernbot" in result.stdout


@pytest.mark.parametrize("words", [("nonsense",), ("doctor", "too-much"), ("call", "check"), ("call", "nonsense")])
def test_a_command_that_does_not_exist_is_told_on_standard_error(kernbot: Kernbot, words: tuple[str, ...]) -> None:
    result = kernbot(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


@pytest.mark.parametrize(
    "command", [("doctor",), ("call", "show"), ("db", "upgrade"), ("chat",), ("run",)], ids=" ".join
)
def test_wrong_settings_are_sentences_and_not_a_traceback(kernbot: Kernbot, command: tuple[str, ...]) -> None:
    result = kernbot(*command, smtp_port="poort", language="fr")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[0].startswith("KERNBOT_LANGUAGE: ")
    assert result.stderr.splitlines()[1].startswith("KERNBOT_SMTP_PORT: ")


@pytest.mark.parametrize("command", [("call", "show"), ("db", "upgrade"), ("chat",), ("run",)], ids=" ".join)
def test_a_database_that_cannot_be_opened_is_one_sentence_without_the_password(
    kernbot: Kernbot, command: tuple[str, ...]
) -> None:
    result = kernbot(*command, database_url="postgresql://kernbot:hunter2@127.0.0.1:1/kernbot")
    assert (result.exit_code, result.stdout) == (75, "")  # a service that began before its database is started again
    assert result.stderr.startswith("KERNBOT_DATABASE_URL: ")
    assert "hunter2" not in result.stderr


def test_a_data_folder_that_cannot_be_made_is_one_sentence(kernbot: Kernbot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = kernbot("call", "show", data_dir="file")
    assert result.exit_code == 2
    assert result.stderr.startswith("KERNBOT_DATA_DIR: file: ")


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_call_file_is_told_in_sentences_that_name_file_item_and_field(kernbot: Kernbot, path: Path) -> None:
    expected = {
        line.removeprefix("# expect: ") for line in path.read_text("utf-8").splitlines() if "# expect: " in line[:10]
    }
    result = kernbot("call", "check", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert set(result.stderr.splitlines()) == expected
    assert expected


@pytest.mark.parametrize("name", ["profploeg", "profploeg-2021"])
def test_a_call_file_that_ships_is_in_order(kernbot: Kernbot, name: str) -> None:
    result = kernbot("call", "check", ROOT / f"models/calls/{name}.toml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"{name}.toml: in orde" in result.stdout


def test_a_file_that_is_not_there_is_told(kernbot: Kernbot) -> None:
    for command in (("call", "check"), ("call", "load"), ("receipt", "check")):
        result = kernbot(*command, "nergens.toml")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == "nergens.toml: there is no such file\n"


def test_a_call_is_shown_for_a_person(kernbot: Kernbot) -> None:
    result = kernbot("call", "show", "--language", "en")
    assert result.exit_code == 0
    assert "7* What is your challenge?" in result.stdout


def test_a_call_is_shown_for_a_program(kernbot: Kernbot) -> None:
    result = kernbot("call", "show", "--format", "json", call="profploeg-2021")
    shown = json.loads(result.stdout)
    assert result.exit_code == 0
    assert shown["name"] == "profploeg-2021"
    for item in shown["items"]:
        assert {"number", "key", "kind", "title", "required", "example"} <= item.keys()
        assert item["example"]
        assert isinstance(item["required"], bool)
    challenge = next(item for item in shown["items"] if item["number"] == "7")
    assert (challenge["key"], challenge["kind"]) == ("challenge", "long_text")


@pytest.mark.parametrize("option", [("--format", "xml"), ("--language", "fr")])
def test_a_form_or_language_that_there_is_not_is_refused(kernbot: Kernbot, option: tuple[str, str]) -> None:
    result = kernbot("call", "show", *option)
    assert (result.exit_code, result.stdout) == (2, "")
    assert option[0] in result.stderr


def test_a_loaded_call_goes_by_its_name(kernbot: Kernbot, tmp_path: Path) -> None:
    (tmp_path / "handelsteam-2030.toml").write_text(NEXT_CALL, "utf-8")
    before = kernbot("call", "show", call="handelsteam-2030")
    assert before.exit_code == 2
    assert "no call of that name was loaded" in before.stderr

    loaded = kernbot("call", "load", tmp_path / "handelsteam-2030.toml")
    assert loaded.exit_code == 0
    assert "KERNBOT_CALL=handelsteam-2030" in loaded.stdout
    (tmp_path / "handelsteam-2030.toml").unlink()
    assert "Handelsteam 2030" in kernbot("call", "show", call="handelsteam-2030").stdout


def test_the_version_that_was_loaded_last_counts_also_when_it_was_loaded_before(
    kernbot: Kernbot, tmp_path: Path
) -> None:
    path = tmp_path / "handelsteam-2030.toml"
    for title in ("Eerste", "Tweede", "Eerste"):
        path.write_text(NEXT_CALL.replace("Handelsteam", title), "utf-8")
        kernbot("call", "load", path)
        assert f"{title} 2030" in kernbot("call", "show", call="handelsteam-2030").stdout


def test_a_call_can_be_a_file(kernbot: Kernbot, tmp_path: Path) -> None:
    (tmp_path / "handelsteam-2030.toml").write_text(NEXT_CALL, "utf-8")
    assert "Handelsteam 2030" in kernbot("call", "show", call="handelsteam-2030.toml").stdout
    missing = kernbot("call", "show", call="weg.toml")
    assert (missing.exit_code, missing.stderr) == (2, "KERNBOT_CALL is weg.toml, but there is no such file\n")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x = ", b'extends = "profploeg"\nfoo = 1\n'])
@pytest.mark.parametrize("command", ["check", "load"])
def test_no_call_is_loaded_from_a_file_that_cannot_be_used(
    kernbot: Kernbot, tmp_path: Path, command: str, content: bytes
) -> None:
    (tmp_path / "kapot.toml").write_bytes(content)
    result = kernbot("call", command, tmp_path / "kapot.toml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("kapot.toml: ")
    assert kernbot("call", "show", call="kapot").exit_code == 2


def test_a_call_that_ships_is_not_replaced_by_a_loaded_one(kernbot: Kernbot, tmp_path: Path) -> None:
    (tmp_path / "profploeg.toml").write_text(NEXT_CALL, "utf-8")
    result = kernbot("call", "load", tmp_path / "profploeg.toml")
    assert result.exit_code == 2
    assert "give your call a name of its own" in result.stderr


def test_a_receipt_that_is_as_it_was_sent_is_valid(kernbot: Kernbot, receipt: Path) -> None:
    result = kernbot("receipt", "check", receipt)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Geldig: ")


def test_a_receipt_in_which_one_letter_was_changed_is_not(kernbot: Kernbot, receipt: Path) -> None:
    receipt.write_text(receipt.read_text("utf-8").replace("6 van", "7 van"), "utf-8")
    result = kernbot("receipt", "check", receipt)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Ongeldig: dit ontvangstbewijs van PROF-2021-2-0007 is gewijzigd.")


@pytest.mark.parametrize("content", [b"", b"{}", b"%PDF-1.4\n\xff\xfe", b"[" * 100_000, b'{"content": {"number": 1}}'])
def test_another_file_is_no_receipt(kernbot: Kernbot, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "ander.json").write_bytes(content)
    result = kernbot("receipt", "check", tmp_path / "ander.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Ongeldig: dit is geen ontvangstbewijs")


def test_the_tables_are_made_and_then_left_alone(kernbot: Kernbot, tmp_path: Path) -> None:
    first, second = kernbot("db", "upgrade"), kernbot("db", "upgrade")
    assert first.exit_code == second.exit_code == 0
    assert "revision" in first.stdout == second.stdout
    assert ON_POSTGRES or (tmp_path / "var/kernbot.db").is_file()


def test_the_doctor_s_exit_code_says_whether_all_is_fine(kernbot: Kernbot) -> None:
    assert kernbot("doctor").exit_code == 0
    ill = kernbot("doctor", smtp_host="localhost", smtp_port="1")
    assert ill.exit_code == 1
    assert "NOT mail: " in ill.stdout


@pytest.mark.parametrize("at", ["gisteren", "2021-13-01", "20-10-2021"])
def test_a_moment_that_is_none_is_told_with_how_to_write_it(kernbot: Kernbot, at: str) -> None:
    result = kernbot("chat", "--at", at)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "2021-10-20T14:30" in result.stderr


# Officers.


def test_an_officer_is_invited_listed_and_revoked(kernbot: Kernbot, tmp_path: Path) -> None:
    assert "kernbot officers invite" in kernbot("officers", "list").stdout
    done = kernbot("officers", "invite", "--role", "province", "--province", "limburg", "Piet@provincie.example")
    assert done.exit_code == 0
    assert "the mail is a file in var/mail" in done.stdout
    (mail,) = (tmp_path / "var/mail").glob("*.eml")
    assert "piet@provincie.example" in mail.read_text("utf-8")
    assert "piet@provincie.example  province Limburg  invited, until" in kernbot("officers", "list").stdout
    assert kernbot("officers", "revoke", "PIET@provincie.example").exit_code == 0
    assert "revoked on" in kernbot("officers", "list").stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("invite", "--role", "agency", "els"), "els: not an e-mail address"),
        (("invite", "--role", "province", "p@x.example"), "--province is missing: write one of Antwerpen"),
        (("invite", "--role", "province", "--province", "Henegouwen", "p@x.example"), "--province Henegouwen"),
        (("invite", "--role", "agency", "--province", "Limburg", "p@x.example"), "goes with --role province"),
        (("revoke", "nobody@x.example"), "no officer and no open invitation"),
    ],
)
def test_a_mistake_about_an_officer_is_one_clear_sentence(
    kernbot: Kernbot, words: tuple[str, ...], sentence: str
) -> None:
    done = kernbot("officers", *words)
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_an_invitation_that_cannot_leave_waits_and_says_so(kernbot: Kernbot) -> None:
    done = kernbot(
        "officers", "invite", "--role", "agency", "els@x.example", smtp_host="127.0.0.1", smtp_port="9", smtp_tls="none"
    )
    assert done.exit_code == 0
    assert "the mail waits" in done.stdout
