"""A reply token says whom and what it is about, and cannot be guessed, changed or used for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from models.records.people import reply_token
from models.records.people.reply_token import For, Reply

KEY = b"k" * 32
NOW = datetime(2021, 10, 20, 8, 0, tzinfo=UTC)
REPLIES = (
    Reply(use=For.CASE, person_id=1, application_id=2),
    Reply(use=For.SUMMARY, person_id=4_000_000_000, application_id=4_000_000_000, exactly="0badcafe"),
    Reply(use=For.CODE, person_id=7, exactly="0000002a"),
    Reply(use=For.LIST, person_id=3),
)


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: reply.use.name)
def test_a_token_brings_back_what_it_was_signed_for(reply: Reply) -> None:
    token = reply_token.sign(KEY, reply, NOW)
    found = reply_token.read(KEY, token, NOW)
    assert found is not None
    assert found.reply == reply
    assert not found.is_expired
    assert found.signed_on == NOW.date()
    assert len(token) == reply_token.LENGTH
    assert token == token.lower()


@pytest.mark.parametrize(("days", "expired"), [(120, False), (121, True)])
def test_a_token_lasts_120_days(days: int, expired: bool) -> None:
    token = reply_token.sign(KEY, REPLIES[0], NOW)
    found = reply_token.read(KEY, token, NOW + timedelta(days=days))
    assert found is not None
    assert found.is_expired is expired


def test_a_token_with_any_letter_changed_is_none_of_ours() -> None:
    token = reply_token.sign(KEY, REPLIES[1], NOW)
    for place in range(len(token)):
        other = "a" if token[place] != "a" else "b"
        assert reply_token.read(KEY, token[:place] + other + token[place + 1 :], NOW) is None


@pytest.mark.parametrize("token", ["", "a" * 50, "A" * 50, "1" * 50, "é" * 50, "a" * 51])
def test_what_is_no_token_is_none_of_ours(token: str) -> None:
    assert reply_token.read(KEY, token, NOW) is None


def test_a_token_of_another_installation_is_none_of_ours() -> None:
    assert reply_token.read(b"another", reply_token.sign(KEY, REPLIES[0], NOW), NOW) is None


@pytest.mark.parametrize("code", ["11001", "71066", "S0014", "S0001"])
def test_the_letter_about_a_municipality_names_it_also_when_it_is_a_stand_in(code: str) -> None:
    token = reply_token.sign(KEY, reply_token.of_town(7, code), NOW)
    read = reply_token.read(KEY, token, NOW)
    assert read is not None
    assert (read.reply.use, read.reply.person_id) == (For.TOWN, 7)
    assert reply_token.town_of(read.reply) == code
