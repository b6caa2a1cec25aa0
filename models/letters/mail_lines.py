"""The lines of the answer to a mail: an item as it was read, what it lacks, how it is asked, what belongs nowhere."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from models.answers import checklist, kinds
from models.answers.judging import coached
from models.calls.call import Item, Kind
from models.coach import clarity
from models.files.file_kind import refusal_words
from models.language.wording import words
from models.letters.facts import town
from models.places.municipality_match import match
from models.records.applications import attachment_queries, case_queries
from models.records.applications.case import Case
from models.records.messages.mail_in import LooseText

MOST_SAID = 300  # signs of an answer that are repeated
MOST_SENT = 3_000  # in the summary before sending


def line(case: Case, item: Item, language: str, most: int = MOST_SAID) -> str:
    """Return "3. Functie contact: Deskundige"."""
    return f"{named(item, language)}: {shown(case, item, language, most)}"


def named(item: Item, language: str) -> str:
    """Return "3. Functie contact"."""
    return f"{item.number}. {item.short.in_language(language)}"


def shown(case: Case, item: Item, language: str, most: int) -> str:
    """Return an answer on one line, cut when it is longer than `most`."""
    answer = case.kept[item.key].answer
    if item.kind is Kind.MUNICIPALITY:
        text = town(case, language) if case.nis_code else answer.said
    elif item.kind is Kind.FILE or answer.value is None:
        text = answer.said
    else:
        text = kinds.shown(item, answer.value, language)
    return _cut(text, most)


def _cut(text: str, most: int = MOST_SAID) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"


def unclear(case: Case, item: Item, language: str) -> Mapping[str, str]:
    """Return an answer that is kept but not clear, with one sentence that says what to do."""
    answer = case.kept[item.key].answer
    if answer.unclear:
        verdict = coached(item, answer.said, municipality=case.municipality.name if case.municipality else None)
        advice = clarity.advice(verdict, language) if verdict is not None else ""
    elif problem := checklist.problem_of(item, case.answers):
        other = case.checklist.by_key.get(item.other_than)
        advice = kinds.problem_words(problem, item, language, said=answer.said, other=other)
    else:
        advice = words().say("mail.still_right", language)
    return {"line": line(case, item, language), "advice": advice}


def unusable(session: Session, case: Case, item: Item, language: str, on: date) -> Mapping[str, str]:
    """Return what was said last for an item and cannot be used, with why, and the answer that stands."""
    said = next(iter(case_queries.earlier_texts(session, case.application_id, item.key)), "")
    problem = kinds.read(item, said, on=on).problem
    why = kinds.problem_words(problem, item, language, said=said) if problem else ""
    stands = words().say("mail.stands", language, answer=shown(case, item, language, MOST_SAID))
    return {"line": f"{named(item, language)}: {_cut(said)}", "advice": f"{why} {stands}".strip()}


def asked(item: Item, language: str) -> Mapping[str, str]:
    """Return an item as it is asked in a mail, with a short example."""
    example = " ".join(item.example.in_language(language).split())
    return {
        "number": item.number,
        "title": item.title.in_language(language),
        "example": example if len(example) <= MOST_SAID else "",
        "options": ", ".join(option.words.in_language(language) for option in item.options),
        "is_file": "yes" if item.kind is Kind.FILE else "",
        "is_optional": "" if item.required else "yes",
    }


def to_confirm(case: Case, item: Item | None, language: str) -> str | None:
    """Return the question which municipality it is for, while that is not confirmed."""
    if item is None or case.nis_code is not None:
        return None
    kept = case.kept.get(item.key)
    if kept is None:
        return words().say("mail.which_town", language, number=item.number)
    found = match(kept.answer.said, case.call.municipalities_on or case.round.last_day)
    names = [one.municipality.name for one in found.candidates]
    if found.certain and names:
        return words().say("mail.is_it_town", language, number=item.number, name=names[0])
    if names:
        return words().say("mail.one_of_towns", language, number=item.number, names=", ".join(names))
    return words().say("mail.no_such_town", language, number=item.number, said=kept.answer.said[:80])


def loose(session: Session, case: Case, letter: str, row: LooseText, language: str) -> Mapping[str, str]:
    """Return words, or a file, that belong to no item yet, with the two that are most likely."""
    likely = [item for key in row.likely.split() if (item := case.item(key)) is not None]
    file = attachment_queries.one(session, row.attachment_id) if row.attachment_id is not None else None
    numbers = words().say("mail.or", language).join(named(item, language) for item in likely)
    said = file.file_name if file is not None else row.text
    return {
        "letter": letter,
        "said": _cut(said),
        "likely": numbers,
        "number": likely[0].number if likely else "7",
    }


def summary(case: Case, language: str) -> list[str]:
    """Return all that is sent when its reader says so."""
    asked = checklist.asked_items(case.checklist, case.answers)
    answered = [item for item in asked if item.key in case.kept and case.kept[item.key].answer.said]
    return [line(case, item, language, MOST_SENT) for item in answered]


def refused(one: tuple[str, str], language: str) -> str:
    """Return why a file was not taken, and what to do."""
    name, reason = one
    sentence = refusal_words(reason, language)
    return f"{name}: {sentence}" if name else sentence
