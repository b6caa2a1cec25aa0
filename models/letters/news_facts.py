"""What officers are told by itself is about: a municipality that fell out or went on, information that was given."""

from datetime import datetime

from sqlmodel import Session

from models.calls.call import Call
from models.desk import rights
from models.desk.cases import sent
from models.desk.decisions import mending
from models.desk.province import board, following, reaching
from models.desk.province.following import Matter
from models.desk.rights import Role
from models.language import moments
from models.language.clean_text import one_line
from models.language.wording import words
from models.letters.facts import Facts, town
from models.records.applications import case_queries, deadline_queries
from models.records.desk import decision_queries, follow_up_queries, officer_queries
from models.records.desk.officer import Officer
from models.records.messages.outbox_queries import Message
from models.records.people.reply_token import For, of_officer, of_town

MOST_LACKING = 8
MOST_CONTACTS = 5


def town_news(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return what a municipality of the province did or what became of it; None when that holds no longer."""
    officer = officer_queries.role_of(session, message.person_id or 0)
    call = deadline_queries.newest_call(session, str(message.payload.get("call")))
    matter = _matter(session, message, officer, call, now)
    if matter is None:
        return None
    code, language = matter.spot.town.nis_code, message.language
    values = {
        "municipality": matter.spot.town.name,
        "by": matter.by,
        "contacts": _contacts(session, matter),
        "how": words().say("officer_mail.how", language),
        **_NOTHING,
    }
    if message.payload.get("why") == "fallen":
        if matter.fallen is None:
            return None
        values |= _fallen(session, message, matter)
    else:
        values |= _went_on(session, message, matter, call)
    reply = of_town(message.person_id or 0, code)
    return Facts(values=values, reply=reply, buttons=(("look_at_town", f"pt:{code}"),))


_NOTHING = {
    "has_fallen": False,
    "stage": "",
    "number": "",
    "round": "",
    "has_draft": False,
    "lacking": (),
    "nudged_on": "",
    "progress": "",
}


def _matter(session: Session, message: Message, officer: Officer | None, call: Call, now: datetime) -> Matter | None:
    """Return what there is to follow about the municipality, while its province is the officer's."""
    if officer is None or officer.role != Role.PROVINCE:
        return None
    own = {one.nis_code: one for one in rights.towns_of(call, now, officer.province)}
    found = own.get(str(message.payload.get("town")))
    return following.matter(session, call, found, now) if found is not None else None


def _contacts(session: Session, matter: Matter) -> list[str]:
    found = reaching.contacts(session, matter)[:MOST_CONTACTS]
    lines = [one_line(", ".join(part for part in (one.name, one.email, one.phone) if part)) for one in found]
    return [line for line in lines if line]


def _fallen(session: Session, message: Message, matter: Matter) -> dict[str, object]:
    assert matter.fallen is not None  # noqa: S101 - looked at before
    decision = decision_queries.one(session, message.ref_id or 0)
    case_file = sent.standing(session, case_queries.load(session, matter.fallen.application_id))
    is_known = decision is not None and case_file is not None
    return {
        "has_fallen": True,
        "stage": words().say(f"stage.{matter.fallen.stage}", message.language),
        "number": matter.fallen.number or "",
        "round": matter.fallen.round_id,
        "has_draft": matter.spot.where == "draft",
        "lacking": mending.lines(case_file, decision, message.language)[:MOST_LACKING]
        if is_known and case_file is not None and decision is not None
        else (),
    }


def _went_on(session: Session, message: Message, matter: Matter, call: Call) -> dict[str, object]:
    nudge = follow_up_queries.nudge(session, message.ref_id or 0)
    sent_on = nudge.sent_at.astimezone(call.zone).date() if nudge is not None and nudge.sent_at is not None else None
    return {
        "nudged_on": moments.day_words(sent_on, message.language) if sent_on is not None else "",
        "progress": _progress(session, matter, message.language),
    }


def _progress(session: Session, matter: Matter, language: str) -> str:
    """Return how far a municipality is, never what was written."""
    progress = board.progress(session, matter.spot)
    if progress is None:
        stage = matter.spot.standing.stage if matter.spot.standing is not None else None
        return words().say(f"stage.{stage}", language) if stage is not None else ""
    if progress.item is None:
        return words().say("list.ready", language)
    short = progress.item.short.in_language(language)
    where = words().say("list.draft", language, number=progress.item.number, short=short)
    missing = words().say("list.missing", language, count=progress.missing) if progress.missing else ""
    return ", ".join(part for part in (where, missing) if part)


def information_given(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    """Return which application was sent again after a request for information, for who is of the agency still."""
    officer = officer_queries.role_of(session, message.person_id or 0)
    decision = decision_queries.one(session, message.ref_id or 0)
    if officer is None or officer.role != Role.AGENCY or decision is None:
        return None
    case = case_queries.load(session, decision.application_id)
    items = [case.call.checklist.by_key[key] for key in decision.items if key in case.call.checklist.by_key]
    values = {
        "municipality": town(case, message.language),
        "number": case.number or "",
        "stage": words().say(f"stage.{case.stage}", message.language),
        "items": [f"{item.number}. {item.short.in_language(message.language)}" for item in items],
    }
    reply = of_officer(For.DESK, message.person_id or 0)
    return Facts(values=values, reply=reply, buttons=(("look_at_case", f"dc:{case.application_id}"),))
