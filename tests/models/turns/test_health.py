"""Whether it is well: both sides of each edge, and a clock that was put back."""

from datetime import UTC, datetime, timedelta

import pytest

from models.turns.watching.health import MOST_DUE, MOST_WITHOUT_SWEEP, judged

NOW = datetime(2021, 10, 20, 8, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


def reasons(swept: timedelta = timedelta(), due: timedelta | None = None) -> list[str]:
    health = judged(last_good_at=NOW - swept, oldest_due_at=None if due is None else NOW - due, now=NOW)
    assert health.is_well is (health.reasons == ())
    return [reason.what for reason in health.reasons]


@pytest.mark.parametrize(("ago", "found"), [(MOST_WITHOUT_SWEEP, []), (MOST_WITHOUT_SWEEP + INSTANT, ["no_sweep"])])
def test_two_minutes_without_a_good_sweep_is_the_most(ago: timedelta, found: list[str]) -> None:
    assert reasons(swept=ago) == found
    assert reasons(swept=-ago) == found  # the clock was put back, and nothing was swept since


@pytest.mark.parametrize(("ago", "found"), [(MOST_DUE, []), (MOST_DUE + INSTANT, ["old_row"])])
def test_a_message_may_be_due_for_five_minutes(ago: timedelta, found: list[str]) -> None:
    assert reasons(due=ago) == found


def test_both_are_said_in_words_with_their_minutes() -> None:
    health = judged(last_good_at=NOW - timedelta(minutes=3), oldest_due_at=NOW - timedelta(minutes=61), now=NOW)
    assert [reason.in_words("en") for reason in health.reasons] == [
        "nobody has looked for 3 minutes at what is to leave",
        "a message should have left 61 minutes ago",
    ]
    assert "al 3 minuten" in health.reasons[0].in_words("nl")
