"""kernbot report: the figures of a call, as text, JSON or a workbook; frozen and compared."""

from datetime import datetime

from sqlmodel import Session

from bot.commands.mistakes import Refused
from bot.opening import current_call
from models.calls.call import Call
from models.figures import figures, snapshots
from models.figures.figures import Figures
from models.figures.report import Form, as_file, gather


def report(session: Session, call_name: str, round_id: str | None, form: Form, language: str, now: datetime) -> bytes:
    """Return the report as the bytes of a file.

    Raises:
        NoSuchCall: there is no such call.
        Refused: the call has no such round.
    """
    call = current_call(session, call_name, now)
    try:
        return as_file(gather(session, call, now, round_id), form, language)
    except KeyError:
        raise _no_such_round(call, round_id, now) from None


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
        raise _no_such_round(call, round_id, now) from None


def _no_such_round(call: Call, round_id: str | None, now: datetime) -> Refused:
    known = ", ".join(one.id for one in call.rounds_near(now))
    return Refused(f"--round {round_id}: {call.name} has no such round; it has: {known}")
