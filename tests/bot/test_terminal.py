"""The chat in a terminal, as a process: lines go in by a pipe, the conversation comes out."""

import email
import email.policy
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from bot.local.values import Button, LocalMessage
from bot.terminal.page import Typed, read_line, show
from models.records.applications.receipt import check_receipt
from tests.fakes.conversation import A_PDF, CLEAR
from tests.fakes.empty_database import set_for
from tests.house.source import ROOT

MAILBOX = "an.peeters@heist-op-den-berg.be"
TO_ITEM_7 = [
    "Akkoord, beginnen",
    "heist o/d berg",
    "[Ja]",
    "An Peeters",
    "Deskundige lokale economie",
    MAILBOX,
    "@code",
    "015 25 00 00",
    "Dorpskern Itegem: Kerkstraat en Dorpsplein",
]
FROM_ITEM_7 = [
    CLEAR,
    "[2]",
    "[Klaar]",
    CLEAR,
    CLEAR,
    "lokale economie, mobiliteit",
    "6",
    "@besluit van het college.pdf",
    "14 juni",
    CLEAR,
    "[5]",
    "[Klaar]",
    "Zo snel mogelijk",
    "Jan Janssens",
    "Bram Claes",
    "Diensthoofd",
    "bram.claes@heist-op-den-berg.be",
    "015 25 00 01",
    "[Overslaan]",
    "[Overslaan]",
    "[Ja]",
    "/indienen",
    "[Ja, indienen]",
]


class Terminal:
    """Runs `kernbot chat` in a folder; each run is a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        ours = {"KERNBOT_CALL": "profploeg-2021", "KERNBOT_DATA_DIR": "data", "PYTHONPATH": str(ROOT)}
        ours["KERNBOT_DATABASE_URL"] = set_for(folder / "data")
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("KERNBOT_")} | ours

    def chat(self, lines: list[str], *options: str, at: str = "2021-10-20") -> str:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "chat", "--at", at, *options],
            input="".join(f"{line}\n" for line in lines),
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def kernbot(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", *words],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def mails(self) -> list[EmailMessage]:
        paths = sorted((self.folder / "data/mail").glob("*.eml"))
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    (tmp_path / "besluit van het college.pdf").write_bytes(A_PDF)
    return Terminal(tmp_path)


def newest(output: str) -> str:
    """Return what Kernbot said last."""
    return re.split(r"^Kernbot  ", output, flags=re.MULTILINE)[-1]


def test_a_piped_file_goes_from_hello_to_receipt(terminal: Terminal) -> None:
    output = terminal.chat([*TO_ITEM_7, *FROM_ITEM_7])

    assert output.startswith("Kernbot  Dag!")
    assert f"✓ {MAILBOX} is bewezen." in output
    assert "Nummer PROF-2021-2-0001" in output
    assert "📎 PROF-2021-2-0001-v1.pdf" in newest(output)

    receipt = terminal.mails()[-1]
    pdf, sent = receipt.iter_attachments()
    assert receipt["To"] == MAILBOX
    assert pdf.get_content().startswith(b"%PDF-")
    text = sent.get_content().decode()
    assert check_receipt(text).valid

    (terminal.folder / "receipt.json").write_text(text, "utf-8")
    assert terminal.kernbot("receipt", "check", "receipt.json").returncode == 0
    (terminal.folder / "receipt.json").write_text(text.replace("Itegem", "Itegam", 1), "utf-8")
    changed = terminal.kernbot("receipt", "check", "receipt.json")
    assert changed.returncode == 1
    assert "is gewijzigd" in changed.stderr


def test_who_gave_no_name_is_not_called_jij_in_the_mails_of_others(terminal: Terminal) -> None:
    output = terminal.chat([*TO_ITEM_7[:7], "/deel", "[Collega uitnodigen]", "bram.claes@heist-op-den-berg.be"])
    assert "De uitnodiging is onderweg" in output
    assert terminal.mails()[-1]["Subject"] == "An Peeters nodigt je uit voor de aanvraag van Heist-op-den-Berg"


def test_who_stops_after_item_6_goes_on_at_item_7_three_days_later(terminal: Terminal) -> None:
    before = terminal.chat(TO_ITEM_7)
    assert "7. Wat is jullie uitdaging?" in newest(before)

    after = terminal.chat(["/start"], at="2021-10-23")
    assert "Fijn dat je er weer bent" in after
    assert "7. Wat is jullie uitdaging?" in newest(after)
    assert "6 van 24" in newest(after)


def test_two_names_are_two_people_who_see_nothing_of_each_other(terminal: Terminal) -> None:
    terminal.chat(TO_ITEM_7, "--as", "An")
    other = terminal.chat(["/status"], "--as", "Jan")
    assert "Heist" not in other
    assert "Akkoord, beginnen" in other
    assert "Heist-op-den-Berg" in terminal.chat(["/status"], "--as", "An")


def test_the_output_is_the_conversation_and_what_was_typed(terminal: Terminal) -> None:
    output = terminal.chat(["Akkoord, beginnen", "Lier", "[Ja]"])
    whose = [line[:9] for line in output.splitlines()]
    assert set(whose) == {"Kernbot  ", "Jij      ", "         "}
    assert [line for line in output.splitlines() if line.startswith("Jij")] == [
        "Jij      Akkoord, beginnen",
        "Jij      Lier",
        "Jij      [Ja]",
    ]


def test_a_line_that_cannot_be_taken_is_told_and_loses_nothing(terminal: Terminal) -> None:
    output = terminal.chat(["Akkoord, beginnen", "[Nergens]", "[99]", "@weg.pdf", "@code", "", "Lier"])
    assert "Er is geen knop [Nergens]." in output
    assert "Er is geen knop [99]." in output
    assert "Er is geen bestand weg.pdf." in output
    assert "Er is geen code gemaild in deze chat." in output
    assert "Lier, provincie Antwerpen. Klopt dat?" in newest(output)


def test_an_empty_pipe_in_an_empty_folder_meets_a_hello(tmp_path: Path) -> None:
    assert "Akkoord, beginnen" in Terminal(tmp_path).chat([])


SHOWN = LocalMessage(
    message_id=7,
    chat_id=1,
    sent_at=datetime(2021, 10, 20, 8, tzinfo=UTC),
    text_html="?",
    from_bot=True,
    buttons=(
        (Button(label="Ja", data="yes"), Button(label="✓ Nee", data="no")),
        (Button(label="Site", url="https://vlaio.be"), Button(label="2", data="two")),
    ),
)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("Ja", Typed(press=(7, "yes"))),
        ("[ja]", Typed(press=(7, "yes"))),
        ("[ Nee ]", Typed(press=(7, "no"))),
        ("✓ Nee", Typed(press=(7, "no"))),
        ("[1]", Typed(press=(7, "yes"))),
        ("[2]", Typed(press=(7, "two"))),  # a label wins over a number
        ("2", Typed(press=(7, "two"))),
        ("3", Typed(text="3")),  # a bare number is an answer
        ("[4]", Typed(problem="no_button", about="[4]")),
        ("Ja hoor", Typed(text="Ja hoor")),
        ("@CODE", Typed(wants_code=True)),
    ],
)
def test_what_a_line_means(line: str, meant: Typed) -> None:
    assert read_line(line, SHOWN) == meant


def test_the_numbers_that_are_shown_are_those_that_press(capsys: pytest.CaptureFixture[str]) -> None:
    show(SHOWN)
    assert capsys.readouterr().out.splitlines()[1:] == [
        "         [1] Ja   [2] ✓ Nee",
        "         Site: https://vlaio.be   [3] 2",
    ]
    assert read_line("[3]", SHOWN) == Typed(press=(7, "two"))


def test_without_buttons_a_line_is_text() -> None:
    assert read_line("Ja", None) == Typed(text="Ja")
    assert read_line("[1]", None) == Typed(problem="no_button", about="[1]")
