"""Mails that lie as files in the data folder: those of or about somebody who was erased go."""

import email
import email.policy
from collections.abc import Collection, Iterator
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

from reminders.mail_message import stable_message_id

FOLDERS = ("mail", "mail-in", "mail-in/read")


def forget_mails(data_dir: Path, letters: Collection[str], words: Collection[str], domain: str) -> None:
    """Delete the mails of these letters, and those in which one of the words stands (a mailbox, a name, a number)."""
    endings = tuple(f"-{_name_of(stable_message_id(key, domain))}.eml" for key in letters)
    wanted = {word.casefold() for word in words}
    for path in _mails(data_dir):
        if path.name.endswith(endings) or _tells(path, wanted):
            path.unlink(missing_ok=True)


def _name_of(message_id: str) -> str:
    return sha256(message_id.encode()).hexdigest()[:16]


def _mails(data_dir: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted((data_dir / folder).glob("*.eml"))


def _tells(path: Path, words: set[str]) -> bool:
    """Return whether a mail names one of the words, in its head or in any text of it."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return False
    texts = [
        path.name,
        raw.decode("utf-8", "replace"),
        *_texts(email.message_from_bytes(raw, policy=email.policy.default)),
    ]
    return any(word in text.casefold() for text in texts for word in words)


def _texts(mail: EmailMessage) -> Iterator[str]:
    for part in mail.walk():
        yield from (str(value) for value in part.values())
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield content.decode("utf-8", "replace")
