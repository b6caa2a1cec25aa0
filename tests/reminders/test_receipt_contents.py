"""What stands on a receipt: exactly what was sent, in the words of the reader, whatever it was."""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlmodel import Session, col

from models.answers import checklist
from models.language.wording import LANGUAGES
from models.letters.facts import SentCopy
from models.records.applications.submission import Submission
from models.records.privacy.wiping import GONE
from reminders.receipt_contents import receipt_view, size_words
from reminders.receipt_pdf import receipt_pdf
from tests.fakes.case_post import CasePost, copied_case_post
from tests.fakes.conversation import CLEAR, StandingClock

HOSTILE = (
    '<script>alert("1")</script> {{ 7*7 }} %% \\n =CMD|x \u202eomgekeerd\u2066 \0\x1b[31m 👩‍🌾 ' + "e" + "\u0301" * 500
)

CHANGED = "In de Bergstraat staan 9 van de 30 winkels leeg. Bewoners en handelaars willen er weer volk zien."


@pytest.fixture
async def post(tmp_path: Path, clock: StandingClock) -> AsyncIterator[CasePost]:
    async with copied_case_post(tmp_path, clock) as found:
        yield found


async def copy_of(post: CasePost, version: int = 1, language: str = "nl") -> SentCopy:
    sending = await post.do(_sending, post.messages["receipt"].application_id, version)
    facts = await post.facts("receipt", ref_id=sending, language=language)
    assert facts is not None
    assert facts.sent_copy is not None
    return facts.sent_copy


def _sending(session: Session, application_id: int, version: int) -> int:
    wanted = select(Submission.id).where(
        col(Submission.application_id) == application_id, col(Submission.version) == version
    )
    return session.execute(wanted).scalar_one()


def printed(copy: SentCopy, language: str = "nl") -> str:
    """Return the words of the PDF, on one line."""
    pages = PdfReader(BytesIO(receipt_pdf(receipt_view(copy, language), language))).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def answers(copy: SentCopy, language: str = "nl") -> dict[str, str | None]:
    return {line.number: line.answer for line in receipt_view(copy, language).answers}


async def send_again(post: CasePost, number: str, *texts: str) -> None:
    """Let An change an item and submit once more."""
    await post.chat.says(f"/wijzig {number}")
    await post.chat.answers(*texts)
    await post.chat.says("/indienen")
    await post.chat.presses("Ja, indienen")


def with_answer(copy: SentCopy, key: str, value: Any) -> SentCopy:
    listed = json.loads(copy.content)
    listed["answers"][key] = value
    return replace(copy, content=json.dumps(listed))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_item_that_was_asked_stands_on_it_with_its_answer(post: CasePost, language: str) -> None:
    copy = await copy_of(post, language=language)
    view = receipt_view(copy, language)
    asked = checklist.asked_items(copy.case.call.checklist, copy.case.answers)
    assert [line.number for line in view.answers] == [item.number for item in asked]
    assert [line.question for line in view.answers] == [item.title.in_language(language) for item in asked]
    text = printed(copy, language)
    for shown in (view.number, view.municipality, view.sent_words, view.call_title, "besluit.pdf", CLEAR[:60]):
        assert shown in text
    assert copy.checksum in text.replace(" ", "")
    assert copy.files[0][3] in text.replace(" ", "")


async def test_answers_are_shown_as_people_say_them_and_not_as_they_are_stored(post: CasePost) -> None:
    shown = answers(await copy_of(post))
    assert {number: shown[number] for number in ("1", "8", "10", "11", "12", "13", "24")} == {
        "1": "Heist-op-den-Berg",
        "8": "Beleving",
        "10": "Lokale economie, Mobiliteit",
        "11": "6",
        "12": "besluit.pdf",
        "13": "14 juni 2021",
        "24": "ja",
    }


async def test_a_question_that_was_left_open_says_so(post: CasePost) -> None:
    copy = await copy_of(post)
    open_items = [number for number, answer in answers(copy).items() if answer is None]
    assert len(open_items) == 2  # both were skipped
    assert printed(copy).count("Niet beantwoord") == 2


async def test_the_first_version_shows_its_own_answers_also_after_a_later_one(post: CasePost) -> None:
    before = receipt_pdf(receipt_view(await copy_of(post), "nl"), "nl")
    await send_again(post, "7", CHANGED)
    await post.chat.says("/wijzig 5")
    await post.chat.says("Een kern die nooit werd ingediend")
    assert receipt_pdf(receipt_view(await copy_of(post), "nl"), "nl") == before
    assert "Bergstraat" in printed(await copy_of(post, 2))
    assert "nooit werd ingediend" not in printed(await copy_of(post, 2))


async def test_an_item_that_is_asked_only_after_another_answer_stands_on_the_version_that_has_it(
    post: CasePost,
) -> None:
    first = answers(await copy_of(post))
    conditional = {item.number for item in (await copy_of(post)).case.call.checklist.items if item.when}
    assert len(conditional & set(first)) == 1  # one theme was chosen
    await send_again(post, "8", "beleving, bereikbaarheid", CLEAR)
    second = answers(await copy_of(post, 2))
    assert len(conditional & set(second)) == 2
    assert conditional & set(answers(await copy_of(post))) == conditional & set(first)
    added = (conditional & set(second)) - set(first)
    assert second[added.pop()]


async def test_a_file_that_was_removed_later_stays_on_the_receipt_under_its_name(post: CasePost) -> None:
    before = receipt_view(await copy_of(post), "nl").files
    await post.chat.says("/wijzig 12")
    await post.chat.sends("nieuw.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog/X 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    assert receipt_view(await copy_of(post), "nl").files == before
    assert [file.name for file in before] == ["besluit.pdf"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_hostile_words_are_printed_as_words(post: CasePost, language: str) -> None:
    copy = with_answer(await copy_of(post), "challenge", HOSTILE)
    text = printed(copy, language)
    assert '<script>alert("1")</script> {{ 7*7 }} %% \\n =CMD|x' in text
    assert not set("\u202e\u2066\0\x1b") & set(text)


async def test_an_answer_of_twenty_thousand_signs_is_printed_whole(post: CasePost) -> None:
    long = " ".join(f"woord{number}" for number in range(2_200))
    assert len(long) > 20_000
    text = printed(with_answer(await copy_of(post), "challenge", long))
    assert re.findall(r"woord\d+", text) == long.split()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_the_coach_missed_stands_at_the_answer_in_words(post: CasePost, language: str) -> None:
    unclear = replace(await copy_of(post), coach_outcome={"challenge": ["place", "effect"]})
    view = receipt_view(unclear, language)
    [line] = [line for line in view.answers if line.note]
    assert line.number == "7"
    assert line.note.count(",") == 1
    assert ("waar het speelt" in line.note) == (language == "nl")
    assert view.coach != receipt_view(await copy_of(post), language).coach


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_back_up_with_the_mailbox_of_the_contact_stands_on_it_with_the_reason(
    post: CasePost, language: str
) -> None:
    copy = await copy_of(post)
    given = json.loads(copy.content)["answers"]["contact_email"]
    view = receipt_view(with_answer(copy, "backup_email", given.upper()), language)
    [line] = [line for line in view.answers if line.note]
    assert line.number == "20"
    assert ("hetzelfde staat bij vraag 4 (E-mail contact)" in line.note) == (language == "nl")
    assert view.coach != receipt_view(copy, language).coach


async def test_two_answers_that_were_erased_are_not_the_same(post: CasePost) -> None:
    copy = with_answer(with_answer(await copy_of(post), "contact_email", GONE), "backup_email", GONE)
    view = receipt_view(copy, "nl")
    assert [line.note for line in view.answers if line.note] == []


@pytest.mark.parametrize(
    ("size", "nl", "en"),
    [
        (0, "0 bytes", "0 bytes"),
        (999, "999 bytes", "999 bytes"),
        (1_000, "1,0 kB", "1.0 kB"),
        (1_234_567, "1,2 MB", "1.2 MB"),
        (20_000_000, "20,0 MB", "20.0 MB"),
    ],
)
def test_a_size_is_read_as_people_say_it(size: int, nl: str, en: str) -> None:
    assert (size_words(size, "nl"), size_words(size, "en")) == (nl, en)
