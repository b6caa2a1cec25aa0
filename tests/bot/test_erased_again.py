"""Who was erased after a backup was made is erased again when it is put back, and nobody else."""

from asyncio import to_thread
from pathlib import Path

import pytest

from bot.erasing.outside_rows import list_path
from models.storage.database import open_engine
from tests.bot.conftest import Kernbot
from tests.fakes.conversation import Town
from tests.fakes.empty_database import database_of
from tests.fakes.traces import in_files, in_rows

AN, ELS = "an.verstraeten@heist-op-den-berg.be", "els.claes@lier.be"


@pytest.fixture
async def one(town: Town) -> Path:
    """A data folder in which An and Els each proved a mailbox."""
    await town.proven("An", AN)
    await town.proven("Els", ELS, "Lier")
    return town.house.settings.data_dir


def erased_after_a_backup(kernbot: Kernbot, one: Path) -> None:
    for words in (("backup", "b.zip"), ("erase", AN, "--yes")):
        done = kernbot(*words, data_dir=str(one), call="profploeg-2021")
        assert done.exit_code == 0, done.output


async def test_who_was_erased_after_the_backup_does_not_come_back(kernbot: Kernbot, one: Path, tmp_path: Path) -> None:
    await to_thread(erased_after_a_backup, kernbot, one)
    two = tmp_path / "two"
    two.mkdir()
    for name in ("secret.key", "erased.list"):
        (two / name).write_bytes((one / name).read_bytes())
    done = await to_thread(kernbot, "restore", "b.zip", data_dir=str(two), call="profploeg-2021")
    assert done.exit_code == 0, done.output
    assert "2 mailboxes and chats that were erased after the backup are erased again" in done.stdout
    assert in_place(two, AN) == []
    assert in_place(two, ELS) != []


def in_place(folder: Path, word: str) -> list[tuple[str, ...]]:
    """Return where a word stands in a data folder and its database."""
    engine = open_engine(database_of(folder))
    found = [*in_rows(engine, [word]), *in_files(folder, [word])]
    engine.dispose()
    return found


async def test_a_list_that_no_key_can_read_stops_the_restore(kernbot: Kernbot, one: Path, tmp_path: Path) -> None:
    await to_thread(erased_after_a_backup, kernbot, one)
    two = tmp_path / "two"
    two.mkdir()
    list_path(two).write_bytes(list_path(one).read_bytes())
    done = await to_thread(kernbot, "restore", "b.zip", data_dir=str(two), call="profploeg-2021")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "put secret.key beside it" in done.stderr
    assert [path.name for path in two.iterdir()] == ["erased.list"]
