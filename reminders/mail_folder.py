"""Mail without a server: each mail as a file in a folder."""

import asyncio
import os
import tempfile
from datetime import UTC
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

from reminders.outcome import Outcome, Sent, TryLater


class MailFolder:
    """Takes mails like a server does and keeps them as .eml files; only the owner of the folder may read them."""

    places = 4  # each waits for the disk

    def __init__(self, path: Path) -> None:
        self._path = path

    async def deliver(self, message: EmailMessage, recipient: str) -> Outcome:
        """Write `message` as a file; the same Message-ID again replaces the file it made before."""
        return await asyncio.to_thread(self._deliver, message, recipient)

    async def close(self) -> None:
        """Do nothing: a folder holds no connection."""

    def _deliver(self, message: EmailMessage, recipient: str) -> Outcome:
        try:
            self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
            target = self._path / self._name(message, recipient)
            _write(target, message.as_bytes())
        except OSError as error:
            return TryLater(f"the mail folder cannot be written: {error.strerror}")
        return Sent(target.name)

    def _name(self, message: EmailMessage, recipient: str) -> str:
        ending = f"-{sha256(str(message['Message-ID']).encode()).hexdigest()[:16]}.eml"
        with os.scandir(self._path) as entries:
            earlier = next((entry.name for entry in entries if entry.name.endswith(ending)), None)
        moment = message["Date"].datetime.astimezone(UTC)
        return earlier or f"{moment:%Y%m%dT%H%M%SZ}-{_safe(recipient)}{ending}"


def _safe(recipient: str) -> str:
    """Return the address with everything that means something to a file system as an underscore."""
    return "".join(char if char.isascii() and (char.isalnum() or char in "@.+-") else "_" for char in recipient)[:80]


def _write(target: Path, content: bytes) -> None:
    """Write the file whole or not at all: a reader, and a power cut, never meets half a mail."""
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)  # readable by the owner only
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
