"""What becomes of a message after a try to send it: gone, again later, or given up."""

from dataclasses import dataclass
from datetime import timedelta

from models.records.messages.outbox import POSSIBLE_DUPLICATE, OutboxState
from reminders.outcome import Moved, Outcome, Sent, TryLater, Uncertain, Undeliverable, WayShut

FIRST_PAUSE = timedelta(seconds=30)  # it doubles with each try
LONGEST_PAUSE = timedelta(hours=1)
# By its own pauses a message is tried for more than four days. Source: RFC 5321, section 4.5.4.1.
MOST_ATTEMPTS = 110
AGAIN_AFTER_UNCERTAIN = timedelta(minutes=15)
_MOST_REASON = 200  # characters that the outbox keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The state that a message gets, and after which pause it is due again; None when it is settled, or at once."""

    state: OutboxState
    pause: timedelta | None = None
    reason: str | None = None
    counts: bool = True  # as one of the tries after which it is given up
    about_address: bool = False
    moved_to: str | None = None  # the address that takes the place of the old one
    shut: WayShut | None = None  # what was learned about the way as a whole


def after_try(outcome: Outcome, *, attempt: int, was_uncertain: bool) -> Verdict:
    """Return what becomes of a message after its try number `attempt`; `was_uncertain` when it may have come before."""
    match outcome:
        case Sent():
            return ended(OutboxState.SENT, None, was_uncertain=was_uncertain)
        case Uncertain(reason=reason) if not was_uncertain:
            return Verdict(state=OutboxState.UNCERTAIN, pause=AGAIN_AFTER_UNCERTAIN, reason=reason[:_MOST_REASON])
        case Undeliverable(reason=reason, about_address=about_address):
            return ended(OutboxState.FAILED, reason, was_uncertain=was_uncertain, about_address=about_address)
        case TryLater() | WayShut() | Moved():
            return _later(outcome, attempt, was_uncertain=was_uncertain)
        case _:
            return ended(OutboxState.FAILED, outcome.reason, was_uncertain=was_uncertain)


def _later(outcome: TryLater | WayShut | Moved, attempt: int, *, was_uncertain: bool) -> Verdict:
    reason = outcome.reason[:_MOST_REASON]
    state = OutboxState.UNCERTAIN if was_uncertain else OutboxState.DUE  # a doubt is not forgotten
    if isinstance(outcome, WayShut) and not outcome.perhaps_the_message:  # it keeps its place in front
        return Verdict(state=state, reason=reason, counts=False, shut=outcome)
    if attempt >= MOST_ATTEMPTS:
        return ended(OutboxState.FAILED, outcome.reason, was_uncertain=was_uncertain)
    match outcome:
        case WayShut():
            return Verdict(state=state, pause=_pause(attempt), reason=reason, shut=outcome)
        case Moved(address=address):
            return Verdict(state=state, reason=reason, moved_to=address)
        case TryLater(after=after):
            return Verdict(state=state, pause=after or _pause(attempt), reason=reason)


def ended(state: OutboxState, reason: str | None, *, was_uncertain: bool, about_address: bool = False) -> Verdict:
    """Return the end of a message; its reason says when it may have come twice, or once though it did not seem so."""
    words = [POSSIBLE_DUPLICATE] if was_uncertain else []
    words += [reason] if reason else []
    return Verdict(state=state, reason=": ".join(words)[:_MOST_REASON] or None, about_address=about_address)


def _pause(attempt: int) -> timedelta:
    times: int = 2 ** min(attempt - 1, 10)  # more is more than the longest pause, and in the end than a timedelta
    return min(FIRST_PAUSE * times, LONGEST_PAUSE)
