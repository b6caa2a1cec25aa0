"""A mail as it reaches the rules, and what came of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from models.mail_reading.mail import Mail
from models.records.people.reply_token import Reply
from models.turns.items.attaching import Upload
from models.turns.outcome import Noted, Outcome

TELLING = frozenset(  # notes of a turn that its writer has to know
    {
        Noted.CARRIED_OVER,
        Noted.IN_TIME,
        Noted.CLOSED,
        Noted.NO_NEXT_ROUND,
        Noted.WITHDRAWN,
        Noted.FIXED,
        Noted.NOT_ASKED,
        Noted.MUNICIPALITY_FIXED,
        Noted.MAILBOX_FOREIGN,
        Noted.CODE_SENT,
        Noted.CODE_LIMIT,
        Noted.COLLEAGUE_ANSWERED,
        Noted.JOINED,
        Noted.JOIN_ASKED,
        Noted.JOIN_WAITS,
        Noted.JOIN_REFUSED,
        Noted.MERGED,
        Noted.HANDED_OVER,
        Noted.OWN_CASE_FIRST,
        Noted.INVITATION_DEAD,
        Noted.INVITED,
        Noted.INVITE_LIMIT,
        Noted.NOT_A_MAILBOX,
        Noted.COLLEAGUE_LET_IN,
        Noted.COLLEAGUE_KEPT_OUT,
        Noted.DECLINED,
    }
)

ORDERED = frozenset(
    {
        "sent",
        "evaluation_sent",
        "not_sent",
        "no_summary",
        "sent_before",
        "change_not_sent",
        "withdraw_asked",
        "declined",
        "invited",
        "hand_over_offered",
    }
)


class Came(StrEnum):
    """What came of a mail; the word stands in its row."""

    APPLIED = "applied"
    NOTHING = "nothing"  # it said nothing, for the second time: no answer, so that nothing goes round
    WAITS = "waits"  # for a code that proves who wrote it
    PROVEN = "proven"  # it brought the code
    CODE_AGAIN = "code_again"
    STOPPED = "stopped"  # its writer wants no reminders any more
    WAY_IN = "way_in"  # it was told how one applies
    SILENT = "silent"  # it was told so today already
    FORGED = "forged"  # our mail server says that its sender is not who it says
    BOUNCE = "bounce"
    AUTOMATIC = "automatic"
    LIST = "list"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedFile:
    """A file that is not taken, with the reason as a key of words [file]."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A stored mail that was read, its files kept already."""

    row_id: int
    mail: Mail
    received_at: datetime  # when the receiving server took it: the moment that counts
    proven_as: int | None = None  # the person whose mailbox a code proved, after the mail had waited for that
    uploads: tuple[Upload, ...] = ()
    refused: tuple[RefusedFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRules:
    """What this installation knows about its own mail."""

    mailbox: str  # from which our mails come
    authserv_id: str = ""  # as which our mail server signs what it found out; "" when it does not


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What came of a mail, whose it was, and whether an automatic answer was posted."""

    came: Came
    person_id: int | None = None
    application_id: int | None = None
    is_answered: bool = False
    kept_files: frozenset[str] = frozenset()  # stored names of the files that belong to an application now


@dataclass(slots=True, kw_only=True)
class Result:
    """What a mail did to an application, as its answer tells it; free text is looked up when the answer leaves."""

    touched: list[str] = field(default_factory=list)  # keys of items that were answered
    unusable: list[str] = field(default_factory=list)  # keys of items whose earlier answer stands: this one is no use
    files: list[tuple[str, str]] = field(default_factory=list)  # (name, key of the item or "")
    refused: list[tuple[str, str]] = field(default_factory=list)  # (name, reason)
    loose: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faqs: list[str] = field(default_factory=list)  # keys of questions people ask, with a known answer
    begun: bool = False
    reply: Reply | None = None  # what a reply to the answer is about; None for the application
    kept_files: set[str] = field(default_factory=set)  # stored names that belong to an application now

    def note(self, what: str) -> None:
        """Note once that something happened."""
        if what not in self.notes:
            self.notes.append(what)

    def tell(self, outcome: Outcome) -> None:
        """Remember what the writer has to know of a turn."""
        for note in outcome.notes:
            if note.what in TELLING:
                self.note(note.what.value)

    @property
    def filled_something(self) -> bool:
        """Return whether an answer or a file came in, or something was ordered: no machine does that."""
        return bool(self.touched or self.files or ORDERED & set(self.notes))

    @property
    def did_something(self) -> bool:
        """Return whether the mail meant anything."""
        did = (self.touched, self.unusable, self.files, self.refused, self.loose, self.notes, self.faqs, self.begun)
        return any(did)

    def as_payload(self) -> dict[str, object]:
        """Return what the answer needs to know: keys and names, no words of the mail."""
        return {
            "touched": self.touched,
            "unusable": self.unusable,
            "files": [list(one) for one in self.files],
            "refused": [list(one) for one in self.refused],
            "notes": self.notes,
            "faqs": self.faqs,
            "begun": self.begun,
            **({} if self.reply is None else {"use": str(self.reply.use), "about": self.reply.about}),
        }
