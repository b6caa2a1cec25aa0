"""What a reminder is about: what is missing by number, what is unclear, and until when, as it is at sending.

Source: ARCHITECTURE.md, Rules: Reminders.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from models.answers import checklist
from models.calls.call import Item, Kind
from models.calls.stages import FALLEN_OUT
from models.language import moments
from models.language.wording import words
from models.language.working_days import on_or_before
from models.letters.facts import Facts, town
from models.letters.reminder_order import is_superseded
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.messages.outbox_queries import Message
from models.records.people import participant_queries, person_queries
from models.records.people.reply_token import For, Reply
from models.records.reminding import reminder_queries
from models.records.reminding.reminder_queries import Human
from models.turns.people import beside, link_place

MOST_LINES = 10  # of what is missing in one application: more is no longer read, and /ontbreekt has them all
MOST_APPLICATIONS = 5


def reminder(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return what a human still has to do in every draft, in one reminder; None when there is nothing to say."""
    if message.person_id is None:
        return None
    human = reminder_queries.human_of(session, message.person_id)
    drafts = [case for case in open_drafts(session, human, now) if has_begun(case)]
    if not drafts or reminder_queries.wants_none(session, human, now):
        return None
    first = drafts[0]
    zone = first.call.zone
    if is_superseded(session, message.key, human, now, zone):
        return None
    today = now.astimezone(zone).date()
    values = {
        "call_title": first.call.title.in_language(message.language),
        "applications": [_shown(session, case, message.language, now) for case in drafts[:MOST_APPLICATIONS]],
        "days": moments.days_left(first.round, now, zone),
        "is_last_call": today >= on_or_before(first.round.last_day),
        "reply_number": _reply_number(first),
        "mailbox_missing": not person_queries.proven_mailboxes(session, message.person_id),
    }
    reply = Reply(use=For.CASE, person_id=message.person_id, application_id=first.application_id)
    buttons = _button(session, message.person_id, drafts)
    place = link_place.link_of(buttons[0][1]) if buttons else ""
    return Facts(values=values, start_token=place, buttons=buttons, reply=reply)


def open_drafts(session: Session, human: Human, now: datetime) -> list[Case]:
    """Return the drafts that can still be sent, each with the deadline of its municipality, the nearest first.

    A draft beside the municipality's own application cannot: whose town has sent is not told that it has not, nor in
    the next round, to which the draft is carried.
    """
    cases = [case_queries.load(session, one) for one in reminder_queries.drafts_of(session, human)]
    in_time = [case for case in cases if case.round.is_open(now)]
    people = human.person_ids
    still = [
        case
        for case in in_time
        if beside.of_the_town(session, people, case, now) is None
        and not beside.whose_town_sent(session, people, case, now)
    ]
    return sorted(still, key=lambda case: (case.round.closes_at, case.application_id))


def has_begun(case: Case) -> bool:
    """Return whether anything was filled in or skipped but the municipality."""
    items = (case.item(key) for key in case.kept.keys() | case.skipped)
    return any(item is None or item.kind is not Kind.MUNICIPALITY for item in items)


def _shown(session: Session, case: Case, language: str, now: datetime) -> Mapping[str, object]:
    missing = checklist.missing(case.call.checklist, case.answers)
    unclear = checklist.unclear(case.call.checklist, case.answers)
    return {
        "municipality": town(case, language) if case.nis_code else None,
        "deadline": moments.deadline_words(case.round, language),
        "days": moments.days_left(case.round, now, case.call.zone),
        "missing": [_timed(item, language) for item in missing[:MOST_LINES]],
        "more": max(0, len(missing) - MOST_LINES),
        "minutes": checklist.minutes_for(missing),
        "unclear": [_numbered(item, language) for item in unclear[:MOST_LINES]],
        "fell_out": _why_fallen(session, case, language),
    }


def _reply_number(case: Case) -> str:
    """Return the number with which the mail shows how one replies, "" when nothing is missing."""
    missing = checklist.missing(case.call.checklist, case.answers)
    return missing[0].number if missing else ""


def _numbered(item: Item, language: str) -> str:
    return f"{item.number}. {item.short.in_language(language)}"


def _timed(item: Item, language: str) -> str:
    """Return "7. Uitdaging (4 minuten)"."""
    time = words().say("reminder.minutes", language, count=checklist.minutes_for([item]))
    return f"{_numbered(item, language)} ({time})"


def _why_fallen(session: Session, case: Case, language: str) -> str | None:
    """Return how the application ended whose answers this draft holds, or None when it did not fall out."""
    before = case_queries.load(session, case.carried_from_id) if case.carried_from_id else None
    if before is None or before.stage not in FALLEN_OUT:
        return None
    return words().say(f"stage.{before.stage}", language)


def _button(session: Session, person_id: int, drafts: Sequence[Case]) -> tuple[tuple[str, str], ...]:
    """Return the one button: the first item to fill in, or to send; another application is opened first."""
    own = {one for one, _, _ in participant_queries.applications_of(session, person_id)}
    case = next((one for one in drafts if one.application_id in own), None)
    if case is None:
        return ()
    if case.application_id != person_queries.person(session, person_id).application_id:
        return (("continue", f"to:{case.application_id}"),)
    missing = checklist.missing(case.call.checklist, case.answers)
    return (("fill_in", f"go:{case.application_id}:{missing[0].number}"),) if missing else (("send", "ready"),)
