"""What the desk gives to others: the report and what was sent as files, snapshots, and what differs between two.

Source: ARCHITECTURE.md, Rules: Figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models.calls.call import Call
from models.desk import rights
from models.desk.rights import Right
from models.figures import applications, figures, report, snapshots
from models.figures.applications import Given
from models.figures.as_json import figures_as_json
from models.figures.report import Report
from models.figures.snapshots import Change, Frozen
from models.turns.turn import Turn

MOST = 50  # snapshots that are listed, the newest
NOW = 0  # the number of the figures as they are


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What was frozen of a call, the newest first."""

    zone: ZoneInfo
    kept: tuple[Frozen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs between a snapshot and a later one, or the figures as they are now."""

    before: Frozen
    after: Frozen | None  # None: now
    changes: tuple[Change, ...]


def shelf(session: Session, turn: Turn) -> Shelf:
    """Return the snapshots of the call.

    Raises:
        Instead: the right is missing.
    """
    rights.demand(turn, Right.FREEZE)
    return Shelf(zone=turn.call.zone, kept=snapshots.newest(session, turn.call.name, MOST))


def freeze(session: Session, turn: Turn) -> Frozen:
    """Freeze the figures of the call as they are now.

    Raises:
        Instead: the right is missing.
    """
    rights.demand(turn, Right.FREEZE)
    return snapshots.freeze(session, figures.figures(session, turn.call, turn.now), turn.person_id)


def difference(session: Session, turn: Turn, before_id: int, after_id: int = NOW) -> Difference:
    """Return what differs between two snapshots, in the order in which they were taken.

    Raises:
        Instead: the right is missing, or one of them is no snapshot of the call that is listed.
    """
    by_id = {one.snapshot_id: one for one in shelf(session, turn).kept}
    if before_id not in by_id or (after_id != NOW and after_id not in by_id):
        raise rights.not_there(turn)
    if after_id != NOW:
        before_id, after_id = sorted((before_id, after_id))
    before, after = by_id[before_id], by_id.get(after_id)
    content = after.content if after is not None else _now(session, turn)
    return Difference(before=before, after=after, changes=snapshots.differences(before.content, content))


def gathered(session: Session, turn: Turn) -> Report:
    """Return the report of the call, with its annex.

    Raises:
        Instead: the right is missing.
    """
    rights.demand(turn, Right.FREEZE)
    return report.gather(session, turn.call, turn.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOut:
    """What was sent in a call, at one moment."""

    call: Call
    at: datetime
    given: tuple[Given, ...]


def given_out(session: Session, turn: Turn) -> GivenOut:
    """Return every application of the call that was sent, with its answers.

    Raises:
        Instead: the right is missing.
    """
    rights.demand(turn, Right.DECIDE)
    return GivenOut(call=turn.call, at=turn.now, given=applications.gather(session, turn.call))


def _now(session: Session, turn: Turn) -> Mapping[str, Any]:
    return figures_as_json(figures.figures(session, turn.call, turn.now))
