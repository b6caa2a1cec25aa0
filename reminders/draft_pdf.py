"""The copy of a draft that was not sent, on paper: every question with the answer as it stood, as a PDF."""

from collections.abc import Mapping

from models.answers import checklist, kinds
from models.answers.answer import State
from models.calls.call import Item, Kind
from models.language import moments
from models.language.wording import words
from models.letters.facts import DraftCopy
from models.records.applications import checked_answers
from reminders import receipt_pdf
from reminders.receipt_view import AnswerLine

_WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "title": "Kopie van jullie antwoorden",
        "not_sent": "Dit is niet ingediend. Het is een kopie van wat er stond toen de indieningsronde sloot.",
        "municipality": "Gemeente",
        "call": "Oproep",
        "round": "Ronde",
        "closed": "Gesloten op",
        "answers": "Antwoorden",
        "not_answered": "Niet beantwoord",
        "page": "Pagina",
        "of": "van",
    },
    "en": {
        "title": "Copy of your answers",
        "not_sent": "This was not submitted. It is a copy of what stood there when the round closed.",
        "municipality": "Municipality",
        "call": "Call",
        "round": "Round",
        "closed": "Closed on",
        "answers": "Answers",
        "not_answered": "Not answered",
        "page": "Page",
        "of": "of",
    },
}


def draft_pdf(copy: DraftCopy, language: str) -> bytes:
    """Return the copy as a PDF; the same draft gives the same bytes. It takes some 100 ms."""
    from reminders.receipt_page import ReceiptPage

    case, said = copy.case, _WORDS["en" if language == "en" else "nl"]
    town = case.municipality.name if case.municipality else "–"
    title = case.call.title.in_language(language)
    page = ReceiptPage(
        head=f"{said['title']} · {town}"[:90],
        foot=f"{town} · {case.round.id}"[:70],
        page_words=(said["page"], said["of"]),
    )
    page.describe(title=f"{said['title']} – {town}", subject=title, language=language, at=case.round.closes_at)
    page.add_page()
    page.say("Kernbot", size=10, colour=page.ACCENT, bold=True)
    page.ln(2)
    page.say(said["title"], size=26, bold=True)
    page.ln(1)
    page.say(said["not_sent"], size=13, colour=page.SOFT)
    page.ln(6)
    closed = moments.deadline_words(case.round, language)
    page.facts(
        (
            (said["municipality"], town),
            (said["call"], title),
            (said["round"], case.round.id),
            (said["closed"], closed),
        )
    )
    receipt_pdf.write_answers(page, answer_lines(copy, language), said)
    return page.finished()


def answer_lines(copy: DraftCopy, language: str) -> tuple[AnswerLine, ...]:
    """Return each question that was asked with its answer, and a note where it was not fine yet."""
    case = copy.case
    return tuple(
        AnswerLine(
            number=item.number,
            question=item.title.in_language(language),
            answer=_shown(copy, item, language),
            note=_note(copy, item, language),
        )
        for item in checklist.asked_items(case.call.checklist, case.answers)
    )


def _shown(copy: DraftCopy, item: Item, language: str) -> str | None:
    answer = copy.case.answers.get(item.key)
    if answer is None:
        return None
    if item.kind is Kind.FILE:
        return ", ".join(name for key, name in copy.files if key == item.key) or None
    if item.kind is Kind.MUNICIPALITY or answer.value is None:
        return answer.said  # what could not be read stands as it was typed
    return kinds.shown(item, answer.value, language)


def _note(copy: DraftCopy, item: Item, language: str) -> str | None:
    case = copy.case
    state = checklist.state_of(item, case.answers)
    if state is State.FINE:
        return None
    same = checked_answers.same_words(item, case.call.checklist, case.answers, language)
    return ": ".join([words().say(f"state.{state}", language), *([same] if same is not None else [])])
