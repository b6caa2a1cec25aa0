"""What the answer to a mail is about: taken over, unclear, not placed, still missing; all of it once it is complete.

Source: ARCHITECTURE.md, Rules: Mail.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from models.answers import checklist
from models.answers.answer import State
from models.calls.call import Kind
from models.calls.stages import Stage
from models.language import moments
from models.language.clean_text import one_line
from models.language.wording import words
from models.letters import mail_lines
from models.letters.facts import Facts, town
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.desk import officer_queries
from models.records.messages import loose_queries, mail_in_queries
from models.records.messages.mail_in import MailIn
from models.records.messages.outbox_queries import Message
from models.records.people import person_queries
from models.records.people.reply_token import For, Reply, of_row
from models.turns import opening
from models.turns.people import inviting
from models.turns.sent.submitting import fingerprint_of, unsent

MOST_MISSING = 40


def mail_answer(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return what a mail led to, as it is now; None when the mail is not known any more."""
    mail = mail_in_queries.one(session, message.ref_id or 0)
    if mail is None or message.person_id is None:
        return None
    payload, language = message.payload, message.language
    is_forged = payload.get("forged") is True  # then its subject and its thread are not the reader's
    case = case_queries.load(session, message.application_id) if message.application_id is not None else None
    values: dict[str, object] = {
        **_NOTHING,
        "notes": _notes(payload, case, language),
        "refused": [mail_lines.refused(one, language) for one in _pairs(payload, "refused")],
        "begun": bool(payload.get("begun")),
        "subject": words().say("mail.forged_subject", language) if is_forged else subject_of(mail, language),
    }
    reply = _first_about(message, message.person_id)
    if case is not None and not is_forged:
        values |= _of_case(session, case, payload, language, now)
        is_ending = _is_ending(payload)
        is_complete = values["is_complete"] = _can_be_sent(session, case, now) and not is_ending
        if is_complete:
            values["summary"] = mail_lines.summary(case, language)
        reply = replace(reply, use=For.WITHDRAW) if is_ending else _about(case, reply, is_complete=is_complete)
    return Facts(
        values=values,
        start_token="",
        reply=reply,
        thread=None if is_forged else mail.message_id,
        buttons=(("continue", "here"),),
    )


def _first_about(message: Message, person_id: int) -> Reply:
    """Return what the mail was about that is answered, where that is still open; else the application."""
    use, about = message.payload.get("use"), message.payload.get("about")
    if isinstance(use, str) and isinstance(about, int):
        return of_row(For(use), about, 0, 0)
    return Reply(use=For.CASE, person_id=person_id, application_id=message.application_id or 0)


def _about(case: Case, reply: Reply, *, is_complete: bool) -> Reply:
    """Return what a reply is about: the items of the case or of its evaluation, and to send what is shown whole."""
    if reply.use is For.INVITATION or (not case.is_evaluating and not is_complete):
        return reply
    use = For.EVALUATION if case.is_evaluating else For.SUMMARY
    return replace(reply, use=use, exactly=fingerprint_of(case) if is_complete else "")


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
    "is_closed": False,
    "is_evaluation": False,
    "summary": (),
    "is_complete": False,
    "to_confirm": None,
}


def subject_of(mail: MailIn, language: str) -> str:
    """Return the subject of the thread, so that every mail program keeps it together."""
    said = one_line(mail.subject or "")[:150]
    if not said:
        return words().say("mail.subject", language)
    return said if said.lower().startswith("re:") else f"Re: {said}"


def _of_case(
    session: Session, case: Case, payload: Mapping[str, object], language: str, now: datetime
) -> dict[str, object]:
    is_closed = _is_closed(session, case, now)
    touched = [item for key in _list(payload, "touched") if (item := case.item(key)) is not None]
    touched += [item for _, key in _pairs(payload, "files") if (item := case.item(key)) is not None]
    unique = list(dict.fromkeys(item.key for item in touched))
    items = [case.checklist.by_key[key] for key in unique if key in case.kept]
    fine = [item for item in items if checklist.state_of(item, case.answers) is State.FINE]
    missing = () if is_closed or _is_ending(payload) else checklist.missing(case.checklist, case.answers)
    town_item = next((one for one in case.checklist.items if one.kind is Kind.MUNICIPALITY), None)
    return {
        "municipality": town(case, language) if case.nis_code else None,
        "call_title": case.call.title.in_language(language),
        "deadline": None if case.is_evaluating else _until(case, language, now),
        "is_evaluation": case.is_evaluating,
        "taken": [mail_lines.line(case, item, language) for item in fine],
        "unclear": _unusable(session, case, payload, language, now)
        + [mail_lines.unclear(case, item, language) for item in items if item not in fine and item is not town_item],
        "loose": [
            mail_lines.loose(session, case, letter, row, language)
            for letter, row in loose_queries.waiting(session, case.application_id).items()
        ],
        "is_closed": is_closed,
        "answers": [faq.answer.in_language(language) for faq in case.call.faq if faq.key in _list(payload, "faqs")],
        "missing": [mail_lines.asked(item, language) for item in missing[:MOST_MISSING] if item is not town_item],
        "minutes": checklist.minutes_for(missing),
        "to_confirm": mail_lines.to_confirm(case, town_item, language),
    }


def _is_ending(payload: Mapping[str, object]) -> bool:
    """Return whether the mail asks if the application is to be withdrawn for certain: it asks nothing else then."""
    return "withdraw_asked" in _list(payload, "notes")


def _unusable(
    session: Session, case: Case, payload: Mapping[str, object], language: str, now: datetime
) -> list[Mapping[str, str]]:
    on = now.astimezone(case.call.zone).date()
    items = [item for key in _list(payload, "unusable") if (item := case.item(key)) is not None and key in case.kept]
    return [mail_lines.unusable(session, case, item, language, on) for item in items]


def _is_closed(session: Session, case: Case, now: datetime) -> bool:
    """Return whether no answer can be filled in: it was decided or ended, and no evaluation is asked."""
    if case.stage is Stage.GUIDANCE:
        return not opening.takes_evaluation(session, case, now)
    can_change = case.stage is Stage.DRAFT or (
        case.stage in {Stage.SUBMITTED, Stage.INFORMATION_REQUESTED} and _until(case, "nl", now) is not None
    )
    return not can_change


def _until(case: Case, language: str, now: datetime) -> str | None:
    """Return until when it can be sent, None when that is over."""
    if case.reply_by_at is not None:
        return moments.until_words(case.reply_by_at, case.call.zone, language) if now < case.reply_by_at else None
    return moments.deadline_words(case.round, language) if now < case.round.closes_at else None


def _can_be_sent(session: Session, case: Case, now: datetime) -> bool:
    """Return whether nothing is missing and there is something to send: a draft, a change, what was asked."""
    if checklist.missing(case.checklist, case.answers):
        return False
    if case.is_evaluating:
        return opening.takes_evaluation(session, case, now)
    if case.stage is Stage.INFORMATION_REQUESTED:
        return case.reply_by_at is None or now < case.reply_by_at
    if now >= case.round.closes_at:
        return False
    return case.stage is Stage.DRAFT or (case.stage is Stage.SUBMITTED and bool(unsent(session, case)))


def _notes(payload: Mapping[str, object], case: Case | None, language: str) -> list[str]:
    deadline = moments.deadline_words(case.round, language) if case is not None else ""
    name = town(case, language) if case is not None else ""
    number = (case.number or "") if case is not None else ""
    keys = [f"mail.note.{one}" for one in _list(payload, "notes")]
    help_ = case.call.help.in_language(language) if case is not None else ""
    values = {"deadline": deadline, "name": name, "number": number, "help": help_, "days": inviting.LASTS.days}
    return [words().say(key, language, **values) for key in keys if words().has(key)]


def _list(payload: Mapping[str, object], name: str) -> list[str]:
    found = payload.get(name)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _pairs(payload: Mapping[str, object], name: str) -> list[tuple[str, str]]:
    found = payload.get(name)
    if not isinstance(found, list):
        return []
    return [(str(one[0]), str(one[1])) for one in found if isinstance(one, list) and len(one) == 2]


def way_in(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return how one applies, or accepts to be an officer, for somebody who mailed and is not known."""
    mail = mail_in_queries.one(session, message.ref_id or 0)
    if mail is None or mail.sender is None or person_queries.people_with_mailbox(session, mail.sender):
        return None
    officer = officer_queries.invited(session, mail.sender, now)
    role = words().say(f"officer.{officer.role}", message.language, province=officer.province or "") if officer else ""
    values = {"subject": subject_of(mail, message.language), "invited_as": role}
    return Facts(values=values, thread=mail.message_id, start_token="")


def mail_parked(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    """Return by which number a mail is found on which our own code failed."""
    mail = mail_in_queries.one(session, message.ref_id or 0)
    if mail is None or mail.parked_at is None:
        return None
    values = {"subject": subject_of(mail, message.language), "number": str(message.payload.get("number", ""))}
    return Facts(values=values, thread=mail.message_id)
