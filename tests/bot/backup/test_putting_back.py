"""How a backup comes back: into nothing, whole, equal to what it was, or not at all."""

import zipfile
from pathlib import Path

import pytest

from bot.backup import archive, last, manifest, place
from bot.backup.manifest import Manifest
from bot.backup.putting_back import put_back
from bot.backup.taking import take
from bot.commands.mistakes import Refused
from models.storage import migrate
from models.storage.database import open_engine
from tests.fakes.backed_up import Places, fill
from tests.fakes.conversation import A_PDF, StandingClock


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


async def test_a_key_that_was_kept_apart_stays(on_sqlite: Places) -> None:
    await on_sqlite.filled()
    on_sqlite.two.data_dir.mkdir()
    (on_sqlite.two.data_dir / "secret.key").write_text("ab" * 32)
    put_back(on_sqlite.two, on_sqlite.file, on_sqlite.clock())
    assert (on_sqlite.two.data_dir / "secret.key").read_text() == "ab" * 32


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


async def test_mails_that_nobody_read_can_wait_beside_it(on_sqlite: Places) -> None:
    await on_sqlite.filled()
    waiting = on_sqlite.two.data_dir / "mail-in" / "one.eml"
    waiting.parent.mkdir(parents=True)
    waiting.write_bytes(b"From: an@zele.be\r\n\r\nDag")
    put_back(on_sqlite.two, on_sqlite.file, on_sqlite.clock())
    assert waiting.exists()
