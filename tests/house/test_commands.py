"""Every command that a person can type is registered, in the menu, in the help, and in the README."""

import ast
import re

import pytest
from telegram.ext import ApplicationBuilder, CommandHandler

from bot.fronts.app import add_handlers
from handlers import desk_commands
from handlers.commands import SIMPLE
from handlers.commands_table import NAMES
from handlers.views.page import reply_to
from handlers.wording import catalogue
from models.call_files.call_file import shipped_call
from models.desk.rights import COMMANDS, Role, commands_of
from models.language.wording import LANGUAGES
from models.turns.outcome import Outcome
from models.turns.views import Help
from tests.house.source import ROOT, product

MOST_DESCRIPTION = 256  # Source: Bot API, BotCommand


def registered() -> list[str]:
    application = ApplicationBuilder().token("1:a").build()
    add_handlers(application)
    handlers = [one for group in application.handlers.values() for one in group]
    return [name for one in handlers if isinstance(one, CommandHandler) for name in sorted(one.commands)]


def test_every_command_is_registered_once_and_nothing_else() -> None:
    assert sorted(registered()) == sorted([*NAMES, *COMMANDS])


def test_every_command_of_an_officer_does_something_and_asks_a_right() -> None:
    assert desk_commands.works().keys() == COMMANDS.keys()


def test_every_simple_command_is_in_the_menu() -> None:
    assert SIMPLE.keys() <= set(NAMES)


@pytest.mark.parametrize("name", [*NAMES, *COMMANDS])
def test_a_command_has_a_line_in_the_menu_in_every_language(name: str) -> None:
    assert re.fullmatch(r"[a-z]{1,32}", name)
    for language in LANGUAGES:
        assert 3 <= len(catalogue().say(f"command.{name}", language)) <= MOST_DESCRIPTION


def test_the_menu_has_no_line_without_a_command() -> None:
    lines = {key.removeprefix("command.") for key in catalogue().sentences["nl"] if key.startswith("command.")}
    assert lines == {*NAMES, *COMMANDS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_names_every_command(language: str) -> None:
    said = reply_to(Outcome(view=Help(call=shipped_call("profploeg"))), language).html
    assert [name for name in NAMES if f"/{name} " not in said] == []
    assert [name for name in COMMANDS if f"/{name} " in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", Role)
def test_the_help_of_an_officer_names_the_commands_of_the_role_too(role: Role, language: str) -> None:
    said = reply_to(Outcome(view=Help(call=shipped_call("profploeg"), role=role)), language).html
    assert {name for name in COMMANDS if f"/{name} " in said} == set(commands_of(role))


def test_the_readme_names_every_command() -> None:
    named = set(re.findall(r"^\| `/([a-z]+)` ", (ROOT / "README.md").read_text("utf-8"), flags=re.MULTILINE))
    assert named == {*NAMES, *COMMANDS}


def test_every_handler_is_registered_or_called_by_one_that_is() -> None:
    handlers = {
        f"{_module(file.path)}.{node.name}"
        for file in product()
        if file.package == "handlers"
        for node in file.tree.body
        if isinstance(node, ast.AsyncFunctionDef) and [arg.arg for arg in node.args.args] == ["update", "context"]
        if not node.name.startswith("_")
    }
    used = {
        f"{node.value.id}.{node.attr}"
        for file in product()
        if file.path == "bot/fronts/app.py" or file.package == "handlers"
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    assert len(handlers) > 10
    assert handlers - used == set()


def _module(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".py")
