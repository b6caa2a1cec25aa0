"""kernbot report: the figures of a call, as text, JSON or a workbook; frozen and compared."""

import json
from datetime import datetime
from typing import Literal

from sqlmodel import Session

from bot.house import current_call
from bot.mistakes import Refused
from models.figures import figures, snapshots, tables
from models.figures.as_json import figures_as_json
from models.figures.as_markdown import figures_as_markdown
from models.figures.as_workbook import figures_as_workbook
from models.figures.figures import Figures
from models.records import figure_queries

Form = Literal["md", "json", "xlsx"]


def report(session: Session, call_name: str, round_id: str | None, form: Form, language: str, now: datetime) -> bytes:
    """Return the report as the bytes of a file.

    Raises:
        NoSuchCall: there is no such call.
        Refused: the call has no such round.
    """
    found = _found(session, call_name, round_id, now)
    if form == "json":
        counted = {"at": found.at.isoformat(timespec="seconds"), **figures_as_json(found)}
        return (json.dumps(counted, ensure_ascii=False, indent=2) + "\n").encode()
    members = figures.members(session, found)
    if form == "md":
        return figures_as_markdown(found, members, language, snapshots.checksum(found)).encode()
    stuck = {
        one.round.id: tables.stuck(
            found.call, figure_queries.stuck_at(session, found.call.name, one.round.id), language
        )
        for one in found.rounds
    }
    return figures_as_workbook(found, members, stuck, language)


def freeze(session: Session, call_name: str, round_id: str | None, now: datetime) -> str:
    """Freeze the figures and return a line that says under which number."""
    frozen = snapshots.freeze(session, _found(session, call_name, round_id, now))
    return f"snapshot {frozen.snapshot_id} taken at {frozen.taken_at.isoformat(timespec='seconds')}, {frozen.checksum}"


def compare(session: Session, before_id: int, after_id: int) -> str:
    """Return what differs between two snapshots, a line each.

    Raises:
        Refused: there is no such snapshot, or it was changed.
    """
    before, after = (_intact(session, one) for one in (before_id, after_id))
    lines = [f"{one.place}: {one.before} -> {one.after}" for one in snapshots.differences(before, after)]
    return "\n".join(lines) or "nothing differs"


def _intact(session: Session, snapshot_id: int) -> dict[str, object]:
    frozen = snapshots.frozen(session, snapshot_id)
    if frozen is None:
        raise Refused(f"there is no snapshot {snapshot_id}; take one with: kernbot report --freeze")
    if not frozen.is_intact:
        raise Refused(f"snapshot {snapshot_id} was changed after it was taken: its checksum does not match")
    return dict(frozen.content)


def _found(session: Session, call_name: str, round_id: str | None, now: datetime) -> Figures:
    call = current_call(session, call_name, now)
    try:
        return figures.figures(session, call, now, round_id)
    except KeyError:
        known = ", ".join(one.id for one in call.rounds_near(now))
        raise Refused(f"--round {round_id}: {call.name} has no such round; it has: {known}") from None
