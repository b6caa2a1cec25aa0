"""The README is true: its conversation, its settings, its commands and its links."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings
from models.places.municipality import CREDIT
from tests.house.command_line import commands
from tests.house.source import ROOT

README = (ROOT / "README.md").read_text("utf-8")
LEFT_OUT = "…"
YOU = "Jij      "


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading."""
    [section] = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", README, flags=re.MULTILINE | re.DOTALL)
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_setting_stands_in_the_table_with_its_default() -> None:
    shown = {row[0].strip("`"): row[1].strip("`") for row in rows("Settings")}
    defaults = {f"KERNBOT_{name.upper()}": _shown(field.default) for name, field in Settings.model_fields.items()}
    assert shown == defaults


def _shown(default: object) -> str:
    return str(default.get_secret_value() if hasattr(default, "get_secret_value") else default)


def test_the_example_of_a_settings_file_names_every_setting_with_its_default() -> None:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    named = dict(line.removeprefix("# ").split("=", 1) for line in lines if line.startswith("# KERNBOT_"))
    assert named == {f"KERNBOT_{name.upper()}": _shown(field.default) for name, field in Settings.model_fields.items()}


def test_every_command_of_the_command_line_stands_in_the_table() -> None:
    shown = {re.sub(r" [A-Z]+$", "", row[0].strip("`")) for row in rows("Commands of the operator")}
    assert shown == {f"kernbot {' '.join(words)}" for words in commands()}


def test_the_make_targets_that_it_names_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z]+)\b", README)) <= targets
    assert {"setup", "run", "chat", "test", "check", "bench"} <= targets


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md", "SECURITY.md", "CHANGELOG.md"])
def test_what_a_page_links_to_is_there(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text("utf-8"))
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md", "SECURITY.md"])
def test_the_files_that_a_page_names_are_there(page: str) -> None:
    text = (ROOT / page).read_text("utf-8").split("## Where the next things go")[0]
    named = set(re.findall(r"`((?:bot|handlers|models|reminders|tests)/[\w./-]*)`", text))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_who_gave_the_data_is_thanked_in_the_words_they_ask_for() -> None:
    assert CREDIT in " ".join(README.split())


def test_the_conversation_is_what_kernbot_says(tmp_path: Path) -> None:
    [shown] = re.findall(r"^```text\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
    lines = [line.rstrip() for line in shown.splitlines()]
    said = _said([line.removeprefix(YOU) for line in lines if line.startswith(YOU)], tmp_path)

    position, may_skip = 0, False
    for line in lines:
        if line.strip() == LEFT_OUT:
            may_skip = True
            continue
        found = next((at for at in range(position, len(said)) if _is(said[at], line)), None)
        assert found is not None, f"not said: {line}"
        assert may_skip or found == position, f"left out before: {line}"
        position, may_skip = found + 1, False


def _is(said: str, shown: str) -> bool:
    if shown.endswith(LEFT_OUT):
        return said.startswith(shown.removesuffix(LEFT_OUT).rstrip())
    return said == shown


def _said(lines: list[str], folder: Path) -> list[str]:
    settings = {"KERNBOT_CALL": "profploeg-2021", "KERNBOT_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chat", "--at", "2021-10-20"],
        input="".join(f"{line}\n" for line in lines),
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith("KERNBOT_")} | settings,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    return [line.rstrip() for line in done.stdout.splitlines()]
