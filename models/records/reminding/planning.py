"""What the planner of reminders asks for and gets: a deadline with its applications, and who works on them."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from models.calls.call import Call
from models.calls.round import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """One deadline: of a round, or of the municipalities that have another one in it.

    `towns` are the only municipalities that it is for; None means all, but for those of `without`.
    """

    call: Call  # the version that was loaded last, of those that have this round
    round: Round  # as it closes for these municipalities
    towns: frozenset[str] | None = None
    without: frozenset[str] = frozenset()


class Candidate(NamedTuple):
    """A person who works on drafts of one deadline, and every way to them; a tuple: there may be 100,000."""

    person_id: int
    language: str
    prefers_chat: bool
    only_last_week: bool
    has_begun: bool  # something is filled in, in one of the drafts
    fell_out: bool  # one of the drafts holds the answers of an application that fell out
    mailbox: str | None  # the one proven last, when mail arrives there
    chat: tuple[str, str] | None  # (front, chat id) of the newest chat that can be reached
    mailboxes: tuple[str, ...]  # all that they proved, newest first: they say who is the same human

    @property
    def way(self) -> tuple[str, str] | None:
        """Return (way, address) by which this person is reached, or None when there is none."""
        mail = ("mail", self.mailbox) if self.mailbox else None
        return (self.chat or mail) if self.prefers_chat else (mail or self.chat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interested:
    """Somebody on a list of people who showed interest, whose municipality has no application."""

    interest_id: int
    email: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What there is at one look: since when nothing was planned, and every deadline that is still to come."""

    since: datetime | None  # None at the first look ever
    closings: tuple[Closing, ...]
    last_person_id: int
