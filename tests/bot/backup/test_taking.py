"""How a backup is made: one moment, every file that is named, one name once it is whole."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot.backup import archive, last
from bot.backup.putting_back import put_back
from bot.backup.taking import take
from bot.commands.mistakes import Refused
from models.storage.copies import postgres_dump, sqlite_file
from tests.fakes.backed_up import KEPT, Places, fill
from tests.fakes.conversation import StandingClock


async def test_the_key_is_in_it_only_when_that_is_asked(on_sqlite: Places) -> None:
    made = await on_sqlite.filled()
    assert not made.has_key
    with_key = on_sqlite.folder / "with-key.zip"
    assert take(on_sqlite.one, with_key, on_sqlite.clock(), with_key=True).has_key
    put_back(on_sqlite.two, with_key, on_sqlite.clock())
    key = on_sqlite.two.data_dir / "secret.key"
    assert (key.read_bytes(), key.stat().st_mode & 0o777) == ((on_sqlite.one.data_dir / key.name).read_bytes(), 0o600)


async def test_a_file_that_is_there_already_is_not_written_over(on_sqlite: Places) -> None:
    on_sqlite.file.write_text("mine")
    with pytest.raises(Refused, match="overwrites nothing"):
        await on_sqlite.filled()
    assert on_sqlite.file.read_text() == "mine"


async def test_a_backup_that_cannot_be_finished_leaves_nothing(
    on_sqlite: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "checked", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(Refused, match="No space left"):
        await on_sqlite.filled()
    assert {path.name for path in on_sqlite.folder.iterdir()} == {"one"}
    assert last.taken_at(on_sqlite.one.data_dir) is None


async def test_a_copy_that_cannot_be_written_is_told_in_a_sentence(
    on_sqlite: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, gone = sqlite_file.copy_into, on_sqlite.folder / "gone" / "copy"
    monkeypatch.setattr(sqlite_file, "copy_into", lambda source, _, shown: whole(source, gone, shown))
    with pytest.raises(Refused, match="cannot be copied into"):
        await on_sqlite.filled()
    assert not on_sqlite.file.exists()


async def test_an_attachment_that_is_gone_is_named_and_the_rest_is_kept(on_sqlite: Places) -> None:
    with on_sqlite.room("one") as room:
        await fill(room)
        for path in (room.house.settings.data_dir / KEPT).rglob("*"):
            if path.is_file():
                path.unlink()
    made = take(on_sqlite.one, on_sqlite.file, on_sqlite.clock())
    assert (len(made.lacking), made.attachments) == (1, ())


def test_where_there_is_no_database_there_is_nothing_to_back_up(on_sqlite: Places) -> None:
    with pytest.raises(Refused, match="nothing to back up"):
        take(on_sqlite.one, on_sqlite.file, on_sqlite.clock())
    assert not on_sqlite.file.exists()


async def test_without_the_programs_of_postgresql_it_says_what_to_install(
    postgres_url: str, tmp_path: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_dump.shutil, "which", lambda _: None)
    with pytest.raises(Refused, match=r"pg_dump is not on the PATH: install"):
        await Places(folder=tmp_path, url=postgres_url, empty_url="", clock=clock).filled()


def test_a_password_stands_in_no_command_and_in_no_file_for_long(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[str, ...]] = []
    kept: list[str] = []

    def note(*words: str) -> str:
        ran.append(words)
        kept.append((tmp_path / "passwords").read_text())
        return ""

    monkeypatch.setattr(postgres_dump, "_run", note)
    url = postgres_url.replace("postgres@", "postgres:hunter:2@")
    postgres_dump.dump_into(url, "1", tmp_path / "dump")
    assert "hunter" not in str(ran)
    assert kept == ["*:*:*:*:hunter\\:2"]
    assert list(tmp_path.iterdir()) == []


async def test_a_backup_that_is_made_while_people_write_holds_one_moment(
    on_sqlite: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "PAGES", 20)  # many steps, so that many commits fall between them
    with on_sqlite.room("one") as room:
        await fill(room)
        engine, stop, written = room.house.services.store.engine, threading.Event(), []

        def write() -> None:
            while not stop.is_set():
                with Session(engine) as session:
                    session.execute(
                        text("INSERT INTO planned VALUES (:name, '2021-01-01 00:00:00')"), {"name": f"w{len(written)}"}
                    )
                    session.commit()
                written.append(1)

        writer = threading.Thread(target=write)
        writer.start()
        made = take(on_sqlite.one, on_sqlite.file, on_sqlite.clock())
        stop.set()
        writer.join()
    assert made.rows["planned"] <= len(written)
    assert put_back(on_sqlite.two, on_sqlite.file, on_sqlite.clock()).rows == made.rows


def test_the_last_backup_of_a_file_that_says_nothing_is_none(tmp_path: Path) -> None:
    (tmp_path / last.NAME).write_text("[]")
    assert last.taken_at(tmp_path) is None
    assert last.taken_at(tmp_path / "nowhere") is None
