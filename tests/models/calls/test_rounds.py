"""Rounds and deadlines: to the second, over clock changes, in every year."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.call_files.call_file import shipped_call
from models.calls.call import Call
from models.calls.round import RoundRule, rounds_around
from models.language.moments import day_words, days_left, deadline_words, moment_words

BRUSSELS = ZoneInfo("Europe/Brussels")
SECOND = timedelta(seconds=1)
REAL = shipped_call("profploeg-2021")
YEARLY = shipped_call("profploeg")
MOMENTS = st.integers(-70 * 365, 230 * 365).flatmap(
    lambda day: st.integers(0, 86_399).map(lambda s: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=day, seconds=s))
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def open_id(call: Call, now: datetime) -> str | None:
    round_ = call.round_at(now)
    return round_.id if round_ else None


@pytest.mark.parametrize(
    ("now", "round_id"),
    [
        ("2021-06-24T23:59:59+02:00", None),
        ("2021-06-25T00:00:00+02:00", "2021-1"),
        ("2021-08-13T23:59:59+02:00", "2021-1"),
        ("2021-08-14T00:00:00+02:00", "2021-2"),
        ("2021-11-12T23:59:59+01:00", "2021-2"),
        ("2021-11-12T23:59:59.999999+01:00", "2021-2"),
        ("2021-11-13T00:00:00+01:00", None),
    ],
)
def test_the_rounds_of_2021_open_and_close_to_the_second(now, round_id):
    assert open_id(REAL, at(now)) == round_id
    assert open_id(REAL, at(now).astimezone(UTC)) == round_id
    assert open_id(REAL, at(now).astimezone(ZoneInfo("America/New_York"))) == round_id


def test_summer_and_winter_time_give_the_instants_of_closing():
    first, second = REAL.rounds_near(at("2021-07-01T00:00:00Z"))
    assert first.closes_at.astimezone(UTC) == at("2021-08-13T22:00:00Z")
    assert second.closes_at.astimezone(UTC) == at("2021-11-12T23:00:00Z")


@pytest.mark.parametrize(
    ("last_day", "closing"),
    [
        (date(2021, 10, 30), "2021-10-30T22:00:00Z"),
        (date(2021, 10, 31), "2021-10-31T23:00:00Z"),
        (date(2022, 3, 26), "2022-03-26T23:00:00Z"),
        (date(2022, 3, 27), "2022-03-27T22:00:00Z"),
    ],
)
def test_a_round_that_closes_around_a_clock_change_lasts_its_whole_last_day(last_day, closing):
    rule = RoundRule(
        id="x", year=last_day.year, month=last_day.month, day=last_day.day, guidance_month=12, guidance_day=1
    )
    (round_,) = rounds_around([rule], datetime(2021, 1, 1, tzinfo=BRUSSELS), BRUSSELS, at("2021-01-01T00:00:00Z"))
    assert round_.closes_at.astimezone(UTC) == at(closing)
    assert round_.is_open(at(closing) - SECOND)
    assert not round_.is_open(at(closing))


def test_guidance_begins_as_the_call_says():
    assert [round_.guidance_from for round_ in REAL.rounds_near(at("2021-07-01T00:00:00Z"))] == [
        date(2021, 9, 1),
        date(2022, 1, 1),
    ]
    assert YEARLY.round("2026-1").guidance_from == date(2026, 9, 1)
    assert YEARLY.round("2026-2").guidance_from == date(2027, 1, 1)


def test_the_next_round_of_2021_is_there_before_the_call_opens_and_gone_after_the_last():
    before = REAL.next_round(at("2021-06-01T00:00:00Z"))
    assert before is not None
    assert before.id == "2021-1"
    assert REAL.next_round(at("2021-11-13T00:00:00+01:00")) is None


def test_the_last_round_of_2021_is_followed_by_none():
    following = REAL.round_after(REAL.round("2021-1"))
    assert following is not None
    assert following.id == "2021-2"
    assert REAL.round_after(following) is None


def test_the_yearly_rounds_follow_each_other_over_new_year():
    second = YEARLY.round("2026-2")
    following = YEARLY.round_after(second)
    assert following is not None
    assert following.id == "2027-1"
    assert following.opens_at == second.closes_at


@given(MOMENTS)
def test_the_yearly_call_has_exactly_one_open_round_at_any_moment(now):
    open_ = [round_ for round_ in YEARLY.rounds_near(now) if round_.is_open(now)]
    assert len(open_) == 1
    assert YEARLY.round_at(now) == YEARLY.next_round(now) == open_[0]
    assert YEARLY.round_after(open_[0]) is not None


@given(MOMENTS)
def test_rounds_follow_each_other_without_a_gap_and_have_ids_of_their_own(now):
    rounds = YEARLY.rounds_near(now)
    assert all(one.closes_at == other.opens_at for one, other in pairwise(rounds))
    assert len({round_.id for round_ in rounds}) == len(rounds)


@given(MOMENTS)
def test_a_round_is_found_again_by_its_id(now):
    round_ = YEARLY.round_at(now)
    assert round_ is not None
    assert YEARLY.round(round_.id) == round_


@pytest.mark.parametrize("round_id", ["", "2021", "2021-3", "0000-1", "9999-1", "²021-1", "2021-1 ", "x"])
@pytest.mark.parametrize("call", [REAL, YEARLY], ids=["fixed", "yearly"])
def test_a_round_that_is_not_there_is_a_key_error(call, round_id):
    with pytest.raises(KeyError):
        call.round(round_id)


def test_calls_can_be_keys_of_a_cache():
    assert len({REAL, YEARLY, shipped_call("profploeg")}) == 2


def test_a_deadline_is_told_with_weekday_date_hour_and_zone():
    assert deadline_words(REAL.round("2021-2"), "nl") == "vrijdag 12 november 2021, 23.59 uur (Brussel)"
    assert deadline_words(REAL.round("2021-2"), "en") == "Friday 12 November 2021, 11.59 pm (Brussels)"
    assert deadline_words(REAL.round("2021-1"), "nl") == "vrijdag 13 augustus 2021, 23.59 uur (Brussel)"


@given(MOMENTS)
def test_the_told_deadline_is_the_last_minute_of_the_last_day(now):
    round_ = YEARLY.round_at(now)
    assert round_ is not None
    assert deadline_words(round_, "nl") == f"{day_words(round_.last_day, 'nl')}, 23.59 uur (Brussel)"


@pytest.mark.parametrize(
    ("moment", "nl", "en"),
    [
        ("2021-11-12T13:05:00Z", "vrijdag 12 november 2021 om 14.05 uur", "Friday 12 November 2021 at 2.05 pm"),
        ("2021-08-12T22:00:00Z", "vrijdag 13 augustus 2021 om 0.00 uur", "Friday 13 August 2021 at 12.00 am"),
        ("2021-03-01T11:00:00Z", "maandag 1 maart 2021 om 12.00 uur", "Monday 1 March 2021 at 12.00 pm"),
        ("2021-10-31T00:30:00Z", "zondag 31 oktober 2021 om 2.30 uur", "Sunday 31 October 2021 at 2.30 am"),
        ("2021-10-31T01:30:00Z", "zondag 31 oktober 2021 om 2.30 uur", "Sunday 31 October 2021 at 2.30 am"),
        ("2022-03-27T01:00:00Z", "zondag 27 maart 2022 om 3.00 uur", "Sunday 27 March 2022 at 3.00 am"),
    ],
)
def test_a_moment_is_told_in_the_zone_of_the_call(moment, nl, en):
    assert moment_words(at(moment), BRUSSELS, "nl") == nl
    assert moment_words(at(moment), BRUSSELS, "en") == en


def test_a_zone_with_two_words_is_told_by_its_city():
    rule = RoundRule(id="1", year=None, month=6, day=1, guidance_month=9, guidance_day=1)
    zone = ZoneInfo("America/New_York")
    round_ = rounds_around([rule], None, zone, at("2026-01-01T00:00:00Z"))[0]
    assert deadline_words(round_, "en").endswith("11.59 pm (New York)")


@pytest.mark.parametrize(
    ("now", "days"),
    [
        ("2021-10-20T10:00:00+02:00", 23),
        ("2021-11-11T23:59:59+01:00", 1),
        ("2021-11-12T00:00:00+01:00", 0),
        ("2021-11-12T23:59:59+01:00", 0),
        ("2021-11-20T10:00:00+01:00", 0),
        ("2021-11-11T23:30:00Z", 0),
    ],
)
def test_days_left_are_days_of_the_calendar_in_the_zone_of_the_call(now, days):
    assert days_left(REAL.round("2021-2"), at(now), BRUSSELS) == days
