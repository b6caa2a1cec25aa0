"""What becomes of a message after a try: pauses that grow, one repetition in doubt, and an end that says why."""

from datetime import timedelta

import pytest

from models.records.messages.claim_queries import LEASE
from models.records.messages.outbox import POSSIBLE_DUPLICATE, OutboxState
from models.storage.works import store
from reminders.mail import Timeouts
from reminders.outcome import Outcome, Sent, TryLater, Uncertain, Undeliverable
from reminders.verdict import AGAIN_AFTER_UNCERTAIN, LONGEST_PAUSE, MOST_ATTEMPTS, Verdict, after_try

BUSY = TryLater("busy")
SILENT = Uncertain("no answer")


def verdict(outcome: Outcome, attempt: int = 1, *, was_uncertain: bool = False) -> Verdict:
    return after_try(outcome, attempt=attempt, was_uncertain=was_uncertain)


def test_a_message_that_was_taken_is_sent() -> None:
    assert verdict(Sent("250 taken")) == Verdict(state=OutboxState.SENT)


@pytest.mark.parametrize(
    ("attempt", "seconds"),
    [(1, 30), (2, 60), (3, 120), (4, 240), (5, 480), (6, 960), (7, 1920), (8, 3600), (9, 3600), (109, 3600)],
)
def test_the_pause_doubles_from_half_a_minute_to_an_hour(attempt: int, seconds: int) -> None:
    expected = Verdict(state=OutboxState.DUE, pause=timedelta(seconds=seconds), reason="busy")
    assert verdict(BUSY, attempt) == expected


@pytest.mark.parametrize("attempt", [1, 50])
@pytest.mark.parametrize("asked", [timedelta(seconds=3), timedelta(minutes=15), timedelta(hours=5)])
def test_the_other_side_may_say_how_long_to_wait(asked: timedelta, attempt: int) -> None:
    assert verdict(TryLater("busy", asked), attempt).pause == asked


def test_the_last_try_fails_with_its_reason() -> None:
    assert verdict(BUSY, MOST_ATTEMPTS - 1).state is OutboxState.DUE
    assert verdict(BUSY, MOST_ATTEMPTS) == Verdict(state=OutboxState.FAILED, reason="busy")


def test_a_message_is_tried_for_more_than_four_days() -> None:
    pauses = [verdict(BUSY, attempt).pause or timedelta() for attempt in range(1, MOST_ATTEMPTS)]
    assert sum(pauses, timedelta()) > timedelta(days=4)
    assert max(pauses) == LONGEST_PAUSE


def test_what_will_never_arrive_fails_at_once() -> None:
    assert verdict(Undeliverable("550 no such mailbox")) == Verdict(
        state=OutboxState.FAILED, reason="550 no such mailbox"
    )


def test_what_may_have_arrived_goes_out_once_more_after_a_quarter_of_an_hour() -> None:
    expected = Verdict(state=OutboxState.UNCERTAIN, pause=timedelta(minutes=15), reason="no answer")
    assert verdict(SILENT) == expected
    assert timedelta(minutes=15) == AGAIN_AFTER_UNCERTAIN


@pytest.mark.parametrize(
    ("outcome", "state", "reason"),
    [
        (Sent(), OutboxState.SENT, POSSIBLE_DUPLICATE),
        (SILENT, OutboxState.FAILED, f"{POSSIBLE_DUPLICATE}: no answer"),
        (Undeliverable("550 no"), OutboxState.FAILED, f"{POSSIBLE_DUPLICATE}: 550 no"),
    ],
)
def test_the_second_time_is_the_last_and_says_that_it_may_be_a_duplicate(
    outcome: Outcome, state: OutboxState, reason: str
) -> None:
    assert verdict(outcome, 2, was_uncertain=True) == Verdict(state=state, reason=reason)


def test_a_busy_server_at_the_second_time_does_not_take_the_doubt_away() -> None:
    assert verdict(BUSY, 2, was_uncertain=True).state is OutboxState.UNCERTAIN
    assert verdict(BUSY, MOST_ATTEMPTS, was_uncertain=True).reason == f"{POSSIBLE_DUPLICATE}: busy"


@pytest.mark.parametrize("was_uncertain", [False, True])
@pytest.mark.parametrize("outcome", [TryLater("x" * 500), Uncertain("x" * 500), Undeliverable("x" * 500)])
def test_a_reason_fits_the_outbox(outcome: Outcome, was_uncertain: bool) -> None:
    assert len(verdict(outcome, was_uncertain=was_uncertain).reason or "") == 200


def test_a_lease_is_longer_than_any_send_may_take() -> None:
    limits = Timeouts()
    sending_s = 5 + limits.connect_s + 3 * limits.verb_s + limits.dot_s  # RSET on an old connection, then a new one
    assert timedelta(seconds=store.PATIENCE_S + sending_s) < LEASE
