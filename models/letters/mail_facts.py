"""What the answer to a mail is about: taken over, unclear, not placed, still missing; all of it once it is complete.

Source: ARCHITECTURE.md, Rules: Mail.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from models.answers import checklist, kinds
from models.answers.answer import State
from models.answers.judging import coached
from models.calls.call import Item, Kind
from models.calls.stages import Stage
from models.coach import clarity
from models.files.file_kind import refusal_words
from models.language import moments
from models.language.clean_text import one_line
from models.language.wording import words
from models.letters.facts import Facts, town
from models.places.municipality_match import match
from models.records import attachment_queries, case_queries, mail_in_queries, person_queries
from models.records.case import Case
from models.records.mail_in import LooseText, MailIn
from models.records.outbox_queries import Message
from models.records.reply_token import For, Reply
from models.turns.submitting import fingerprint_of, unsent

LETTERS = "ABCDEFGH"  # by which loose words are called; `models/correspondence/filling.py` reads them back
MOST_SAID = 300  # signs of an answer that are repeated
MOST_MISSING = 40


def mail_answer(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return what a mail led to, as it is now; None when the mail is not known any more."""
    mail = mail_in_queries.one(session, message.ref_id or 0)
    if mail is None or message.person_id is None:
        return None
    payload, language = message.payload, message.language
    case = case_queries.load(session, message.application_id) if message.application_id is not None else None
    values: dict[str, object] = {
        **_NOTHING,
        "notes": _notes(payload, case, language),
        "refused": [_refused(one, language) for one in _pairs(payload, "refused")],
        "begun": bool(payload.get("begun")),
        "subject": _subject(mail, language),
    }
    reply = Reply(use=For.CASE, person_id=message.person_id, application_id=message.application_id or 0)
    if case is not None:
        values |= _of_case(case, payload, language, now)
        values["loose"] = [_loose(session, case, place, row, language) for place, row in _loose_rows(session, case)]
        values["answers"] = [
            faq.answer.in_language(language) for faq in case.call.faq if faq.key in _list(payload, "faqs")
        ]
        is_complete = values["is_complete"] = _can_be_sent(session, case, now)
        if is_complete:
            values["summary"] = _summary(case, language)
            person_id, application_id = message.person_id, case.application_id
            reply = Reply(
                use=For.SUMMARY, person_id=person_id, application_id=application_id, exactly=fingerprint_of(case)
            )
    return Facts(values=values, start_token="", reply=reply, thread=mail.message_id, buttons=(("continue", "here"),))


_NOTHING: Mapping[str, object] = {
    "municipality": None,
    "call_title": None,
    "deadline": None,
    "answers": (),
    "taken": (),
    "unclear": (),
    "missing": (),
    "minutes": 0,
    "loose": (),
    "summary": (),
    "is_complete": False,
    "to_confirm": None,
}


def _subject(mail: MailIn, language: str) -> str:
    """Return the subject of the thread, so that every mail program keeps it together."""
    said = one_line(mail.subject or "")[:150]
    if not said:
        return words().say("mail.subject", language)
    return said if said.lower().startswith("re:") else f"Re: {said}"


def _of_case(case: Case, payload: Mapping[str, object], language: str, now: datetime) -> dict[str, object]:
    touched = [item for key in _list(payload, "touched") if (item := case.item(key)) is not None]
    touched += [item for _, key in _pairs(payload, "files") if (item := case.item(key)) is not None]
    unique = list(dict.fromkeys(item.key for item in touched))
    items = [case.call.checklist.by_key[key] for key in unique if key in case.kept]
    fine = [item for item in items if checklist.state_of(item, case.answers) is State.FINE]
    missing = checklist.missing(case.call.checklist, case.answers)
    town_item = next((one for one in case.call.checklist.items if one.kind is Kind.MUNICIPALITY), None)
    return {
        "municipality": town(case) if case.nis_code else None,
        "call_title": case.call.title.in_language(language),
        "deadline": _until(case, language, now),
        "taken": [_line(case, item, language) for item in fine],
        "unclear": [_unclear(case, item, language) for item in items if item not in fine and item is not town_item],
        "missing": [_asked(item, language) for item in missing[:MOST_MISSING] if item is not town_item],
        "minutes": checklist.minutes_for(missing),
        "to_confirm": _to_confirm(case, town_item, language),
    }


def _until(case: Case, language: str, now: datetime) -> str | None:
    """Return until when it can be sent, None when that is over."""
    if case.reply_by_at is not None:
        return moments.until_words(case.reply_by_at, case.call.zone, language) if now < case.reply_by_at else None
    return moments.deadline_words(case.round, language) if now < case.round.closes_at else None


def _can_be_sent(session: Session, case: Case, now: datetime) -> bool:
    """Return whether nothing is missing and there is something to send: a draft, a change, a reply that was asked."""
    if checklist.missing(case.call.checklist, case.answers):
        return False
    if case.stage is Stage.INFORMATION_REQUESTED:
        return case.reply_by_at is None or now < case.reply_by_at
    if now >= case.round.closes_at:
        return False
    return case.stage is Stage.DRAFT or (case.stage is Stage.SUBMITTED and bool(unsent(session, case)))


def _line(case: Case, item: Item, language: str) -> str:
    return f"{_named(item, language)}: {_shown(case, item, language)}"


def _named(item: Item, language: str) -> str:
    return f"{item.number}. {item.short.in_language(language)}"


def _shown(case: Case, item: Item, language: str) -> str:
    answer = case.kept[item.key].answer
    if item.kind is Kind.MUNICIPALITY:
        text = town(case) if case.nis_code else answer.said
    elif item.kind is Kind.FILE or answer.value is None:
        text = answer.said
    else:
        text = kinds.shown(item, answer.value, language)
    flat = " ".join(text.split())
    return flat if len(flat) <= MOST_SAID else f"{flat[: MOST_SAID - 1]}…"


def _unclear(case: Case, item: Item, language: str) -> Mapping[str, str]:
    """Return an answer that is kept but not clear, with one sentence that says what to do."""
    answer = case.kept[item.key].answer
    if answer.unclear:
        verdict = coached(item, answer.said, municipality=case.municipality.name if case.municipality else None)
        advice = clarity.advice(verdict, language) if verdict is not None else ""
    elif answer.problem:
        advice = kinds.problem_words(answer.problem, item, language, said=answer.said)
    else:
        advice = words().say("mail.still_right", language)
    return {"line": _line(case, item, language), "advice": advice}


def _asked(item: Item, language: str) -> Mapping[str, str]:
    """Return an item as it is asked in a mail, with a short example."""
    example = " ".join(item.example.in_language(language).split())
    return {
        "number": item.number,
        "title": item.title.in_language(language),
        "example": example if len(example) <= MOST_SAID else "",
        "options": ", ".join(option.words.in_language(language) for option in item.options),
        "is_file": "yes" if item.kind is Kind.FILE else "",
    }


def _to_confirm(case: Case, item: Item | None, language: str) -> str | None:
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


def _loose_rows(session: Session, case: Case) -> Sequence[tuple[str, LooseText]]:
    return list(zip(LETTERS, mail_in_queries.loose_of(session, case.application_id), strict=False))


def _loose(session: Session, case: Case, letter: str, row: LooseText, language: str) -> Mapping[str, str]:
    """Return words, or a file, that belong to no item yet, with the two that are most likely."""
    likely = [item for key in row.likely.split() if (item := case.item(key)) is not None]
    text = " ".join(row.text.split())
    file = attachment_queries.one(session, row.attachment_id) if row.attachment_id is not None else None
    numbers = words().say("mail.or", language).join(_named(item, language) for item in likely)
    said = file.file_name if file is not None else text
    return {
        "letter": letter,
        "said": said if len(said) <= MOST_SAID else f"{said[: MOST_SAID - 1]}…",
        "likely": numbers,
        "number": likely[0].number if likely else "7",
    }


def _summary(case: Case, language: str) -> list[str]:
    asked = checklist.asked_items(case.call.checklist, case.answers)
    answered = [item for item in asked if item.key in case.kept and case.kept[item.key].answer.said]
    return [_line(case, item, language) for item in answered]


def _notes(payload: Mapping[str, object], case: Case | None, language: str) -> list[str]:
    deadline = moments.deadline_words(case.round, language) if case is not None else ""
    name = town(case) if case is not None else ""
    number = (case.number or "") if case is not None else ""
    keys = [f"mail.note.{one}" for one in _list(payload, "notes")]
    values = {"deadline": deadline, "name": name, "number": number}
    return [words().say(key, language, **values) for key in keys if words().has(key)]


def _refused(one: tuple[str, str], language: str) -> str:
    name, reason = one
    sentence = refusal_words(reason, language)
    return f"{name}: {sentence}" if name else sentence


def _list(payload: Mapping[str, object], name: str) -> list[str]:
    found = payload.get(name)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _pairs(payload: Mapping[str, object], name: str) -> list[tuple[str, str]]:
    found = payload.get(name)
    if not isinstance(found, list):
        return []
    return [(str(one[0]), str(one[1])) for one in found if isinstance(one, list) and len(one) == 2]


def way_in(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    """Return how one applies, for somebody who mailed and is not known."""
    mail = mail_in_queries.one(session, message.ref_id or 0)
    if mail is None or mail.sender is None or person_queries.people_with_mailbox(session, mail.sender):
        return None
    return Facts(values={"subject": _subject(mail, message.language)}, thread=mail.message_id, start_token="")
