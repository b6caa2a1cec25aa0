"""How somebody stops the reminders from the mail itself: its headers, and the line under it.

Reminders, mails to who showed interest (also about more time), and the weekly lists of officers have both. Codes,
receipts and decisions have neither: nobody can do without them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from models.records.messages.outbox_queries import Message
from models.records.people.signed_link import Holder, HolderKind, Use, sign
from reminders.letter import Footer
from reminders.mail_message import mailbox

LISTED = frozenset({"reminder", "interest", "more_time", "province_list", "undecided_list"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MailList:
    """The mails of this installation that a person can stop."""

    key: bytes = field(repr=False)
    sender: str  # as in KERNBOT_MAIL_FROM
    public_url: str  # "" when the pages cannot be reached from outside

    def headers(self, message: Message, now: datetime) -> Mapping[str, str]:
        """Return the headers by which a mail program offers to stop, {} for a message that cannot be stopped.

        Source: RFC 2369, RFC 2919, and RFC 8058 for the one click, which asks for https.
        """
        holder = holder_of_mail(message)
        if holder is None:
            return {}
        address = mailbox(self.sender)
        found = {
            "List-Id": f"Kernbot <herinneringen.{address.domain}>",
            "List-Unsubscribe": f"<{self._stop_address(holder, now)}>",
        }
        if self.public_url.startswith("https://"):
            found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        return found

    def footer(self, message: Message, now: datetime) -> Footer | None:
        """Return where the line under the letter leads, None for a letter without one."""
        holder = holder_of_mail(message)
        if holder is None:
            return None
        if self.public_url:
            return Footer(page=f"{self.public_url}/voorkeuren/{sign(self.key, Use.PREFERENCES, holder, now)}")
        if holder.kind is HolderKind.INTEREST:  # who only stands on a list has no chat in which to type a command
            return Footer(mail=self._stop_address(holder, now))
        return Footer()

    def _stop_address(self, holder: Holder, now: datetime) -> str:
        token = sign(self.key, Use.STOP, holder, now)
        if self.public_url:
            return f"{self.public_url}/stop/{token}"
        return f"mailto:{quote(mailbox(self.sender).addr_spec, safe='@')}?subject=stop%20{token}"


def holder_of_mail(message: Message) -> Holder | None:
    """Return who can stop mails such as this one: a person, else the line of the list; None when nobody can."""
    if message.way != "mail" or message.kind not in LISTED:
        return None
    if message.person_id is not None:
        return Holder(kind=HolderKind.PERSON, row_id=message.person_id)
    return None if message.ref_id is None else Holder(kind=HolderKind.INTEREST, row_id=message.ref_id)
