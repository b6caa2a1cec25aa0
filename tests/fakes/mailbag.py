"""What reached people outside the turn they took: the mails in a mailbox, and the news in a chat."""

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from html import unescape

from bot.local.values import LocalMessage
from tests.fakes.conversation import TAG, Chat, Town

TOKEN = re.compile(r"^[a-z2-7]{26}$", re.MULTILINE)
CODE = re.compile(r"^\d{6}$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail as its reader sees it."""

    to: str
    subject: str
    text: str
    files: tuple[str, ...]
    contents: tuple[bytes, ...]  # of each of `files`

    @property
    def token(self) -> str:
        """Return the token of the invitation that it bears."""
        return TOKEN.findall(self.text)[0]

    @property
    def code(self) -> str:
        """Return the code that it bears."""
        return CODE.findall(self.text)[0]

    @property
    def bears_code(self) -> bool:
        """Return whether it bears a code."""
        return CODE.search(self.text) is not None

    def __contains__(self, words: str) -> bool:
        return words in self.text


async def mails(town: Town, mailbox: str | None = None) -> list[Mail]:
    """Send what is due; return the mails (to one mailbox), oldest first."""
    await town.house.sweep.send_due()
    paths = sorted((town.house.settings.data_dir / "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    found = [_read(email.message_from_bytes(path.read_bytes(), policy=email.policy.default)) for path in paths]
    return [one for one in found if mailbox is None or one.to == mailbox]


def _read(message: EmailMessage) -> Mail:
    body = message.get_body(("plain",))
    assert body is not None
    return Mail(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        text=body.get_content().replace("\r\n", "\n"),
        files=tuple(part.get_filename() or "" for part in message.iter_attachments()),
        contents=tuple(part.get_payload(decode=True) for part in message.iter_attachments()),
    )


async def news(chat: Chat) -> list[LocalMessage]:
    """Send what is due; return what came into the chat by itself."""
    known = {message.message_id for message in await chat.bot_messages()}
    await chat.house.sweep.send_due()
    return [message for message in await chat.bot_messages() if message.message_id not in known]


def plain(message: LocalMessage) -> str:
    """Return the words of a message without its marks."""
    return unescape(TAG.sub("", message.text_html))
