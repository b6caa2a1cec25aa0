"""How a round closes later for one municipality, and what that does to its applications.

Source: ARCHITECTURE.md, Rules: Rounds.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models.calls.call import Call
from models.calls.round import Round
from models.calls.stages import Stage
from models.language import quiet_hours
from models.language.clean_text import clean
from models.places.municipality import municipalities_on
from models.records.applications import (
    carried_queries,
    case_queries,
    closing_queries,
    deadline_queries,
    event_queries,
    extension_queries,
)
from models.records.applications.case import Case
from models.records.messages import outbox_queries
from models.records.messages.outbox_queries import Message
from models.records.people import interest_queries
from models.turns import history, telling
from models.turns.act import Act
from models.turns.rounds import in_time
from models.turns.telling import News

MOST_REASON = 500  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    """That it was done: the round as it is for the municipality now, and how many of its applications go on in it."""

    round: Round
    applications: int
    is_told: bool  # whether anybody hears it


class NotExtended(StrEnum):
    """Why it was not done."""

    NO_SUCH_ROUND = "no_such_round"
    NO_SUCH_MUNICIPALITY = "no_such_municipality"
    NO_REASON = "no_reason"
    NOT_LATER = "not_later"  # than the deadline as it is
    OVER = "over"  # that day
    NOT_EXTENDED = "not_extended"  # so there is nothing to take back
    ENDS_TODAY = "ends_today"  # whatever is done: nobody loses time that is gone


def extend(
    session: Session, act: Act, *, call_name: str, round_id: str, nis_code: str, until: date, reason: str
) -> Extended | NotExtended:
    """Let a municipality send up to and including the day `until`; its people are told, with the reason.

    `act` says who decides it. A draft that expired already stands again, with what was added to it since.
    """
    try:
        call = deadline_queries.newest_call(session, call_name)
        round_ = deadline_queries.round_of(session, call_name, round_id)
    except KeyError:
        return NotExtended.NO_SUCH_ROUND
    before = extension_queries.one(session, call_name, round_id, nis_code)
    closes_at = end_of(until, call.zone)
    reason = clean(reason)[:MOST_REASON]
    if nis_code not in municipalities_on(call.municipalities_on or round_.last_day):
        return NotExtended.NO_SUCH_MUNICIPALITY
    if not reason:
        return NotExtended.NO_REASON
    if closes_at <= act.now:
        return NotExtended.OVER
    if closes_at <= (round_.extended(before.closes_at) if before else round_).closes_at:
        return NotExtended.NOT_LATER
    return _moved(session, act, call, round_, nis_code, closes_at, reason)


def withdraw(
    session: Session, act: Act, *, call_name: str, round_id: str, nis_code: str, reason: str
) -> Extended | NotExtended:
    """Take an extension back: the deadline is that of everybody again, and never before the end of today."""
    try:
        call = deadline_queries.newest_call(session, call_name)
        round_ = deadline_queries.round_of(session, call_name, round_id)
    except KeyError:
        return NotExtended.NO_SUCH_ROUND
    before = extension_queries.one(session, call_name, round_id, nis_code)
    reason = clean(reason)[:MOST_REASON]
    if before is None or before.closes_at <= max(round_.closes_at, act.now):
        return NotExtended.NOT_EXTENDED
    if not reason:
        return NotExtended.NO_REASON
    closes_at = withdrawn_to(round_, call.zone, act.now)
    if before.closes_at <= closes_at:
        return NotExtended.ENDS_TODAY
    return _moved(session, act, call, round_, nis_code, closes_at, reason, earlier=True)


def withdrawn_to(round_: Round, zone: ZoneInfo, now: datetime) -> datetime:
    """Return when a round closes for who had more time and has not any more."""
    return max(round_.closes_at, end_of(now.astimezone(zone).date(), zone))


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the end of a day."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)


def _moved(
    session: Session,
    act: Act,
    call: Call,
    round_: Round,
    nis_code: str,
    closes_at: datetime,
    reason: str,
    *,
    earlier: bool = False,
) -> Extended:
    sequence = extension_queries.put(
        session,
        call.name,
        round_.id,
        nis_code,
        closes_at=closes_at,
        reason=reason,
        decided_by=act.person_id,
        now=act.now,
    )
    ids = closing_queries.of_round(session, call.name, round_.id, nis_code)
    count = sum(follow_deadline(session, act, one, earlier=earlier, sequence=sequence) for one in ids)
    interested = _tell_interested(session, act, call, round_, nis_code, closes_at, sequence, earlier=earlier)
    return Extended(round=round_.extended(closes_at), applications=count, is_told=bool(count or interested))


def _tell_interested(
    session: Session,
    act: Act,
    call: Call,
    round_: Round,
    nis_code: str,
    closes_at: datetime,
    sequence: int,
    *,
    earlier: bool,
) -> int:
    """Tell who showed interest for the municipality; at sending it is seen whether it applies meanwhile.

    Returns how many that are.
    """
    out_at = quiet_hours.next_out(call.reminders, call.zone, act.now)
    interested = interest_queries.of_municipality(session, call.name, nis_code)
    for one in interested:
        message = Message(
            key=f"more_time:{one.id}:{round_.id}:{sequence}",
            kind="more_time",
            way="mail",
            address=one.email,
            language=one.language,
            ref_id=one.id,
            payload={"round": round_.id, "earlier": earlier},
            due_at=out_at if out_at < closes_at else None,
            last_at=closes_at,
        )
        outbox_queries.post(session, message, act.now)
    return len(interested)


def follow_deadline(
    session: Session, act: Act, application_id: int, *, earlier: bool = False, sequence: int | None = None
) -> bool:
    """Let an application follow the deadline of its round, which moved; return False when it has nothing to do with it.

    A draft that expired stands again, when what carries it on is a draft still; its people are told. `sequence` says
    how often it was moved before for this municipality: coming back to a day is news as well.
    """
    case = case_queries.load(session, application_id)
    if case.stage is Stage.EXPIRED and not _bring_back(session, act, case):
        return False
    if case.stage not in {Stage.DRAFT, Stage.SUBMITTED, Stage.EXPIRED}:
        return False
    case_queries.change(session, application_id, closed_at=None)
    history.record(session, act, case, "deadline_moved", detail=case.round.last_day.isoformat())
    out_at = quiet_hours.next_out(case.call.reminders, case.call.zone, act.now)
    news = News(
        kind="extended",
        key=f"extended:{application_id}:{case.round.last_day:%Y%m%d}{f':{sequence}' if sequence else ''}",
        application_id=application_id,
        payload={"earlier": earlier} | ({"sequence": sequence} if sequence is not None else {}),
        due_at=out_at if out_at < case.round.closes_at else None,
        last_at=case.round.closes_at,
    )
    telling.tell_all(session, act, news)
    return True


def _bring_back(session: Session, act: Act, ended: Case) -> bool:
    carried_id = carried_queries.successor(session, ended.application_id)
    carried = case_queries.load(session, carried_id) if carried_id is not None else None
    since = event_queries.moment_of(session, ended.application_id, "expired")
    if carried is None or carried.stage is not Stage.DRAFT or since is None or act.now >= ended.round.closes_at:
        return False
    in_time.bring_later_answers(session, act, carried.application_id, ended.application_id, since)
    in_time.stand_again(session, act, carried, ended)
    return True
