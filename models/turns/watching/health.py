"""Whether Kernbot is well: judged by what comes of it, never by whether a process runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.language.wording import words
from models.language.working_days import BRUSSELS

MOST_WITHOUT_SWEEP = timedelta(minutes=2)
MOST_DUE = timedelta(minutes=5)
NO_DATABASE = "no_database"
PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why it is not well, with the values that its sentence names."""

    what: str  # no_sweep, old_row, no_database, paused
    values: Mapping[str, object] = field(default_factory=dict)

    def in_words(self, language: str) -> str:
        """Return the reason as a person reads it."""
        return words().say(f"health.{self.what}", language, **self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether it is well; each reason says why not."""

    reasons: tuple[Reason, ...] = ()

    @property
    def is_well(self) -> bool:
        """Return whether there is no reason to think otherwise."""
        return not self.reasons

    @property
    def is_paused(self) -> bool:
        """Return whether nothing leaves because nobody confirmed yet that it may."""
        return any(reason.what == PAUSED for reason in self.reasons)


def judged(
    *, last_good_at: datetime, oldest_due_at: datetime | None, paused_at: datetime | None = None, now: datetime
) -> Health:
    """Return whether it is well `now`.

    `last_good_at` is the last sweep that could read and write the outbox, `oldest_due_at` since when the message is due
    that is due longest, None when none is. While sending is paused, since `paused_at`, all of that waits as it should.
    """
    reasons = []
    since_sweep = abs(now - last_good_at)  # a clock that was put back leaves it in the future: no sweep ran since then
    if since_sweep > MOST_WITHOUT_SWEEP:
        reasons.append(Reason(what="no_sweep", values={"minutes": _minutes(since_sweep)}))
    if paused_at is not None:
        reasons.append(Reason(what=PAUSED, values={"since": f"{paused_at.astimezone(BRUSSELS):%Y-%m-%d %H:%M}"}))
    elif oldest_due_at is not None and now - oldest_due_at > MOST_DUE:
        reasons.append(Reason(what="old_row", values={"minutes": _minutes(now - oldest_due_at)}))
    return Health(reasons=tuple(reasons))


def _minutes(duration: timedelta) -> int:
    return int(duration / timedelta(minutes=1))
