"""The ways out as the sweep sees them: the mailbox, and the chats of each front."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Protocol

from models.records.messages.claim_queries import Claimed
from models.records.messages.outbox_queries import Message
from reminders.chat import ChatSender
from reminders.contents import Parcel
from reminders.mail_message import NotAMailbox, compose, stable_message_id
from reminders.mail_replies import Replies
from reminders.outcome import Outcome, Undeliverable


class Post(Protocol):
    """What takes a mail: a server, or a folder."""

    @property
    def places(self) -> int:
        """Return how many mails it takes at once."""

    async def deliver(self, message: EmailMessage, recipient: str) -> Outcome:
        """Hand a mail over and say how it ended."""

    async def close(self) -> None:
        """Let go of connections."""


Headers = Callable[[Message, datetime], Mapping[str, str]]


def no_headers(_message: Message, _now: datetime) -> Mapping[str, str]:
    """Add no headers of its own to a mail."""
    return {}


@dataclass(frozen=True, slots=True)
class MailWay:
    """By mail: the same Message-ID at every try."""

    post: Post
    sender: str
    domain: str  # behind the @ of each Message-ID
    headers: Headers = no_headers  # what else stands above a mail, such as List-Unsubscribe
    replies: Replies | None = None  # None: nobody reads what is replied

    @property
    def places(self) -> int:
        """Return how many mails may be on their way at once."""
        return self.post.places

    async def send(self, claimed: Claimed, parcel: Parcel, now: datetime) -> Outcome:
        """Send a letter."""
        if parcel.letter is None:
            return Undeliverable("no letter was written")
        reply_to, threading = None, dict[str, str]()
        if self.replies is not None:
            token = self.replies.token(claimed.message, parcel.reply, now)
            reply_to = self.replies.address(token)
            threading |= self.replies.headers(claimed.message, token, parcel.thread)
        try:
            mail = compose(
                parcel.letter,
                sender=self.sender,
                recipient=claimed.message.address,
                message_id=stable_message_id(claimed.message.key, self.domain),
                now=now,
                reply_to=parcel.reply_to or reply_to,
                headers={**self.headers(claimed.message, now), **threading},
            )
        except NotAMailbox:
            return Undeliverable("not a mailbox", about_address=True)
        return await self.post.deliver(mail, claimed.message.address)


@dataclass(frozen=True, slots=True)
class ChatWay:
    """By the chats of one front."""

    sender: ChatSender
    front: str
    places: int = 8  # 27 a second leave while each is on its way for up to a quarter of a second

    async def send(self, claimed: Claimed, parcel: Parcel, now: datetime) -> Outcome:  # noqa: ARG002
        """Send a chat message."""
        if parcel.chat is None:
            return Undeliverable("no chat message was written")
        return await self.sender.deliver(self.front, int(claimed.message.address), parcel.chat)
