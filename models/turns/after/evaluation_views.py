"""What a person can be shown of an evaluation and of the showcase: facts without words."""

from dataclasses import dataclass
from datetime import date

from models.calls.call import Call, Item
from models.records.applications.case import Case
from models.records.guidance.showcase_queries import Entry
from models.turns.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationReady(View):
    """The evaluation as it would be sent; `fingerprint` names exactly these answers."""

    case: Case
    unclear: tuple[Item, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowcasePage(View):
    """An entry of the showcase: nothing in it is personal."""

    call: Call  # its newest version, which says what is shown
    case: Case
    story: str
    tags: tuple[tuple[str, str], ...]  # (item key, option key)
    last_day: date | None  # of the guidance


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowcaseAsked(View):
    """May this be read by others?"""

    page: ShowcasePage


@dataclass(frozen=True, slots=True, kw_only=True)
class Showcase(View):
    """A page of the showcase, all of it or of one option."""

    call: Call
    place: tuple[int, int]  # of the item and of the option by which it was chosen, from 1; 0 for all
    offset: int
    entries: tuple[Entry, ...]
    has_more: bool
    tags: frozenset[tuple[str, str]]  # by which a story is found: (item key, option key)
