"""Queries on who is owed a reminder of a deadline; the caller owns the transaction."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    and_,
    bindparam,
    cast,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.calls.call import Kind
from models.calls.stages import FALLEN_OUT, LIVE, Stage
from models.records.applications.application import Application, KeptAnswer, Participant
from models.records.desk.follow_up import DECLINES, FollowUp
from models.records.people.interest import Interest
from models.records.people.person import Chat, Mailbox, Person
from models.records.people.unreachable import Unreachable
from models.records.reminding.planning import Candidate, Closing, Interested
from models.storage.statements.prepared import Prepared


def candidates(session: Session, closing: Closing, behind_id: int, up_to_id: int, at: datetime) -> list[Candidate]:
    """Return who works on drafts of this deadline and wants reminders at `at`: the people (behind, up to], by id."""
    people: dict[int, tuple[str, str, str]] = {}
    begun: set[int] = set()
    fallen: set[int] = set()
    items = tuple(item.key for item in closing.call.checklist.items if item.kind is Kind.MUNICIPALITY)
    drafts = _drafts(items, closing.towns, closing.without).rows(
        session,
        behind_id=behind_id,
        up_to_id=up_to_id,
        at=at,
        of_call=closing.call.name,
        of_round=closing.round.id,
    )
    for person_id, language, way, moments, before, has_begun in drafts:
        people[person_id] = (language, way, moments)
        if has_begun:
            begun.add(person_id)
        if before in FALLEN_OUT:
            fallen.add(person_id)
    mailboxes, arriving = _mailboxes(session, behind_id, up_to_id)
    chats = _chats(session, [one for one, (_, way, _) in people.items() if way == "chat" or one not in arriving])
    return [
        Candidate(
            person_id=one,
            language=language,
            prefers_chat=way == "chat",
            only_last_week=moments == "last",
            has_begun=one in begun,
            fell_out=one in fallen,
            mailbox=mailboxes[one][0] if one in arriving else None,
            chat=chats.get(one),
            mailboxes=mailboxes.get(one, ()),
        )
        for one, (language, way, moments) in people.items()
    ]


@lru_cache(maxsize=64)
def _drafts(items: tuple[str, ...], towns: frozenset[str] | None, without: frozenset[str]) -> Prepared:
    """Return the query for the drafts of a part of the people; `items` ask the municipality, the rest as in Closing."""
    before = aliased(Application)
    # Confirming the municipality is no beginning yet; the index alone tells, the answers themselves are not read.
    has_begun = exists().where(
        col(KeptAnswer.application_id) == col(Application.id),
        *(col(KeptAnswer.item_key) != item for item in items),
    )
    return Prepared(
        select(
            col(Person.id),
            col(Person.language),
            col(Person.reminders),
            col(Person.reminder_moments),
            col(before.stage),
            cast(has_begun, Integer),
        )
        .join(Participant, and_(col(Participant.person_id) == col(Person.id), col(Participant.left_at).is_(None)))
        .join(Application, col(Application.id) == col(Participant.application_id))
        .outerjoin(before, col(before.id) == col(Application.carried_from_id))
        .where(
            col(Participant.person_id) > bindparam("behind_id"),
            col(Participant.person_id) <= bindparam("up_to_id"),
            col(Person.agreed_at).is_not(None),
            col(Person.reminders) != "off",
            or_(col(Person.snoozed_until_at).is_(None), col(Person.snoozed_until_at) <= bindparam("at")),
            # Not the bare columns: SQLite would go by their indexes, through all drafts for each part of the people.
            func.coalesce(col(Application.stage), "") == Stage.DRAFT,
            func.coalesce(col(Application.call_name), "") == bindparam("of_call"),
            col(Application.round_id) == bindparam("of_round"),
            _is_for(towns, without, col(Application.nis_code)),
        )
        .order_by(col(Participant.person_id))
    )


_MAILBOXES = Prepared(
    select(col(Mailbox.person_id), col(Mailbox.email), col(Unreachable.way))
    .outerjoin(Unreachable, and_(col(Unreachable.way) == "mail", col(Unreachable.address) == col(Mailbox.email)))
    .where(col(Mailbox.person_id) > bindparam("behind_id"), col(Mailbox.person_id) <= bindparam("up_to_id"))
    .order_by(col(Mailbox.person_id), col(Mailbox.proven_at).desc(), col(Mailbox.id).desc())
)


def _mailboxes(session: Session, behind_id: int, up_to_id: int) -> tuple[dict[int, tuple[str, ...]], set[int]]:
    """Return by person the mailboxes that they proved, newest first, and the people at whose newest mail arrives."""
    found: dict[int, tuple[str, ...]] = {}
    arriving: set[int] = set()
    for person_id, email, failing in _MAILBOXES.rows(session, behind_id=behind_id, up_to_id=up_to_id):
        before = found.get(person_id)
        if before is None and failing is None:
            arriving.add(person_id)
        found[person_id] = (email,) if before is None else (*before, email)
    return found, arriving


def _chats(session: Session, person_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return by person the newest chat that can be reached."""
    if not person_ids:
        return {}
    address = cast(col(Chat.chat_id), String)
    rows = session.connection().execute(
        select(col(Chat.person_id), col(Chat.front), address)
        .outerjoin(Unreachable, and_(col(Unreachable.way) == col(Chat.front), col(Unreachable.address) == address))
        .where(col(Chat.person_id).in_(person_ids), col(Unreachable.way).is_(None))
        .order_by(col(Chat.id))
    )
    return {person_id: (front, chat_id) for person_id, front, chat_id in rows}


def interested(session: Session, closing: Closing, behind_id: int, most: int) -> list[Interested]:
    """Return who showed interest and can be mailed, while neither they nor their municipality have an application."""
    begun = literal(f"{closing.call.name}/{closing.round.id}/") + col(Interest.nis_code)
    rows = session.connection().execute(
        select(col(Interest.id), col(Interest.email), col(Interest.language))
        .where(
            col(Interest.id) > behind_id,
            col(Interest.call_name) == closing.call.name,
            col(Interest.stopped_at).is_(None),
            ~exists().where(col(Application.live_key) == begun),
            ~_works_on_one(closing),
            ~_declines(closing),
            ~exists().where(col(Unreachable.way) == "mail", col(Unreachable.address) == col(Interest.email)),
            _is_for(closing.towns, closing.without, col(Interest.nis_code)),
        )
        .order_by(col(Interest.id))
        .limit(most)
    )
    return [Interested(interest_id=one, email=email, language=language) for one, email, language in rows]


def _declines(closing: Closing) -> ColumnElement[bool]:
    """Return the condition that the municipality of who showed interest does not take part in the round."""
    return exists().where(
        col(FollowUp.call_name) == closing.call.name,
        col(FollowUp.round_id) == closing.round.id,
        col(FollowUp.nis_code) == col(Interest.nis_code),
        col(FollowUp.outcome) == DECLINES,
    )


def _is_for(towns: frozenset[str] | None, without: frozenset[str], nis_code: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column
    """Return the condition that a deadline is the one of a municipality; one by one, for a list cannot be prepared."""
    if towns is not None:
        return or_(false(), *(nis_code == town for town in sorted(towns)))
    return or_(nis_code.is_(None), and_(true(), *(nis_code != town for town in sorted(without))))


def _works_on_one(closing: Closing) -> ColumnElement[bool]:
    """Return the condition that who showed interest has a live application in the round as a person, or stopped."""
    at_work = exists().where(
        col(Participant.person_id) == col(Mailbox.person_id),
        col(Participant.left_at).is_(None),
        col(Application.id) == col(Participant.application_id),
        col(Application.call_name) == closing.call.name,
        col(Application.round_id) == closing.round.id,
        col(Application.stage).in_(LIVE),
    )
    return exists().where(
        col(Mailbox.email) == col(Interest.email),
        col(Person.id) == col(Mailbox.person_id),
        or_(at_work, col(Person.reminders) == "off"),
    )
