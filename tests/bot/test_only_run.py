"""One kernbot run at a time on SQLite: a second one is refused, and a place that was left is free at once."""

from pathlib import Path

import pytest

from bot.commands.mistakes import Refused
from bot.only_run import only_run
from bot.settings import Settings


def settings(data_dir: Path, url: str = "") -> Settings:
    return Settings(_env_file=None, data_dir=data_dir, database_url=url)


def test_a_second_process_on_one_sqlite_database_reads_what_to_do(tmp_path: Path) -> None:
    same = settings(tmp_path / "elsewhere", f"sqlite:///{tmp_path / 'kernbot.db'}")
    sentence = pytest.raises(Refused, match="another kernbot run works on this database")
    with only_run(settings(tmp_path)), sentence, only_run(same):
        pass
    with only_run(settings(tmp_path)):
        pass


def test_a_folder_that_is_made_is_for_nobody_else_to_read(tmp_path: Path) -> None:
    with only_run(settings(tmp_path / "new")):
        assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_on_postgresql_there_may_be_several(tmp_path: Path) -> None:
    with (
        only_run(settings(tmp_path, "postgresql://db/kernbot")),
        only_run(settings(tmp_path, "postgresql://db/kernbot")),
    ):
        assert list(tmp_path.iterdir()) == []
