"""One turn: who says something, when, and under which call it would be a new application."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from models.calls.call import Call
from models.language.moment import Moment
from models.records.people.speaker import Speaker

W = TypeVar("W", bound=Callable[..., Any])
_OF_A_CASE = "of_a_case"


def of_a_case(work: W) -> W:
    """Mark what mostly concerns the case of who speaks alone, so that it need not wait for other cases."""
    setattr(work, _OF_A_CASE, True)
    return work


def is_of_a_case(work: Callable[..., Any]) -> bool:
    """Return whether a work is so marked."""
    return hasattr(work, _OF_A_CASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What reached us from a chat: which one, when it was sent, and the stored update that brought it."""

    front: str
    chat_id: int
    moment: Moment
    name: str | None = None  # as the person calls themselves on that front
    message: str | None = None  # "front:chat:message" of what the person sent, so that an edit finds its answer
    is_typed: bool = True  # False for a command or a button, which end a side question
    has_fields: bool = False  # True for a page: words stand in a field that says what for, so nothing waits for them
    update_row: int | None = None  # None when nothing is stored for it (tests of a single rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Everything a rule needs to know about the moment at which it is applied."""

    speaker: Speaker
    heard: Heard
    call: Call  # the call that takes new applications
    now: datetime  # the server's clock; `heard.moment` says when the person sent it
    key: bytes = field(repr=False)  # the key of this installation, from which codes are derived

    @property
    def at(self) -> datetime:
        """Return when the person sent it."""
        return self.heard.moment.at

    @property
    def moment(self) -> Moment:
        """Return when the person sent it, as far as can be told."""
        return self.heard.moment

    @property
    def channel(self) -> str:
        """Return the front on which the person speaks."""
        return self.heard.front

    @property
    def person_id(self) -> int:
        """Return who speaks."""
        return self.speaker.person_id
