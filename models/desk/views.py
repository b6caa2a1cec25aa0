"""What an officer can be shown: facts for the reply, without words; one frozen value for each view."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.calls.call import Call
from models.calls.stages import Stage
from models.desk.cases.sent import Sent
from models.desk.cases.waiting import Waiting
from models.figures.figures import Figures
from models.figures.snapshots import Change, Frozen
from models.records.applications.case import Case
from models.records.counted.figure_queries import Counted
from models.records.desk.decision_queries import Decided
from models.records.desk.desk_queries import Listed, Shelf
from models.turns.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerInvited(View):
    """An invitation to be an officer, before the person agreed that something is kept."""

    role: str
    province: str | None
    call: Call


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskHome(View):
    """What an officer can do."""

    role: str
    province: str | None
    waiting: Waiting | None = None  # None: the role was accepted just now


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList(View):
    """A page of the applications that were sent, in the order of their first sending."""

    shelf: Shelf
    rows: tuple[Listed, ...]
    has_before: bool
    has_after: bool
    may_decide: bool
    waiting: Waiting
    rounds: tuple[str, ...]  # to choose from


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesMeant(View):
    """The applications that can be meant by the end of a number, the newest first."""

    rows: tuple[Listed, ...]
    has_more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfChoice(View):
    """By what to narrow the list: "round", "stage" or "province"."""

    what: str
    shelf: Shelf
    rounds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile(View):
    """An application as it was sent, with its check, its files and its history."""

    sent: Sent
    steps: tuple[Stage, ...]  # what this officer can decide now
    watches: bool  # a province officer: the way back is the municipality
    ways: tuple[str, ...]  # the forms that this officer can fill in now
    undoable: Decided | None  # the decision that this officer can take back now


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFile(View):
    """What was arranged for an application since it was selected, without the application itself."""

    sent: Sent
    ways: tuple[str, ...]  # the forms that this officer can fill in now


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparing(View):
    """A decision in preparation: which items lack, what is added, until when to reply."""

    sent: Sent
    decision: Decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview(View):
    """The letter of a decision as the municipality will read it, before it is taken."""

    sent: Sent
    decision: Decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken(View):
    """A decision that was taken, and until when it can be undone."""

    sent: Sent
    decision: Decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Several(View):
    """The complete applications of a page that can be declared admissible together."""

    call: Call
    listed: tuple[tuple[Decided, Case], ...]
    incomplete: int  # of the page: to be looked at one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralTaken(View):
    """What was declared admissible together and stands."""

    batch: str
    listed: tuple[tuple[Decided, Case], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresShown(View):
    """The figures of the call, or of one of its rounds."""

    found: Figures
    rounds: tuple[str, ...]  # all that there are
    round_id: str | None  # None: all together
    may_freeze: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind(View):
    """A page of the applications behind one figure."""

    round_id: str
    figure: str  # "submitted", "admissible", ...
    rows: tuple[Counted, ...]
    count: int
    page: int  # from 0
    pages: int
    province: str | None  # the only one that is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck(View):
    """At which item the applications of a round stand that were not sent."""

    call: Call
    round_id: str
    places: Mapping[str | None, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceFrozen(View):
    """What is different now from a snapshot, and with which others it can be compared."""

    call: Call
    kept: tuple[Frozen, ...]
    chosen: Frozen
    changes: tuple[Change, ...]
