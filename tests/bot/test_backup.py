"""A backup and the way back: equal counts, equal files, one name, and nothing that leaves before somebody says so."""

import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot.backup import archive, last, manifest, place
from bot.backup.manifest import Manifest
from bot.backup.putting_back import put_back
from bot.backup.taking import take
from bot.commands import resuming
from bot.commands.mistakes import Refused
from bot.settings import Settings
from models.files.file_folder import FileFolder
from models.records.applications import attachment_queries
from models.records.applications.attachment import Attachment
from models.records.messages import claim_queries
from models.records.messages.outbox import OutboxState
from models.storage import migrate, postgres_dump, sqlite_file
from models.storage.database import open_engine
from tests.fakes.conversation import A_PDF, StandingClock
from tests.fakes.post_room import PostRoom, ScriptedWay, open_post_room

LATER = timedelta(days=2)
KEPT = "files"


@dataclass(slots=True, kw_only=True)
class Places:
    """A place with data, and an empty one."""

    folder: Path
    url: str
    empty_url: str
    clock: StandingClock

    @property
    def one(self) -> Settings:
        return self._settings("one", self.url)

    @property
    def two(self) -> Settings:
        return self._settings("two", self.empty_url)

    @property
    def file(self) -> Path:
        return self.folder / "kernbot.zip"

    def _settings(self, name: str, url: str) -> Settings:
        data_dir = self.folder / name
        return Settings(_env_file=None, data_dir=data_dir, database_url=url, call="profploeg-2021")

    async def filled(self) -> Manifest:
        """Fill the first place and take a backup of it."""
        with self.room("one") as room:
            await fill(room)
        return take(self.one, self.file, self.clock())

    @contextmanager
    def room(self, name: str) -> Iterator[PostRoom]:
        settings = self.one if name == "one" else self.two
        with open_post_room(settings.data_dir, self.clock, url=settings.url) as room:
            yield room


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path, clock: StandingClock) -> Places:
    if request.param == "sqlite":
        return Places(folder=tmp_path, url="", empty_url="", clock=clock)
    urls = [request.getfixturevalue(name) for name in ("postgres_url", "bare_postgres_url")]
    return Places(folder=tmp_path, url=urls[0], empty_url=urls[1], clock=clock)


@pytest.fixture
def on_sqlite(tmp_path: Path, clock: StandingClock) -> Places:
    return Places(folder=tmp_path, url="", empty_url="", clock=clock)


async def fill(room: PostRoom) -> None:
    """Leave one message sent, one due, one in the hands of a worker, one for later, and a file."""
    for key in ("sent", "held", "due", "later"):
        await room.post(key, due_at=room.clock() + (LATER if key == "later" else timedelta()))
        if key == "sent":
            assert await room.sweep.send_due() == 1
        if key == "held":
            await room.left_by_a_dead_worker("held")
    stored = FileFolder(room.house.settings.data_dir / KEPT).keep(A_PDF)
    row = Attachment(
        application_id=room.application_id,
        file_name="besluit.pdf",
        media_type="application/pdf",
        size=len(A_PDF),
        sha256="0" * 64,
        stored_name=stored,
        added_at=room.clock(),
    )
    await room.house.services.store.run(attachment_queries.add, row)


async def test_everything_comes_back_and_is_as_much_as_it_was(places: Places) -> None:
    made = await places.filled()
    done = put_back(places.two, places.file, places.clock())
    assert done.rows == made.rows
    assert made.rows["outbox"] == 4
    [kept] = made.attachments
    assert (places.two.data_dir / kept).read_bytes() == A_PDF
    assert (places.file.stat().st_mode & 0o777, last.taken_at(places.one.data_dir)) == (0o600, places.clock())
    assert [path.name for path in places.folder.iterdir() if path.name.startswith(".")] == []
    assert [path.name for path in places.two.data_dir.iterdir() if path.name.startswith(".")] == []


async def test_nothing_leaves_until_somebody_says_so_and_then_what_was_sent_stays_sent(places: Places) -> None:
    await places.filled()
    places.clock.pass_(hours=1)
    done = put_back(places.two, places.file, places.clock())
    assert done.in_doubt == 2  # what was due and what a worker held
    with places.room("two") as room:
        await room.post("new")
        assert await room.sweep.send_due() == 0
        assert [row.state for row in await room.rows()] == ["sent", "uncertain", "uncertain", "due", "due"]
        assert await room.house.services.store.run(resuming.resume, room.clock(), None) == 0
        assert await room.sweep.send_due() == 3
        assert {taken.message.key for taken in room.way.took} == {"held", "due", "new"}
        assert {row.key: row.state for row in await room.rows()}["later"] == "due"


async def test_what_was_due_before_a_moment_can_be_left_out(on_sqlite: Places) -> None:
    await on_sqlite.filled()
    on_sqlite.clock.pass_(hours=1)
    put_back(on_sqlite.two, on_sqlite.file, on_sqlite.clock())
    with on_sqlite.room("two") as room:
        store, before = room.house.services.store, room.clock() - timedelta(minutes=5)
        await room.post("new")
        assert await store.run(resuming.resume, room.clock(), before) == 2
        assert await room.sweep.send_due() == 1
        assert [taken.message.key for taken in room.way.took] == ["new"]
        assert (await room.row("due")).state == OutboxState.CANCELLED


async def test_a_moment_after_the_restore_leaves_nothing_out_and_is_refused(on_sqlite: Places) -> None:
    await on_sqlite.filled()
    put_back(on_sqlite.two, on_sqlite.file, on_sqlite.clock())
    with on_sqlite.room("two") as room, pytest.raises(Refused, match="never left"):
        await room.house.services.store.run(resuming.resume, room.clock(), room.clock() + timedelta(seconds=1))


async def test_where_nothing_was_put_back_nothing_is_resumed(on_sqlite: Places) -> None:
    with on_sqlite.room("one") as room, pytest.raises(Refused, match="nothing is paused"):
        await room.house.services.store.run(resuming.resume, room.clock(), None)


async def test_a_backup_of_an_older_version_is_brought_up_to_this_one(on_sqlite: Places) -> None:
    with on_sqlite.room("one") as room:
        await fill(room)
    engine = open_engine(on_sqlite.one.url)
    migrate.downgrade(engine, "0010")
    engine.dispose()
    made = take(on_sqlite.one, on_sqlite.file, on_sqlite.clock())
    assert (made.revision, "mail_in" in made.rows) == ("0010", False)
    put_back(on_sqlite.two, on_sqlite.file, on_sqlite.clock())
    with on_sqlite.room("two") as room:
        assert len(await room.rows()) == 4
        assert await room.sweep.send_due() == 0


async def test_a_place_that_is_not_empty_is_left_as_it_is(on_sqlite: Places) -> None:
    await on_sqlite.filled()
    put_back(on_sqlite.two, on_sqlite.file, on_sqlite.clock())
    for name in on_sqlite.two.data_dir.iterdir():
        if name.is_file():
            name.unlink()
    with pytest.raises(Refused, match="not empty"):
        put_back(on_sqlite.two, on_sqlite.file, on_sqlite.clock())


def test_a_database_that_is_not_empty_is_left_as_it_is(postgres_url: str, tmp_path: Path, clock: StandingClock) -> None:
    of_postgres = Manifest(
        version="0", taken_at=clock(), revision=migrate.HEAD, database="postgresql", rows={}, files={}
    )
    full = Places(folder=tmp_path, url="", empty_url=postgres_url, clock=clock)
    with pytest.raises(Refused, match="KERNBOT_DATABASE_URL is not empty"):
        place.refuse_unless_empty(full.two, full.file, of_postgres)


async def test_the_key_is_in_it_only_when_that_is_asked(on_sqlite: Places) -> None:
    made = await on_sqlite.filled()
    assert not made.has_key
    with_key = on_sqlite.folder / "with-key.zip"
    assert take(on_sqlite.one, with_key, on_sqlite.clock(), with_key=True).has_key
    put_back(on_sqlite.two, with_key, on_sqlite.clock())
    key = on_sqlite.two.data_dir / "secret.key"
    assert (key.read_bytes(), key.stat().st_mode & 0o777) == ((on_sqlite.one.data_dir / key.name).read_bytes(), 0o600)


async def test_a_key_that_was_kept_apart_stays(on_sqlite: Places) -> None:
    await on_sqlite.filled()
    on_sqlite.two.data_dir.mkdir()
    (on_sqlite.two.data_dir / "secret.key").write_text("ab" * 32)
    put_back(on_sqlite.two, on_sqlite.file, on_sqlite.clock())
    assert (on_sqlite.two.data_dir / "secret.key").read_text() == "ab" * 32


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


async def test_a_byte_that_was_changed_is_found_before_anything_is_put_back(on_sqlite: Places) -> None:
    made = await on_sqlite.filled()
    inside = archive.zipfile.ZipFile(on_sqlite.file).getinfo(made.attachments[0]).header_offset
    content = bytearray(on_sqlite.file.read_bytes())
    content[inside + 120] ^= 1
    on_sqlite.file.write_bytes(content)
    with pytest.raises(Refused, match=r"damaged|changed"):
        put_back(on_sqlite.two, on_sqlite.file, on_sqlite.clock())
    assert not on_sqlite.two.data_dir.exists()


async def rewritten(places: Places, **other: object) -> None:
    """Let the backup say something else about itself, or hold another file."""
    made = await places.filled()
    said = manifest.Manifest(**{**{name: getattr(made, name) for name in made.__slots__}, **other})
    with zipfile.ZipFile(places.file) as old:
        contents = {name: old.read(name) for name in made.files}
    with zipfile.ZipFile(places.file, "w") as new:
        for name in said.files:
            new.writestr(name, contents.get(name, b"x"))
        new.writestr(manifest.NAME, said.as_json())


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"revision": "9999"}, "newer: put it back with that one"),
        ({"rows": {"outbox": 5}}, "does not hold the rows"),
        ({"database": "postgresql"}, "with a KERNBOT_DATABASE_URL"),
        ({"database": "oracle"}, "no backup of Kernbot"),
        ({"files": {"../../x": "0"}}, "checksum is another one"),
    ],
)
async def test_what_cannot_be_put_back_is_said_in_a_sentence(
    on_sqlite: Places, other: dict[str, object], sentence: str
) -> None:
    await rewritten(on_sqlite, **other)
    with pytest.raises(Refused, match=sentence):
        put_back(on_sqlite.two, on_sqlite.file, on_sqlite.clock())
    assert not any(on_sqlite.two.data_dir.glob("*"))
    assert not (on_sqlite.folder / "x").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.4"])
def test_another_file_is_no_backup(on_sqlite: Places, content: bytes) -> None:
    on_sqlite.file.write_bytes(content)
    with pytest.raises(Refused, match="no backup of Kernbot"):
        put_back(on_sqlite.two, on_sqlite.file, on_sqlite.clock())


async def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, on_sqlite: Places) -> None:
    made = await on_sqlite.filled()
    with zipfile.ZipFile(on_sqlite.file, "w") as new:
        new.writestr("../out", b"x")
    outside = Manifest(**{**{name: getattr(made, name) for name in made.__slots__}, "files": {"../out": ""}})
    (tmp_path / "in").mkdir()
    with pytest.raises(Refused, match="leads elsewhere"):
        archive.unpack(on_sqlite.file, outside, tmp_path / "in")
    assert not (tmp_path / "out").exists()


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


async def test_a_worker_claims_nothing_while_sending_is_paused(on_sqlite: Places) -> None:
    await on_sqlite.filled()
    put_back(on_sqlite.two, on_sqlite.file, on_sqlite.clock())
    with on_sqlite.room("two") as room:
        run = room.house.services.store.run
        assert await run(claim_queries.claim, "any", "mail", room.clock() + LATER, most=9) == ()
        room.house.sweep.ways["mail"] = ScriptedWay()
        await room.sweep.send_due()
        assert room.sweep.last_good_at == room.clock()  # it looked, so that it is not taken for dead


def test_the_last_backup_of_a_file_that_says_nothing_is_none(tmp_path: Path) -> None:
    (tmp_path / last.NAME).write_text("[]")
    assert last.taken_at(tmp_path) is None
    assert last.taken_at(tmp_path / "nowhere") is None
