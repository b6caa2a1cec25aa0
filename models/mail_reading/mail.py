"""A mail as it was read: who wrote it to whom, its words and its files; nothing in it is believed yet."""

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What sort of mail it is; only what a person wrote is answered."""

    PERSON = "person"
    AUTOMATIC = "automatic"  # out of office, a receipt, a calendar: RFC 3834
    LIST = "list"  # bulk, or from a mailing list
    BOUNCE = "bounce"  # RFC 3464
    OWN = "own"  # from ourselves, or from another assistant like us


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A file that came with a mail; logos of signatures are none."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What was read of a mail."""

    sort: Sort
    sender: str | None  # the one mailbox of From, in lower case; None when it names none, or several
    subject: str
    message_id: str | None
    text: str  # its words, line by line, with history and signature still in them
    files: tuple[Enclosed, ...] = ()
    tokens: tuple[str, ...] = ()  # what may be reply tokens: of the addresses first, then of the References
    failed: tuple[str, ...] = ()  # of a bounce: the mailboxes at which nothing arrives
    marks: tuple[str, ...] = ()  # of a bounce: what may be our marks on the mail that came back
    verdicts: tuple[str, ...] = ()  # the Authentication-Results, topmost first
    is_cut: bool = False  # it was larger than what we take, or could not be read whole
