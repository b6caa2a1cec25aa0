"""What stands in lists under a view: files, people, other answers."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAnswer:
    """An answer that was given to the same item and does not stand now."""

    earlier_id: int
    said: str
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of an application, for lists."""

    attachment_id: int
    item_key: str | None
    name: str
    size: int  # bytes
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody who works on the application."""

    person_id: int
    name: str | None
    email: str | None
    role: str
    is_you: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """A colleague who asks to join."""

    request_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Another application on which the person works."""

    application_id: int
    municipality: str | None
    round_id: str
