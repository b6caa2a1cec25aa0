"""Where the bytes of attachments lie: a folder, each file under a random name."""

import os
import re
import secrets
from pathlib import Path

_NAME = re.compile(r"[0-9a-f]{32}")


class FileFolder:
    """Keeps bytes durably; nothing of a name that a person chose reaches the disk, and only the owner may look in."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def keep(self, content: bytes) -> str:
        """Write the bytes to disk for good and return the random name under which they lie.

        Raises:
            OSError: the disk does not take them; nothing is left of the file.
        """
        name = secrets.token_hex(16)
        folder = self.path / name[:2]
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        partial = folder / f"{name}.part"
        try:
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.rename(folder / name)
            _remember(folder)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        return name

    def read(self, name: str) -> bytes:
        """Return the bytes under a name that `keep` gave.

        Raises:
            FileNotFoundError: there is no such file.
        """
        if not _NAME.fullmatch(name):
            raise FileNotFoundError(name)
        return (self.path / name[:2] / name).read_bytes()

    def discard(self, name: str) -> None:
        """Take away the bytes under a name that `keep` gave; it is harmless when they are gone."""
        (self.path / name[:2] / name).unlink(missing_ok=True)


def _remember(folder: Path) -> None:
    """Write the folder itself to disk, or a power cut could take the name of the file away."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
