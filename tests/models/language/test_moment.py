"""When something counts as sent: before closing, after it, or in doubt."""

from datetime import UTC, datetime, timedelta

import pytest

from models.language.moment import Moment, moment_of_press

CLOSES_AT = datetime(2021, 11, 12, 23, 0, tzinfo=UTC)  # midnight in Brussels
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("sent_at", "in_time"),
    [
        (CLOSES_AT - SECOND, True),
        (CLOSES_AT - timedelta(microseconds=1), True),
        (CLOSES_AT, False),
        (CLOSES_AT + SECOND, False),
    ],
)
def test_a_stamped_message_is_in_time_until_the_moment_of_closing(sent_at: datetime, in_time: bool) -> None:
    assert Moment.exactly(sent_at).is_before(CLOSES_AT) is in_time


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_a_stamped_message_is_never_in_doubt(seconds: int) -> None:
    assert not Moment.exactly(CLOSES_AT + seconds * SECOND).is_doubtful(CLOSES_AT)


@pytest.mark.parametrize(
    ("received_at", "sent_after", "sent_before", "in_time", "doubtful"),
    [
        # read before closing: whatever else is known, it is in time
        (CLOSES_AT - SECOND, None, None, True, False),
        (CLOSES_AT - SECOND, CLOSES_AT - 2 * SECOND, None, True, False),
        # a later update is stamped before closing: it is in time, and that is certain
        (CLOSES_AT + SECOND, None, CLOSES_AT - SECOND, True, False),
        (CLOSES_AT + SECOND, CLOSES_AT - 9 * SECOND, CLOSES_AT - SECOND, True, False),
        # the last good poll was before closing: in doubt, for the applicant
        (CLOSES_AT + SECOND, CLOSES_AT - SECOND, None, True, True),
        (CLOSES_AT, CLOSES_AT - SECOND, None, True, True),
        (CLOSES_AT + timedelta(hours=9), CLOSES_AT - SECOND, CLOSES_AT + timedelta(hours=2), True, True),
        # none of the three: late
        (CLOSES_AT, None, None, False, False),
        (CLOSES_AT + SECOND, CLOSES_AT, None, False, False),
        (CLOSES_AT + SECOND, CLOSES_AT, CLOSES_AT, False, False),
        (CLOSES_AT + SECOND, None, CLOSES_AT, False, False),
    ],
)
def test_a_press_without_a_stamp_is_in_time_by_any_of_three_clauses(
    received_at: datetime, sent_after: datetime | None, sent_before: datetime | None, in_time: bool, doubtful: bool
) -> None:
    moment = moment_of_press(received_at=received_at, sent_after=sent_after, sent_before=sent_before)

    assert moment.is_before(CLOSES_AT) is in_time
    assert moment.is_doubtful(CLOSES_AT) is doubtful


def test_a_press_was_never_later_than_it_was_read() -> None:
    moment = moment_of_press(received_at=CLOSES_AT, sent_after=None, sent_before=CLOSES_AT + SECOND)

    assert moment.at == CLOSES_AT


def test_a_clock_that_was_set_back_does_not_make_a_press_begin_after_it_ended() -> None:
    moment = moment_of_press(received_at=CLOSES_AT, sent_after=CLOSES_AT + SECOND, sent_before=None)

    assert moment.earliest == moment.at == CLOSES_AT
