"""What the letters between municipalities and the officers beside them are about: questions, mailboxes, nudges."""

from datetime import datetime

from sqlmodel import Session

from models.desk import rights
from models.desk.province import following
from models.desk.rights import Role
from models.language.wording import words
from models.letters.facts import Facts, row_id
from models.places.municipality import municipality
from models.records.applications import case_queries, deadline_queries
from models.records.desk import follow_up_queries, officer_queries, question_queries
from models.records.desk.follow_up import Nudge
from models.records.desk.officer import Officer
from models.records.desk.question import Question
from models.records.messages.outbox_queries import Message
from models.records.people import foreign_mailbox_queries, participant_queries
from models.records.people.reply_token import For, of_officer
from models.records.reminding import reminder_queries
from models.turns.people.naming import called

CONTACT_EMAIL = "contact_email"  # the item at which another mailbox is given


def question(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    """Return what was asked, while nobody answered, for who still is an officer."""
    row = question_queries.one(session, message.ref_id or 0)
    if row is None or row.answered_at is not None or officer_queries.role_of(session, message.person_id or 0) is None:
        return None
    case = case_queries.load(session, row.application_id) if row.application_id is not None else None
    item = case.item(row.item_key) if case is not None else None
    values = {
        "asker": called(session, row.person_id),
        "municipality": _town(session, row),
        "question": row.text,
        "item": f"{item.number}. {item.short.in_language(message.language)}" if item is not None else None,
    }
    reply = of_officer(For.QUESTION, message.person_id or 0, row.id)
    return Facts(values=values, buttons=(("reply", f"qa:{row.id}"),), reply=reply)


def answer(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    """Return the answer to a question, and whose it is."""
    row = question_queries.one(session, message.ref_id or 0)
    if row is None or row.answer is None or row.answered_by is None:
        return None
    officer = officer_queries.role_of(session, row.answered_by or 0)
    values = {
        "municipality": _town(session, row),
        "question": row.text,
        "answer": row.answer,
        "officer": called(session, row.answered_by),
        "role": _role(officer, message.language),
    }
    return Facts(values=values, buttons=(("continue", "here"),))


def mailbox_asked(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    """Return which mailbox is to be confirmed, while nobody said anything, for who still is an officer."""
    row = foreign_mailbox_queries.one(session, message.ref_id or 0)
    if row is None or row.decided_at is not None or officer_queries.role_of(session, message.person_id or 0) is None:
        return None
    values = {
        "name": called(session, row.person_id),
        "email": row.email,
        "municipality": municipality(row.nis_code).name,
    }
    reply = of_officer(For.MAILBOX, message.person_id or 0, row.id)
    return Facts(values=values, buttons=(("look_at_mailbox", f"mo:{row.id}"),), reply=reply)


def mailbox_decided(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    """Return what was said of a mailbox: that it speaks for the municipality, or why not."""
    row = foreign_mailbox_queries.one(session, message.ref_id or 0)
    if row is None or row.is_confirmed is not (message.kind == "mailbox_confirmed"):
        return None
    values: dict[str, object] = {"email": row.email, "municipality": municipality(row.nis_code).name}
    if not row.is_confirmed:
        item = case_queries.load(session, row.application_id).item(CONTACT_EMAIL)
        values |= {"reason": row.reason, "number": item.number if item is not None else ""}
    return Facts(values=values, buttons=(("continue", "here"),))


def nudge(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return what an officer wrote, while it holds: nothing was sent since, and the writer is an officer still."""
    row = follow_up_queries.nudge(session, message.ref_id or 0)
    known = follow_up_queries.one(session, row.follow_up_id) if row is not None else None
    if row is None or known is None or row.sent_at is None:
        return None
    call_name, followed = known
    town = municipality(followed.nis_code)
    officer = officer_queries.role_of(session, row.written_by or 0)
    if officer is None or officer.role != Role.PROVINCE or officer.province != town.province:
        return None
    call = deadline_queries.newest_call(session, call_name)
    own = next((one for one in rights.towns_of(call, now, town.province) if one.nis_code == town.nis_code), None)
    matter = following.matter(session, call, own, now) if own is not None else None
    if matter is None or not matter.kind or matter.group == "done" or not _still_reads(session, message, row):
        return None
    values = {
        "municipality": town.name,
        "call_title": call.title.in_language(message.language),
        "text": row.text,
        "officer": called(session, row.written_by),
        "province": town.province,
        "officer_email": officer.email,
    }
    return Facts(values=values, reply_to=officer.email, start_token="", buttons=(("continue", "here"),))


def _still_reads(session: Session, message: Message, row: Nudge) -> bool:
    """Return whether a letter is for its reader still: who works on the application, or did not say stop."""
    if message.person_id is not None:
        return row.application_id is None or participant_queries.takes_part(
            session, row.application_id, message.person_id
        )
    line = reminder_queries.interests(session, [row_id(message.payload.get("interest")) or 0])
    return bool(line) and line[0].stopped_at is None


def _town(session: Session, row: Question) -> str | None:
    """Return what the municipality is called that a question is about, None while none is chosen."""
    case = case_queries.load(session, row.application_id) if row.application_id is not None else None
    return case.municipality.name if case is not None and case.municipality is not None else None


def _role(officer: Officer | None, language: str) -> str:
    if officer is None:
        return ""
    return words().say(f"officer.{officer.role}", language, province=officer.province or "")
