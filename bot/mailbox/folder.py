"""Mails as files in a folder, for who runs no mailbox: stored first, then moved to "read" beside them."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import structlog

from models.records.messages.mail_in_queries import NewMail

log = structlog.get_logger(__name__)
READ = "read"
AT_ONCE = 50  # mails of one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFile:
    """A mail in the folder."""

    path: Path
    mail: NewMail


@dataclass(frozen=True, slots=True, kw_only=True)
class MailInFolder:
    """The folder into which mails are put as .eml files."""

    path: Path
    clock: Callable[[], datetime]

    def waiting(self) -> list[MailFile]:
        """Return the mails that wait, those that came first first; nothing when there is no folder."""
        return sorted(self._found(), key=lambda one: (one.mail.received_at, one.path.name))[:AT_ONCE]

    def _found(self) -> Iterator[MailFile]:
        try:
            names = [entry.path for entry in os.scandir(self.path) if entry.is_file(follow_symlinks=False)]
        except FileNotFoundError:
            return
        for path in map(Path, names):
            if path.suffix.lower() != ".eml" or path.name.startswith("."):
                continue
            try:
                yield MailFile(path=path, mail=self._read(path))
            except OSError as error:  # taken away meanwhile, or not ours to read: the others do not wait for it
                log.warning("mail file not read", reason=error.strerror)

    def _read(self, path: Path) -> NewMail:
        from models.mail_reading.parsing import MOST_BYTES, content_key  # nobody needs it before a mail came

        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
            written = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
        return NewMail(content_key=content_key(raw), raw=raw, received_at=self._moment(raw, written))

    def _moment(self, raw: bytes, written: datetime) -> datetime:
        """Return when a server took the mail, as its topmost Received says; else when the file was written.

        What would be later than the file, or than now, is nothing that a server of ours wrote.
        """
        from models.mail_reading import headers
        from models.mail_reading.parsing import HEAD_BYTES

        head = raw[:HEAD_BYTES].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        latest = min(written, self.clock())
        taken_at = headers.taken_at(message_from_bytes(head))
        return taken_at if taken_at is not None and taken_at <= latest else latest

    def put_away(self, files: list[MailFile]) -> None:
        """Move mails that are stored; a name that is there already gets a number."""
        folder = self.path / READ
        folder.mkdir(mode=0o700, exist_ok=True)
        for file in files:
            target = folder / file.path.name
            number = 1
            while target.exists():
                number += 1
                target = folder / f"{file.path.stem}-{number}.eml"
            try:
                file.path.rename(target)
            except FileNotFoundError:
                continue  # another process was faster
