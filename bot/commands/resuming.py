"""kernbot resume: what waits since a backup was put back, and the word that it may leave."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.commands.mistakes import Refused
from models.language.working_days import BRUSSELS
from models.records.messages import pause_queries, watermark_queries
from models.records.messages.pause_queries import Line, Pause, Waiting
from models.records.reminding import planning_queries
from reminders import planner

FIRST_LINES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What stands still: nothing when `pause` is None."""

    pause: Pause | None
    waiting: tuple[Waiting, ...]
    first: tuple[Line, ...]

    @property
    def in_doubt(self) -> int:
        """Return how many messages may have left before."""
        return sum(one.in_doubt for one in self.waiting)


def standing(session: Session, now: datetime) -> Standing:
    """Return what would leave if sending was resumed."""
    return Standing(
        pause=pause_queries.paused(session),
        waiting=tuple(pause_queries.waiting(session, now)),
        first=tuple(pause_queries.first_lines(session, now, FIRST_LINES)),
    )


def resume(session: Session, now: datetime, skip_before: datetime | None) -> int:
    """Let messages leave again; return how many are left out because they were due before `skip_before`.

    Reminders that fell due before it are not planned either.

    Raises:
        Refused: nothing is paused, or that is after the moment of the restore.
    """
    pause = pause_queries.paused(session)
    if pause is None:
        raise Refused("nothing is paused: messages leave as they should")
    left_out = 0
    if skip_before is not None:
        if skip_before > pause.since_at:
            raise Refused(
                f"--skip-before: the data were put back at {words(pause.since_at)}, and what waits since then never "
                "left: name a moment before it"
            )
        left_out = pause_queries.leave_out(session, skip_before, now)
        mark = watermark_queries.moment(session, planner.MARK)
        if mark is not None and mark < skip_before:
            planning_queries.move_mark(session, planner.MARK, skip_before)
    pause_queries.lift(session)
    return left_out


def lines(found: Standing) -> Iterator[str]:
    """Yield what stands still as a person reads it; it names nobody."""
    if found.pause is None:
        yield "sending is not paused"
        return
    of = f", from a backup of {words(found.pause.backup_at)}" if found.pause.backup_at is not None else ""
    yield f"sending has been paused since {words(found.pause.since_at)}: data were put back{of} (times of Brussels)"
    if not found.waiting:
        yield "no message waits"
        return
    yield f"{'waits':<28}{'way':<12}{'new':>7}{'in doubt':>10}{'later':>7}"
    for one in found.waiting:
        yield f"{one.kind:<28}{one.way:<12}{one.due:>7}{one.in_doubt:>10}{one.later:>7}"
    for line in found.first:
        doubt = "  may have left before" if line.in_doubt else ""
        yield f"  {words(line.due_at)}  {line.row_id:>7}  {line.kind} by {line.way}{doubt}"
    if found.in_doubt:
        yield (
            f"in doubt: {found.in_doubt}, which waited when the backup was made and may have left after it. "
            "kernbot resume sends them, a mail under the same Message-ID; with --skip-before MOMENT those due before "
            "it are left out"
        )


def words(moment: datetime) -> str:
    """Return a moment as the operator reads it, in Brussels."""
    return f"{moment.astimezone(BRUSSELS):%Y-%m-%d %H:%M}"
