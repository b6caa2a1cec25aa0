"""The archive of a backup: written under another name until it is whole, and compared with its manifest."""

import os
import secrets
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import IO

from bot.backup import manifest as manifests
from bot.backup.manifest import Manifest
from bot.commands.mistakes import Refused
from bot.commands.progress import watched

_CHUNK = 1 << 20


@contextmanager
def written_whole(file: Path) -> Iterator[IO[bytes]]:
    """Yield a file that has its name only once all of it is on the disk; only its owner may read it.

    Raises:
        Refused: there is a file of that name.
    """
    partial = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    handle = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w+b") as opened:
            yield opened
            opened.flush()
            os.fsync(opened.fileno())
        refuse_to_overwrite(file)
        partial.rename(file)
        remember(file.parent)
    finally:
        partial.unlink(missing_ok=True)


def refuse_to_overwrite(file: Path) -> None:
    """Do nothing while there is no such file.

    Raises:
        Refused: there is one.
    """
    if file.exists():
        raise Refused(f"{file} is there already, and a backup overwrites nothing: give it another name")


def remember(folder: Path) -> None:
    """Write a folder to disk, or a power cut could take the name of a file in it away."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def fill(opened: IO[bytes], contents: Mapping[str, Path]) -> dict[str, str]:
    """Write the files into an archive, each under its name there; return their checksums, of those that are there."""
    found: dict[str, str] = {}
    with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, path in watched(list(contents.items()), "copying files"):
            try:
                archive.write(path, name)
                with path.open("rb") as original:
                    found[name] = file_digest(original, "sha256").hexdigest()
            except FileNotFoundError:
                continue
    return found


def say(opened: IO[bytes], manifest: Manifest) -> None:
    """Add to an archive what it says about itself."""
    with zipfile.ZipFile(opened, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(manifests.NAME, manifest.as_json())


def checked(file: Path | IO[bytes]) -> Manifest:
    """Read an archive to its last byte and return its manifest.

    Raises:
        Refused: it is none, or something in it was changed, is damaged or lacks.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = manifests.read(archive.read(manifests.NAME))
            names = set(archive.namelist()) - {manifests.NAME}
            if names != set(manifest.files):
                raise Refused("it does not hold the files that it says it holds")
            for name in watched(sorted(names), "checking"):
                if _digest(archive, name) != manifest.files[name]:
                    raise Refused(f"{name} in it was changed: its checksum is another one")
    except (zipfile.BadZipFile, KeyError, EOFError, zlib.error):
        raise Refused("it is no backup of Kernbot, or damaged") from None
    return manifest


def unpack(file: Path, manifest: Manifest, folder: Path) -> None:
    """Write every file of a checked archive into a folder of its own, on the disk for good.

    Raises:
        Refused: a name in it leads out of the folder.
    """
    with zipfile.ZipFile(file) as archive:
        for name in watched(sorted(manifest.files), "unpacking"):
            target = folder / name
            if not target.resolve().is_relative_to(folder.resolve()):
                raise Refused(f"{name!r} in it leads elsewhere: it is no backup of Kernbot")
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with archive.open(name) as packed, os.fdopen(handle, "wb") as opened:
                while chunk := packed.read(_CHUNK):
                    opened.write(chunk)
                opened.flush()
                os.fsync(opened.fileno())


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as packed:
        return file_digest(packed, "sha256").hexdigest()  # type: ignore[arg-type]
