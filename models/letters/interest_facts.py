"""What the letter is about to who showed interest and has filled in nothing: the call, the deadline, how to begin."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from models.answers import checklist
from models.calls.call import Call
from models.calls.round import Round
from models.language import moments
from models.language.clean_text import one_line
from models.letters.facts import Facts, town
from models.letters.reminder_facts import has_begun, open_drafts
from models.letters.reminder_order import is_superseded
from models.places.municipality import municipality
from models.records.applications import deadline_queries
from models.records.messages.outbox_queries import Message
from models.records.people.interest import Interest
from models.records.people.reply_token import For, Reply
from models.records.reminding import candidate_queries, reminder_queries
from models.records.reminding.planning import Closing
from models.records.reminding.reminder_queries import Human
from models.turns.people.naming import MOST_NAME


def interest(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return what the call is and until when, while neither they nor their municipality have begun; else None."""
    if message.person_id is not None:
        return _to_person(session, message, message.person_id, now)
    found = reminder_queries.interests(session, [message.ref_id or 0])
    return _to_listed(session, message, found[0], now) if found else None


def more_time(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return until when their municipality can apply now; None once it does, when that passed, or who wants none.

    The reason is for who proved a mailbox of the municipality, not for who stands on a list.
    """
    row = next(iter(reminder_queries.interests(session, [message.ref_id or 0])), None)
    if row is None:
        return None
    call = deadline_queries.newest_call(session, row.call_name)
    round_ = deadline_queries.open_round(session, call, row.nis_code, now)
    human = reminder_queries.human_with(session, [row.email])
    if round_ is None or round_.id != message.payload.get("round") or not _is_waiting(session, call, round_, row):
        return None
    if reminder_queries.wants_none(session, human, now):
        return None
    values = {
        "municipality": municipality(row.nis_code).name,
        "call_title": call.title.in_language(message.language),
        "deadline": moments.deadline_words(round_, message.language),
        "earlier": message.payload.get("earlier") is True,
        "source": one_line(row.source)[:MOST_NAME],
    }
    return Facts(values=values, start_token="")


def _to_person(session: Session, message: Message, person_id: int, now: datetime) -> Facts | None:
    """Return it for a person who started and stopped: their drafts are empty still."""
    human = reminder_queries.human_of(session, person_id)
    drafts = open_drafts(session, human, now)
    if not drafts or any(has_begun(case) for case in drafts) or reminder_queries.wants_none(session, human, now):
        return None
    first = drafts[0]
    if is_superseded(session, message.key, human, now, first.call.zone):
        return None
    towns = [town(case, message.language) for case in drafts if case.nis_code]
    reply = Reply(use=For.CASE, person_id=person_id, application_id=first.application_id)
    return replace(_facts(message, first.call, first.round, now, towns=towns, source=None), reply=reply)


def _to_listed(session: Session, message: Message, row: Interest, now: datetime) -> Facts | None:
    """Return it for somebody on a list, with all their municipalities that have no application yet."""
    try:
        call = deadline_queries.newest_call(session, row.call_name)
    except KeyError:  # the list was imported for a call that was never loaded here
        return None
    round_ = deadline_queries.open_round(session, call, row.nis_code, now)
    if round_ is None:
        return None
    human = reminder_queries.human_with(session, [row.email])
    waiting = [one for one in _same_list(session, human, row) if _is_waiting(session, call, round_, one)]
    if row.id not in {one.id for one in waiting} or reminder_queries.wants_none(session, human, now):
        return None
    if is_superseded(session, message.key, human, now, call.zone):
        return None
    towns = [municipality(one.nis_code).name for one in waiting]
    facts = _facts(message, call, round_, now, towns=towns, source=one_line(row.source)[:MOST_NAME])
    return replace(facts, reply=Reply(use=For.LIST, person_id=row.id))


def _same_list(session: Session, human: Human, row: Interest) -> list[Interest]:
    found = reminder_queries.interests(session, human.interest_ids)
    return [one for one in found if one.call_name == row.call_name and one.email == row.email]


def _is_waiting(session: Session, call: Call, round_: Round, row: Interest) -> bool:
    """Return whether that line still holds: nobody stopped it and nobody applies."""
    closing = Closing(call=call, round=round_)
    found = candidate_queries.interested(session, closing, row.id - 1, 1)
    return [one.interest_id for one in found] == [row.id]


def _facts(
    message: Message, call: Call, round_: Round, now: datetime, *, towns: list[str], source: str | None
) -> Facts:
    values = {
        "call_title": call.title.in_language(message.language),
        "call_short": call.short.in_language(message.language),
        "summary": call.summary.in_language(message.language),
        "minutes": checklist.minutes_for(item for item in call.checklist.items if not item.when),
        "deadline": moments.deadline_words(round_, message.language),
        "days": moments.days_left(round_, now, call.zone),
        "towns": list(dict.fromkeys(towns)),
        "source": source,
    }
    return Facts(values=values, start_token="", buttons=(("continue", "here"),))
