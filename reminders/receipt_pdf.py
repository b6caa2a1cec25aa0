"""The receipt on paper: number, moment, checksum, every answer and every attachment, as a PDF."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from reminders.receipt_view import AnswerLine, ReceiptView

if TYPE_CHECKING:
    from reminders.receipt_page import ReceiptPage

Words = Mapping[str, str]
# Mail and chat bring the same receipt at the same moment. Drawing uses the processor alone, so two threads that draw
# beside each other gain nothing, and the second one finds it done.
_ONE_AT_A_TIME = Lock()
_WORDS: Mapping[str, Words] = {
    "nl": {
        "title": "Ontvangstbewijs",
        "municipality": "Gemeente",
        "number": "Nummer",
        "sent": "Ingediend op",
        "version": "Versie",
        "checksum": "Controlegetal",
        "answers": "Antwoorden",
        "not_answered": "Niet beantwoord",
        "files": "Bijlagen",
        "no_files": "Er zijn geen bijlagen.",
        "coach": "Duidelijkheid",
        "coach_version": "Nagekeken met versie {version} van de coach.",
        "check": "Nagaan",
        "how": "Het controlegetal is de SHA-256 van het nummer, het moment, de versie van de oproep, de antwoorden en "
        "de hashes van de bijlagen. Ze staan in het JSON-bestand dat bij dit ontvangstbewijs hoort. Wie dat bestand "
        "heeft, kan nagaan dat er niets is gewijzigd: kernbot receipt check BESTAND.",
        "page": "Pagina",
        "of": "van",
    },
    "en": {
        "title": "Receipt",
        "municipality": "Municipality",
        "number": "Number",
        "sent": "Submitted on",
        "version": "Version",
        "checksum": "Checksum",
        "answers": "Answers",
        "not_answered": "Not answered",
        "files": "Attachments",
        "no_files": "There are no attachments.",
        "coach": "Clarity",
        "coach_version": "Checked with version {version} of the coach.",
        "check": "How to verify",
        "how": "The checksum is the SHA-256 of the number, the moment, the version of the call, the answers and the "
        "hashes of the attachments. They are in the JSON file that goes with this receipt. Whoever has that file can "
        "verify that nothing was changed: kernbot receipt check FILE.",
        "page": "Page",
        "of": "of",
    },
}


def receipt_pdf(view: ReceiptView, language: str) -> bytes:
    """Return the receipt as a PDF; the same view gives the same bytes.

    It takes some 100 ms: call it in a thread, never in the database's thread or on the event loop.
    """
    with _ONE_AT_A_TIME:
        return _made(view, language)


@lru_cache(maxsize=8)
def _made(view: ReceiptView, language: str) -> bytes:
    from reminders.receipt_page import ReceiptPage

    words = _WORDS["en" if language == "en" else "nl"]
    title = f"{words['title']} {view.number}"
    page = ReceiptPage(
        head=f"{words['title']} · {view.municipality}"[:90],
        foot=f"{view.number} · {words['version'].lower()} {view.version} · {view.checksum[:16]}"[:70],
        page_words=(words["page"], words["of"]),
    )
    page.describe(title=f"{title} – {view.municipality}", subject=view.call_title, language=language, at=view.sent_at)
    page.add_page()
    _top(page, view, words)
    write_answers(page, view.answers, words)
    _files(page, view, words)
    _clarity(page, view, words)
    page.section(words["check"])
    page.say(words["how"], size=9, colour=page.SOFT)
    return page.finished()


def _top(page: "ReceiptPage", view: ReceiptView, words: Words) -> None:
    page.say("Kernbot", size=10, colour=page.ACCENT, bold=True)
    page.ln(2)
    page.say(words["title"], size=26, bold=True)
    page.ln(1)
    page.say(view.call_title, size=13, colour=page.SOFT)
    page.ln(6)
    page.facts(
        (
            (words["municipality"], view.municipality),
            (words["number"], view.number),
            (words["sent"], view.sent_words),
            (words["version"], str(view.version)),
            (words["checksum"], _grouped(view.checksum)),
        )
    )


def write_answers(page: "ReceiptPage", lines: Iterable[AnswerLine], words: Words) -> None:
    """Write each question with its answer, and a note below it where there is one."""
    page.section(words["answers"])
    for line in lines:
        with page.beside(line.number):
            page.say(line.question, size=10, bold=True)
            page.ln(0.8)
            if line.answer:
                page.say(line.answer)
            else:
                page.say(words["not_answered"], colour=page.SOFT)
            if line.note:
                page.ln(0.8)
                page.say(line.note, size=9, colour=page.ACCENT)


def _files(page: "ReceiptPage", view: ReceiptView, words: Words) -> None:
    page.section(words["files"])
    if not view.files:
        page.say(words["no_files"], colour=page.SOFT)
    for file in view.files:
        with page.beside(file.number or "–"):
            page.say(f"{file.name} ({file.size})")
            page.say(f"SHA-256 {_grouped(file.sha256)}", size=8.5, colour=page.SOFT)


def _clarity(page: "ReceiptPage", view: ReceiptView, words: Words) -> None:
    if view.coach:
        page.section(words["coach"])
        page.say(view.coach)
        page.ln(0.8)
        page.say(words["coach_version"].format(version=view.coach_version), size=9, colour=page.SOFT)


def _grouped(digest: str) -> str:
    """Return a hash in groups of four, eight on a line, as people compare them."""
    groups = [digest[at : at + 4] for at in range(0, len(digest), 4)]
    return "\n".join("  ".join(groups[at : at + 8]) for at in range(0, len(groups), 8))
