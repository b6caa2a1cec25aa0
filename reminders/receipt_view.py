"""What a receipt shows, as ready strings: no rule and no format is left for the page."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One item with its answer; `answer` is None when it was not answered, `note` is what the coach says of it."""

    number: str
    question: str
    answer: str | None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One attachment; `number` is the item it belongs to, None when it belongs to none."""

    number: str | None
    name: str
    size: str  # "1,2 MB"
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView:
    """Everything that stands on a receipt, in the language of the reader."""

    call_title: str
    municipality: str
    number: str
    version: int
    sent_at: datetime  # the date of the document itself
    sent_words: str  # "vrijdag 12 november 2021 om 21.30 uur (Brussel)"
    checksum: str
    answers: tuple[AnswerLine, ...]
    files: tuple[FileLine, ...] = ()
    coach: str = ""  # one sentence: how clear the texts are
    coach_version: str = ""
