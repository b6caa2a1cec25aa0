"""What leaves: every kind of message in both languages, written from a real application, by mail and by chat."""

import json
import re

import pytest
from structlog.testing import capture_logs

from bot.local.html import MOST_CAPTION_UNITS, MOST_UNITS, formatted, utf16_length
from models.language.wording import LANGUAGES
from models.letters.letter_facts import KINDS
from models.records.applications.receipt import check_receipt
from models.records.messages import outbox_queries
from reminders.letter import letter_names
from tests.fakes.case_post import ABOUT_A_CASE, case_post
from tests.fakes.case_rows import MAILBOX, outbox_rows
from tests.fakes.conversation import Town
from tests.fakes.empty_database import ON_POSTGRES

# They prove a mailbox, reach who has no chat yet, or are three files.
ONLY_BY_MAIL = {
    "code",
    "invitation",
    "officer_invitation",
    "figures",
    "more_time",
    "way_in",
    "mail_parked",
    "officer_answer",
    "desk_login",
}
# Heist-op-den-Berg submitted.
NOT_OF_A_TOWN = {
    "code",
    "no_next_round",
    "province_list",
    "officer_invitation",
    "figures",
    "way_in",
    "mail_parked",
    "desk_login",
}
WITH_A_FILE = {"receipt", "expired", "plan", "figures", "intake"}
# PostgreSQL keeps no NUL, and no more signs of a name than its column says.
HOSTILE = 'Jan <b>"& {{ 7*7 }}\r\nBcc: x@x.be\u202e' + ("😀" * 150 if ON_POSTGRES else "\0" + "😀" * 3000)
START = "https://t.me/kernbot?start="


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_kind_of_message_is_written_by_mail(town: Town, language: str) -> None:
    post = await case_post(town)
    for kind in sorted(ABOUT_A_CASE):
        letter = (await post.written(kind, language=language)).letter
        assert letter is not None
        assert letter.language == language
        for part in (letter.subject, letter.text, letter.html):
            assert part.strip()
            assert not re.search(r"None|\?\?|\{\{|\}\}|\{%|  \S+ \?$", part), kind
        assert kind in NOT_OF_A_TOWN or town_of(kind) in letter.text
        assert " ? " not in letter.text, kind
        assert bool(letter.enclosures) == (kind in WITH_A_FILE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("colleague", ["Bram Claes", HOSTILE])
async def test_every_kind_of_message_by_chat_is_html_that_telegram_takes(
    town: Town, language: str, colleague: str
) -> None:
    post = await case_post(town, colleague=colleague)
    for kind in sorted(ABOUT_A_CASE - ONLY_BY_MAIL):
        chat = (await post.written(kind, language=language, way="telegram")).chat
        assert chat is not None
        shown = formatted(chat.html)
        assert kind in NOT_OF_A_TOWN or town_of(kind) in shown.text
        most = MOST_CAPTION_UNITS if chat.enclosure else MOST_UNITS
        assert 0 < utf16_length(shown.text) <= most
        assert not set("\0\r\u202e") & set(shown.text)
        assert all(0 < len(data.encode()) <= 64 and label for label, data in chat.buttons)
        assert bool(chat.enclosure) == (kind in WITH_A_FILE)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_hostile_names_stay_words_in_a_mail(town: Town, language: str) -> None:
    post = await case_post(town, colleague=HOSTILE)
    for kind in sorted(ABOUT_A_CASE):
        letter = (await post.written(kind, language=language)).letter
        assert "\n" not in letter.subject
        assert len(letter.subject) < 250
        assert "\nBcc" not in letter.text
        assert "<b>" not in letter.html
        assert not set("\0\r\u202e") & set(letter.subject + letter.text + letter.html)


def town_of(kind: str) -> str:
    """Return the municipality that a letter is about."""
    elsewhere = {"reminder": "Lier", "nudge": "Lier", "interest": "Mechelen", "more_time": "Mechelen"}
    elsewhere |= {"town_news": "Lier", "officer_answer": "Lier"}
    return elsewhere.get(kind, "Heist-op-den-Berg")


def test_no_letter_lies_unused_but_those_of_a_next_door() -> None:
    assert set(letter_names()) == KINDS
    assert set(letter_names()) >= ABOUT_A_CASE


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_receipt_brings_a_pdf_and_a_file_that_can_be_checked(town: Town, language: str) -> None:
    post = await case_post(town)
    pdf, file = (await post.written("receipt", language=language)).letter.enclosures
    assert (pdf.name, file.name) == ("PROF-2021-2-0001-v1.pdf", "PROF-2021-2-0001-v1.json")
    assert pdf.content.startswith(b"%PDF-")
    text = file.content.decode()
    checked = check_receipt(text)
    assert checked.valid
    assert checked.number == "PROF-2021-2-0001"
    assert json.loads(text)["content"]["answers"]["municipality"] == "12014"
    letter = (await post.written("receipt", language=language)).letter
    assert checked.found in letter.text
    assert checked.found in letter.html


async def test_the_file_is_invalid_after_one_changed_letter_anywhere(town: Town) -> None:
    post = await case_post(town)
    text = (await post.written("receipt")).letter.enclosures[1].content.decode()
    letters = [at for at, sign in enumerate(text) if sign.isalnum()]
    for at in letters[:: len(letters) // 60]:
        changed = text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
        assert not check_receipt(changed).valid, text[at - 20 : at + 20]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_invitation_has_a_link_when_the_chat_can_be_opened_by_one(town: Town, language: str) -> None:
    post = await case_post(town)
    token = (await post.facts("invitation")).start_token
    with_link = (await post.written("invitation", START, language=language)).letter
    without = (await post.written("invitation", language=language)).letter
    assert f"\n{START}{token}\n" in with_link.text
    assert f'href="{START}{token}"' in with_link.html
    assert "https://" not in without.text + without.html
    assert all(token in letter.text for letter in (with_link, without))


async def test_no_code_and_no_token_lies_in_the_outbox_or_in_a_log(town: Town) -> None:
    post = await case_post(town)
    secrets = [(await post.facts("code")).values["code"], (await post.facts("invitation")).start_token]
    with capture_logs() as logs:
        for kind in ("code", "invitation"):
            await post.do(outbox_queries.post, post.messages[kind], town.clock())
        mailed = " ".join(path.read_text() for path in await town.mails())
    assert all(str(secret) in mailed for secret in secrets)
    kept = str(await post.do(outbox_rows)) + str(logs)
    assert MAILBOX in kept
    assert all(str(secret) not in kept for secret in secrets)
