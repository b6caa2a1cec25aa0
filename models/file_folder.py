"""Where the bytes of attachments lie: a folder, each file under a random name."""

import os
import secrets
from pathlib import Path


class FileFolder:
    """Keeps bytes durably; nothing of a name that a person chose reaches the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def keep(self, content: bytes) -> str:
        """Write the bytes to disk for good and return the random name under which they lie."""
        name = secrets.token_hex(16)
        folder = self.path / name[:2]
        folder.mkdir(parents=True, exist_ok=True)
        partial = folder / f"{name}.part"
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(folder / name)
        return name

    def read(self, name: str) -> bytes:
        """Return the bytes under a name that `keep` gave.

        Raises:
            FileNotFoundError: there is no such file.
        """
        return (self.path / name[:2] / name).read_bytes()
