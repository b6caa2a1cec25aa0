"""The receipt as a PDF, read back with another library than the one that made it."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

import reminders.receipt_page
from reminders.receipt_page import printable
from reminders.receipt_pdf import receipt_pdf
from reminders.receipt_view import AnswerLine, FileLine, ReceiptView

VIEW = ReceiptView(
    call_title="Profploeg voor een sterk handelscentrum",
    municipality="Heist-op-den-Berg",
    number="PROF-2021-2-0007",
    version=2,
    sent_at=datetime(2021, 11, 12, 20, 30, tzinfo=UTC),
    sent_words="vrijdag 12 november 2021 om 21.30 uur (Brussel)",
    checksum="0123456789abcdef" * 4,
    answers=(
        AnswerLine(number="1", question="Welke gemeente?", answer="Heist-op-den-Berg"),
        AnswerLine(
            number="7", question="Wat is jullie uitdaging?", answer="Leegstand: € 5, ş, ▓, ✓", note="Nog onduidelijk."
        ),
        AnswerLine(number="8c", question="Wie is de reserve?", answer=None),
    ),
    files=(FileLine(number="12", name="besluit.pdf", size="1,2 MB", sha256="fedcba9876543210" * 4),),
    coach="Eén tekst kan nog duidelijker: vraag 7.",
    coach_version="3",
)
FONTS = Path(reminders.receipt_page.__file__).parent / "fonts"


def read(view: ReceiptView, language: str = "nl") -> PdfReader:
    return PdfReader(BytesIO(receipt_pdf(view, language)))


def words(view: ReceiptView, language: str = "nl") -> str:
    return "\n".join(page.extract_text() for page in read(view, language).pages)


def answered(answer: str) -> ReceiptView:
    return replace(VIEW, answers=(AnswerLine(number="7", question="Wat?", answer=answer),))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_receipt_shows_everything_that_was_sent(language):
    text = words(VIEW, language)
    shown = [
        "Heist-op-den-Berg",
        "PROF-2021-2-0007",
        VIEW.sent_words,
        VIEW.call_title,
        "besluit.pdf (1,2 MB)",
        VIEW.coach,
    ]
    for line in VIEW.answers:
        shown += [line.number, line.question, line.answer or "", line.note or ""]
    for part in shown:
        assert part in text
    assert VIEW.checksum in re.sub(r"\s", "", text)
    assert VIEW.files[0].sha256 in re.sub(r"\s", "", text)


def test_the_receipt_speaks_the_language_of_the_reader():
    assert all(word in words(VIEW, "nl") for word in ("Ontvangstbewijs", "Niet beantwoord", "Pagina 1 van 2"))
    assert all(word in words(VIEW, "en") for word in ("Receipt", "Not answered", "Page 1 of 2"))


def test_the_document_says_what_it_is():
    document = read(VIEW)
    assert document.metadata.title == "Ontvangstbewijs PROF-2021-2-0007 – Heist-op-den-Berg"
    assert document.metadata.subject == VIEW.call_title
    assert document.metadata.creation_date == VIEW.sent_at
    assert document.root_object["/Lang"] == "nl-BE"
    assert document.viewer_preferences.display_doctitle
    assert [mark.title for mark in document.outline] == ["Antwoorden", "Bijlagen", "Duidelijkheid", "Nagaan"]


def test_the_same_receipt_is_the_same_file():
    assert receipt_pdf(VIEW, "nl") == receipt_pdf(VIEW, "nl")
    assert receipt_pdf(VIEW, "nl") != receipt_pdf(replace(VIEW, version=3), "nl")


def test_a_long_answer_goes_on_over_the_pages_without_losing_a_word():
    answer = " ".join(f"woord{n}" for n in range(2_200))
    assert len(answer) > 20_000
    document = read(answered(answer))
    text = "\n".join(page.extract_text() for page in document.pages)
    assert re.findall(r"woord\d+", text) == answer.split()
    pages = len(document.pages)
    assert pages > 3
    for number, page in enumerate(document.pages, start=1):
        assert f"Pagina {number} van {pages}" in page.extract_text()
        assert "PROF-2021-2-0007" in page.extract_text()


@pytest.mark.parametrize("answer", ["x" * 20_000, "a\n" * 2_000 + "b", "▓" * 5_000])
def test_an_answer_without_spaces_fits_too(answer):
    assert len(read(answered(answer)).pages) > 1


@pytest.mark.parametrize(
    "hostile",
    [
        "\0\x07\x1b[31m",
        "\u202eomgekeerd\u2066",
        "\ud800 half \udfff",
        "e" + "\u0301" * 10_000,
        "👩‍🌾🇧🇪🫠 漢字 \U0010fffd",
        "שלום مرحبا",
        "{nb} \u2063 **vet** <b>vet</b> %% \\n (haakje",
        "\ufe0f",
        "<script>" * 100,
        "lang" * 500,
    ],
)
def test_hostile_words_are_printed_or_shown_as_a_gap_everywhere(hostile):
    view = replace(
        VIEW,
        call_title=hostile,
        municipality=hostile,
        number=hostile,
        sent_words=hostile,
        checksum=hostile,
        answers=(AnswerLine(number=hostile[:5], question=hostile, answer=hostile, note=hostile),),
        files=(FileLine(number=None, name=hostile, size=hostile, sha256=hostile),),
        coach=hostile,
        coach_version=hostile,
    )
    assert len(read(view).pages) >= 1


def test_the_words_for_the_number_of_pages_stay_words_in_an_answer():
    assert "{nb}" in words(answered("Er zijn {nb} panden"))


def test_a_sign_without_a_glyph_shows_as_a_gap():
    assert printable("Dag 漢 \U0001fae0\ufe0f!") == "Dag □ □!"
    assert printable("€ ş ▓ ✓ Łódź Ω ж") == "€ ş ▓ ✓ Łódź Ω ж"


def test_an_application_without_attachments_says_so():
    assert "Er zijn geen bijlagen." in words(replace(VIEW, files=()))


def test_the_fonts_are_small_and_come_with_their_licences():
    files = {path.name for path in FONTS.iterdir()}
    assert {"IBMPlexSans-LICENSE.txt", "DejaVuSans-LICENSE.txt"} <= files
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 1_500_000
