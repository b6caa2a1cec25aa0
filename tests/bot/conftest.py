"""What the tests of the front doors share."""

import io
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from click.testing import Result
from typer.testing import CliRunner

from bot import cli
from bot.log import set_up_logging
from bot.settings import Settings
from tests.fakes.empty_database import set_for

Kernbot = Callable[..., Result]


@pytest.fixture
def kernbot(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Kernbot:
    """Runs the command line in an empty folder, with nothing set but what the test sets."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"KERNBOT_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*words: object, **settings: str) -> Result:
        url = set_for(tmp_path / settings.get("data_dir", "var"), has_tables=False)
        settings = ({"database_url": url} if url else {}) | settings
        environment = {f"KERNBOT_{name.upper()}": value for name, value in settings.items()}
        return CliRunner().invoke(cli.app, [str(word) for word in words], env=environment)

    return run


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the program writes, at its lowest level; then the logging of the tests is put back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    known = [logger for logger in root.manager.loggerDict.values() if isinstance(logger, logging.Logger)]
    levels = {logger: logger.level for logger in known}
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    set_up_logging(logging.DEBUG)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    for logger, before in levels.items():
        logger.setLevel(before)
    structlog.reset_defaults()
