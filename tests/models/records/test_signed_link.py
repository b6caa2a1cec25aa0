"""Links that act without logging in: only the key makes them, for one use, one holder and 400 days."""

from datetime import UTC, datetime, timedelta

import pytest

from models.records.people.signed_link import LIFE, Holder, HolderKind, Use, holder_of, sign

KEY = b"k" * 32
NOW = datetime(2021, 10, 20, 8, tzinfo=UTC)
AN = Holder(kind=HolderKind.PERSON, row_id=17)
LINE = Holder(kind=HolderKind.INTEREST, row_id=17)


@pytest.mark.parametrize("holder", [AN, LINE])
@pytest.mark.parametrize("use", Use)
def test_a_token_names_its_holder_for_its_own_use_alone(holder: Holder, use: Use) -> None:
    token = sign(KEY, use, holder, NOW)
    assert holder_of(KEY, use, token, NOW) == holder
    assert [other for other in Use if holder_of(KEY, other, token, NOW)] == [use]


def test_a_token_works_to_the_end_of_its_last_day_and_not_longer() -> None:
    token = sign(KEY, Use.STOP, AN, NOW)
    last_midnight = (NOW + LIFE + timedelta(days=1)).replace(hour=0)
    assert holder_of(KEY, Use.STOP, token, last_midnight - timedelta(microseconds=1)) == AN
    assert holder_of(KEY, Use.STOP, token, last_midnight) is None


def test_the_token_of_another_installation_is_none() -> None:
    assert holder_of(b"x" * 32, Use.STOP, sign(KEY, Use.STOP, AN, NOW), NOW) is None


def test_a_token_for_another_row_table_or_day_cannot_be_made_out_of_one() -> None:
    body, day, seal = sign(KEY, Use.STOP, AN, NOW).split("-")
    for forged in (f"p18-{day}-{seal}", f"i17-{day}-{seal}", f"{body}-{int(day) + 1}-{seal}"):
        assert holder_of(KEY, Use.STOP, forged, NOW) is None


def test_each_changed_sign_makes_it_none() -> None:
    token = sign(KEY, Use.STOP, AN, NOW)
    for place, sign_ in enumerate(token):
        other = "3" if sign_ != "3" else "4"
        assert holder_of(KEY, Use.STOP, f"{token[:place]}{other}{token[place + 1 :]}", NOW) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "p17",
        "p0-1-" + "a" * 26,
        "p٣-738000-" + "a" * 26,
        "p17-738000-\ud800",
        "p" + "9" * 400,
        "\0",
        "../../x",
    ],
)
def test_what_is_no_token_is_none(text: str) -> None:
    assert holder_of(KEY, Use.STOP, text, NOW) is None


def test_a_token_may_come_back_in_capitals() -> None:
    assert holder_of(KEY, Use.STOP, sign(KEY, Use.STOP, AN, NOW).upper(), NOW) == AN


def test_a_token_holds_nothing_but_letters_digits_and_hyphens() -> None:
    token = sign(KEY, Use.PREFERENCES, Holder(kind=HolderKind.PERSON, row_id=2**31 - 1), NOW)
    assert token.replace("-", "").isalnum()
    assert len(token) < 60
