"""The folder of attachments: bytes come back as they were, and no name of a person reaches the disk."""

import stat
from pathlib import Path

import pytest

from models.files.file_folder import FileFolder


@pytest.fixture
def folder(tmp_path: Path) -> FileFolder:
    return FileFolder(tmp_path / "files")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", bytes(range(256)) * 100])
def test_what_is_kept_comes_back_as_it_was(folder: FileFolder, content: bytes) -> None:
    assert folder.read(folder.keep(content)) == content


def test_the_same_bytes_kept_twice_lie_apart(folder: FileFolder) -> None:
    one, other = folder.keep(b"same"), folder.keep(b"same")
    assert one != other
    assert folder.read(one) == folder.read(other) == b"same"


def test_a_name_on_disk_is_random_and_nothing_else_lies_beside_it(folder: FileFolder) -> None:
    name = folder.keep(b"%PDF-1.4")
    assert len(bytes.fromhex(name)) == 16
    assert [path.name for path in folder.path.rglob("*") if path.is_file()] == [name]


def test_only_the_owner_of_the_folder_may_look_in(folder: FileFolder) -> None:
    path = folder.path / folder.keep(b"x")[:2]
    assert [stat.S_IMODE(one.stat().st_mode) for one in (folder.path, path)] == [0o700, 0o700]


def test_what_is_discarded_is_gone_and_discarding_it_again_is_harmless(folder: FileFolder) -> None:
    name, other = folder.keep(b"gone"), folder.keep(b"stays")
    folder.discard(name)
    folder.discard(name)
    with pytest.raises(FileNotFoundError):
        folder.read(name)
    assert folder.read(other) == b"stays"


def test_a_file_that_is_not_there_is_an_error(folder: FileFolder) -> None:
    with pytest.raises(FileNotFoundError):
        folder.read("ab" * 16)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "ab/../../x", "", "AB" * 16])
def test_what_is_no_name_of_ours_is_never_looked_for(folder: FileFolder, name: str) -> None:
    (folder.path.parent / "x").write_bytes(b"outside")
    with pytest.raises(FileNotFoundError):
        folder.read(name)


def test_a_disk_that_takes_no_more_leaves_nothing_half(folder: FileFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        folder.keep(b"x" * 1000)
    assert [path for path in folder.path.rglob("*") if path.is_file()] == []
