"""What a mail server's refusal means."""

from datetime import timedelta

import pytest

from reminders.mail_reply import after_reply, in_words
from reminders.outcome import TryLater, Undeliverable, WayShut


@pytest.mark.parametrize("code", [400, 421, 450, 499])
def test_4yz_is_tried_again_in_five_minutes(code):
    assert after_reply("RCPT", code, "busy") == TryLater(f"RCPT: {code} busy", timedelta(minutes=5))


@pytest.mark.parametrize("code", [500, 550, 554, 599])
def test_5yz_is_undeliverable(code):
    assert after_reply("DATA", code, "no") == Undeliverable(f"DATA: {code} no")


@pytest.mark.parametrize("code", [530, 534, 535, 538])
def test_a_refusal_of_us_gives_up_no_message(code):
    assert after_reply("MAIL", code, "who are you") == WayShut(f"MAIL: {code} who are you", timedelta(minutes=15))


def test_an_answer_that_is_none_is_tried_later():
    assert isinstance(after_reply("RCPT", -1, "<html>"), TryLater)


def test_a_reason_is_one_short_line_without_people():
    reason = in_words("550 <Jan.Peeters@x.be>\r\n\0JAN.PEETERS unknown " + "x" * 500, "jan.peeters@x.be")
    assert reason.startswith("550 … … unknown xx")
    assert len(reason) == 200
