"""How a reply finds its way back: the reply address and the References of a mail hold a token.

The reply address is ours with the token behind a plus; where a server knows no such addresses the References tell it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from models.records.messages.outbox_queries import Message
from models.records.people import derived_secret
from models.records.people.reply_token import LENGTH, MOST_LOCAL, For, Reply, sign
from reminders.mail_message import mailbox

# Letters about an application to which people reply although nothing in them asks for it.
ABOUT_A_CASE = frozenset(
    {"receipt", "information_requested", "expired", "unsent", "extended", "fallen_out", "let_in", "answer", "withdrawn"}
    | {"admissible", "selected", "intake", "guidance", "evaluation_asked", "advice"}
)
OWN_MARK = "X-Kernbot"  # by it two assistants never answer each other, and a bounce shows that a mail was ours


def about(message: Message, reply: Reply | None) -> Reply | None:
    """Return what a reply to a mail is about: what its facts say, else the application that it is about; else None."""
    if reply is None and message.kind in ABOUT_A_CASE and message.person_id and message.application_id:
        return Reply(use=For.CASE, person_id=message.person_id, application_id=message.application_id)
    return reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """The reply addresses of this installation."""

    key: bytes = field(repr=False)
    sender: str  # as in KERNBOT_MAIL_FROM

    def token(self, message: Message, reply: Reply | None, now: datetime) -> str | None:
        """Return the token of a mail, None when a reply to it means nothing."""
        found = about(message, reply)
        return sign(self.key, found, now) if found is not None else None

    def address(self, token: str | None) -> str | None:
        """Return the reply address, None when there is nothing to reply to or our own address is too long for it."""
        if token is None or not has_room(self.sender):
            return None
        own = mailbox(self.sender)
        return f"{own.username}+{token}@{own.domain}"

    def headers(self, message: Message, token: str | None, thread: str | None) -> Mapping[str, str]:
        """Return our mark, what keeps a mail in its thread, and what leads a reply back by the References."""
        ours = f"<k.{token}@{mailbox(self.sender).domain}>" if token is not None else ""
        references = f"{ours} {thread or ''}".strip()
        found = {OWN_MARK: derived_secret.mark_of(self.key, message.address)}
        if references:
            found["References"] = references
        if thread is not None:
            found["In-Reply-To"] = thread
        return found


def has_room(sender: str) -> bool:
    """Return whether a token fits behind our own address."""
    return len(mailbox(sender).username) + 1 + LENGTH <= MOST_LOCAL
