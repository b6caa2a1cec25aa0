"""What stands on a receipt, from exactly what was sent."""

import json

from models.answers import checklist, kinds
from models.answers.answer import Answers, Value
from models.calls.call import Item, Kind
from models.coach import clarity
from models.coach.clarity import Lack
from models.language import moments
from models.language.wording import words
from models.letters.facts import SentCopy
from models.places.municipality import municipality
from models.records.applications import checked_answers
from reminders.receipt_view import AnswerLine, FileLine, ReceiptView


def receipt_view(copy: SentCopy, language: str) -> ReceiptView:
    """Return the receipt of one sending, in the language of the reader."""
    call = copy.case.call
    answers = checked_answers.read(json.loads(copy.content)["answers"])
    lines = tuple(_line(copy, item, answers, language) for item in checklist.asked_items(call.checklist, answers))
    return ReceiptView(
        call_title=call.title.in_language(language),
        municipality=copy.municipality,
        number=copy.number,
        version=copy.version,
        sent_at=copy.sent_at,
        sent_words=moments.moment_and_place_words(copy.sent_at, call.zone, language),
        checksum=copy.checksum,
        answers=lines,
        files=tuple(
            FileLine(number=_number(copy, key), name=name, size=size_words(size, language), sha256=digest)
            for key, name, size, digest in copy.files
        ),
        coach=_told(copy, language, is_clear=all(line.note is None for line in lines)),
        coach_version=copy.coach_version,
    )


def _told(copy: SentCopy, language: str, *, is_clear: bool) -> str:
    """Return how clear the texts are, and that contact details were erased when they were."""
    told = [words().say("receipt.clear" if is_clear else "receipt.unclear", language)]
    if copy.erased is not None:
        told.append(words().say("receipt.erased", language))
    return " ".join(told)


def _line(copy: SentCopy, item: Item, answers: Answers, language: str) -> AnswerLine:
    answer = answers.get(item.key)
    return AnswerLine(
        number=item.number,
        question=item.title.in_language(language),
        answer=_shown(copy, item, answer.value, language) if answer is not None else None,
        note=_note(copy, item, answers, language),
    )


def _note(copy: SentCopy, item: Item, answers: Answers, language: str) -> str | None:
    """Return what the applicant was told of an answer before sending it, None when it was clear."""
    lacks = [_lack(one, language) for one in copy.coach_outcome.get(item.key, [])]
    same = checked_answers.same_words(item, copy.case.call.checklist, answers, language)
    lacks += [same] if same is not None else []
    return words().say("receipt.lacks", language, lacks=", ".join(lacks)) if lacks else None


def _lack(name: str, language: str) -> str:
    return clarity.lack_words(Lack(name), language) if name in set(Lack) else name


def _shown(copy: SentCopy, item: Item, value: Value, language: str) -> str:
    if item.kind is Kind.MUNICIPALITY and isinstance(value, str):
        return municipality(value).name
    if item.kind is Kind.FILE:
        return ", ".join(name for key, name, _, _ in copy.files if key == item.key)
    return kinds.shown(item, value, language)


def _number(copy: SentCopy, key: str) -> str | None:
    item = copy.case.item(key)
    return item.number if item is not None else None


def size_words(size: int, language: str) -> str:
    """Return a size in bytes as people read it: "1,2 MB"."""
    for unit, bytes_ in (("MB", 1_000_000), ("kB", 1_000)):
        if size >= bytes_:
            amount = f"{size / bytes_:.1f}"
            return f"{amount if language == 'en' else amount.replace('.', ',')} {unit}"
    return f"{size} bytes"
