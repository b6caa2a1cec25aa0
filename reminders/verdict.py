"""What becomes of a message after a try to send it: gone, again later, or given up."""

from dataclasses import dataclass
from datetime import timedelta

from models.records.outbox import POSSIBLE_DUPLICATE, OutboxState
from reminders.outcome import Outcome, Sent, TryLater, Uncertain

FIRST_PAUSE = timedelta(seconds=30)  # it doubles with each try
LONGEST_PAUSE = timedelta(hours=1)
# By its own pauses a message is tried for more than four days. Source: RFC 5321, section 4.5.4.1.
MOST_ATTEMPTS = 110
AGAIN_AFTER_UNCERTAIN = timedelta(minutes=15)
_MOST_REASON = 200  # characters that the outbox keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The state that a message gets, and after which pause it is due again; None when it is settled."""

    state: OutboxState
    pause: timedelta | None = None
    reason: str | None = None


def after_try(outcome: Outcome, *, attempt: int, was_uncertain: bool) -> Verdict:
    """Return what becomes of a message after its try number `attempt`; `was_uncertain` when it may have come before."""
    match outcome:
        case Sent():
            return ended(OutboxState.SENT, None, was_uncertain=was_uncertain)
        case TryLater(reason=reason, after=after) if attempt < MOST_ATTEMPTS:
            state = OutboxState.UNCERTAIN if was_uncertain else OutboxState.DUE  # a doubt is not forgotten
            return Verdict(state=state, pause=after or _pause(attempt), reason=reason[:_MOST_REASON])
        case Uncertain(reason=reason) if not was_uncertain:
            return Verdict(state=OutboxState.UNCERTAIN, pause=AGAIN_AFTER_UNCERTAIN, reason=reason[:_MOST_REASON])
        case _:
            return ended(OutboxState.FAILED, outcome.reason, was_uncertain=was_uncertain)


def ended(state: OutboxState, reason: str | None, *, was_uncertain: bool) -> Verdict:
    """Return the end of a message; its reason says when it may have come twice, or once though it did not seem so."""
    words = [POSSIBLE_DUPLICATE] if was_uncertain else []
    words += [reason] if reason else []
    return Verdict(state=state, reason=": ".join(words)[:_MOST_REASON] or None)


def _pause(attempt: int) -> timedelta:
    times: int = 2 ** min(attempt - 1, 10)  # more is more than the longest pause, and in the end than a timedelta
    return min(FIRST_PAUSE * times, LONGEST_PAUSE)
