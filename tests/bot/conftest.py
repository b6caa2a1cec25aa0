"""What the tests of the front doors share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot import cli
from bot.settings import Settings

Kernbot = Callable[..., Result]


@pytest.fixture
def kernbot(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Kernbot:
    """Runs the command line in an empty folder, with nothing set but what the test sets."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"KERNBOT_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*words: object, **settings: str) -> Result:
        environment = {f"KERNBOT_{name.upper()}": value for name, value in settings.items()}
        return CliRunner().invoke(cli.app, [str(word) for word in words], env=environment)

    return run
