"""One connection to a mailbox by IMAP: what was not seen is fetched, and marked as seen once it is stored."""

import re
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from imaplib import IMAP4
from typing import Any, Literal, Protocol

from imap_tools import BaseMailBox, ImapToolsError, MailBox, MailBoxStartTls, MailBoxUnencrypted, MailMessageFlags

from models.mail_reading.parsing import HEAD_BYTES, MOST_BYTES, content_key
from models.records.messages.mail_in_queries import NewMail

Tls = Literal["none", "starttls", "tls"]
MAILBOX_TROUBLES = (ImapToolsError, IMAP4.error, OSError)  # it cannot be reached, or refuses
TIMEOUT_S = 30.0  # for each answer of the server
AT_ONCE = 64  # mails of one transaction: as many as are read together
AT_ONCE_BYTES = 40 * 1024 * 1024
# Then it is asked all the same: what the server tells while listening begins stays in a buffer where nobody looks.
IDLE_S = 10
CAME = "EXISTS"  # how the server says that there is more
SLICE_S = 1.0  # how soon a stop is noticed
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_UID = re.compile(rb"UID (\d+)")
_TAKEN = re.compile(rb'INTERNALDATE "([^"]+)"')


class Stopped(Protocol):
    """Whether it is time to stop; a `threading.Event` is one."""

    def is_set(self) -> bool:
        """Return whether it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapSettings:
    """Where the mailbox is, and how it is opened."""

    host: str
    port: int
    username: str
    password: str = field(repr=False)
    tls: Tls = "tls"
    folder: str = "INBOX"
    trust: ssl.SSLContext | None = None  # which certificates are believed; None for those of the system


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A mail with the number by which the server knows it."""

    uid: str
    mail: NewMail


class Mailbox:
    """An open mailbox."""

    def __init__(self, settings: ImapSettings) -> None:
        """Connect and log in.

        Raises:
            MAILBOX_TROUBLES: the server cannot be reached, or refuses.
        """
        self._box: BaseMailBox = _connected(settings)
        try:
            self._box.login(settings.username, settings.password, initial_folder=settings.folder)
        except BaseException:
            self._box.client.shutdown()
            raise
        self.can_idle = "IDLE" in self._box.client.capabilities

    def close(self) -> None:
        """Say goodbye, as far as the server still listens."""
        try:
            self._box.logout()
        except MAILBOX_TROUBLES:
            self._box.client.shutdown()

    def count_unseen(self) -> int:
        """Return how many mails wait."""
        return len(self._box.uids("UNSEEN"))

    def unseen(self) -> Iterator[list[Fetched]]:
        """Give what was not seen, oldest first, a few mails at once; the mark stays as it is."""
        self._box.client.response(CAME)  # what the server told before does not count any more
        waiting = self._box.uids("UNSEEN")
        sizes = self._sizes(waiting) if waiting else {}
        batch: list[str] = []
        total = 0
        for uid in waiting:
            size = min(sizes.get(uid, 0), MOST_BYTES)
            if batch and (len(batch) == AT_ONCE or total + size > AT_ONCE_BYTES):
                yield self._fetch(batch, sizes)
                batch, total = [], 0
            batch.append(uid)
            total += size
        if batch:
            yield self._fetch(batch, sizes)

    def mark_seen(self, fetched: Sequence[Fetched]) -> None:
        """Mark mails that are stored, so that they are not fetched again.

        Not by the library's own function, which also expunges what somebody else marked as deleted.
        """
        self._box.client.uid("store", ",".join(one.uid for one in fetched), "+FLAGS", f"({MailMessageFlags.SEEN})")

    def wait(self, stopped: Stopped, most_s: float) -> None:
        """Return when the server says that something came, when it is time to stop, or after a while."""
        idle: Any = self._box.idle  # its library does not say what its functions take
        idle.start()
        try:
            if CAME in self._box.client.untagged_responses:  # it came after the search, and was told before we listened
                return
            for _ in range(int(most_s / SLICE_S)):
                if stopped.is_set() or any(CAME.encode() in line for line in idle.poll(timeout=SLICE_S)):
                    return
        finally:
            idle.stop()

    def _sizes(self, uids: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for start in range(0, len(uids), 500):
            for line in self._ask(uids[start : start + 500], "(UID RFC822.SIZE)"):
                head = line[0] if isinstance(line, tuple) else line
                uid, size = _UID.search(head or b""), _SIZE.search(head or b"")
                if uid is not None and size is not None:
                    found[uid[1].decode()] = int(size[1])
        return found

    def _fetch(self, uids: Sequence[str], sizes: dict[str, int]) -> list[Fetched]:
        large = [uid for uid in uids if sizes.get(uid, 0) > MOST_BYTES]
        whole = [uid for uid in uids if uid not in large]
        found = list(self._mails(whole, "BODY.PEEK[]")) if whole else []
        for uid in large:  # only its begin: it will be answered that it is too large
            found += self._mails([uid], f"BODY.PEEK[]<0.{HEAD_BYTES}>")
        return sorted(found, key=lambda one: int(one.uid))

    def _mails(self, uids: Sequence[str], part: str) -> Iterator[Fetched]:
        for line in self._ask(uids, f"(UID INTERNALDATE {part})"):
            if not isinstance(line, tuple):
                continue
            head, raw = line[0], line[1]
            uid, taken = _UID.search(head), _TAKEN.search(head)
            if uid is not None and taken is not None:
                moment = datetime.strptime(taken[1].decode("ascii").strip(), "%d-%b-%Y %H:%M:%S %z")
                mail = NewMail(content_key=content_key(raw), raw=raw, received_at=moment)
                yield Fetched(uid=uid[1].decode(), mail=mail)

    def _ask(self, uids: Sequence[str], what: str) -> list[bytes | tuple[bytes, bytes]]:
        _, found = self._box.client.uid("fetch", ",".join(uids), what)
        return [line for line in found if line]


def _connected(settings: ImapSettings) -> BaseMailBox:
    host, port = settings.host, settings.port
    if settings.tls == "tls":
        return MailBox(host, port, timeout=TIMEOUT_S, ssl_context=settings.trust or ssl.create_default_context())
    if settings.tls == "starttls":
        trust = settings.trust or ssl.create_default_context()
        return MailBoxStartTls(host, port, timeout=TIMEOUT_S, ssl_context=trust)
    return MailBoxUnencrypted(host, port, timeout=TIMEOUT_S)
