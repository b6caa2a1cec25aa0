"""Queries on who is owed a reminder of a deadline; the caller owns the transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, literal, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.calls.call import Kind
from models.calls.stages import FALLEN_OUT, LIVE, Stage
from models.records.application import Application, KeptAnswer, Participant
from models.records.follow_up import DECLINES, FollowUp
from models.records.interest import Interest
from models.records.person import Chat, Mailbox, Person
from models.records.planning import Candidate, Closing, Interested
from models.records.unreachable import Unreachable


def candidates(session: Session, closing: Closing, behind_id: int, up_to_id: int, at: datetime) -> list[Candidate]:
    """Return who works on drafts of this deadline and wants reminders at `at`: the people (behind, up to], by id."""
    people: dict[int, tuple[str, str, str]] = {}
    begun: set[int] = set()
    fallen: set[int] = set()
    drafts = session.connection().execute(_drafts(closing, behind_id, up_to_id, at)).all()
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


def _drafts(closing: Closing, behind_id: int, up_to_id: int, at: datetime) -> Any:  # noqa: ANN401 - a Select of six columns
    before = aliased(Application)
    towns = [item.key for item in closing.call.checklist.items if item.kind is Kind.MUNICIPALITY]
    # Confirming the municipality is no beginning yet; the index alone tells, the answers themselves are not read.
    has_begun = exists().where(
        col(KeptAnswer.application_id) == col(Application.id), col(KeptAnswer.item_key).not_in(towns)
    )
    return (
        select(
            col(Person.id),
            col(Person.language),
            col(Person.reminders),
            col(Person.reminder_moments),
            col(before.stage),
            has_begun,
        )
        .join(Participant, and_(col(Participant.person_id) == col(Person.id), col(Participant.left_at).is_(None)))
        .join(Application, col(Application.id) == col(Participant.application_id))
        .outerjoin(before, col(before.id) == col(Application.carried_from_id))
        .where(
            col(Participant.person_id) > behind_id,
            col(Participant.person_id) <= up_to_id,
            col(Person.agreed_at).is_not(None),
            col(Person.reminders) != "off",
            or_(col(Person.snoozed_until_at).is_(None), col(Person.snoozed_until_at) <= at),
            # Not the bare column: SQLite would go by its index, through all drafts again for each part of the people.
            func.coalesce(col(Application.stage), "") == Stage.DRAFT,
            col(Application.call_name) == closing.call.name,
            col(Application.round_id) == closing.round.id,
            *_is_for(closing, col(Application.nis_code)),
        )
        .order_by(col(Participant.person_id))
    )


def _is_for(closing: Closing, nis_code: Any) -> list[ColumnElement[bool]]:  # noqa: ANN401 - a column of either table
    """Return the condition that a deadline is the one of a municipality."""
    if closing.towns is not None:
        return [nis_code.in_(closing.towns)]
    return [or_(nis_code.is_(None), nis_code.not_in(closing.without))] if closing.without else []


def _mailboxes(session: Session, behind_id: int, up_to_id: int) -> tuple[dict[int, tuple[str, ...]], set[int]]:
    """Return by person the mailboxes that they proved, newest first, and the people at whose newest mail arrives."""
    rows = session.connection().execute(
        select(col(Mailbox.person_id), col(Mailbox.email), col(Unreachable.way))
        .outerjoin(Unreachable, and_(col(Unreachable.way) == "mail", col(Unreachable.address) == col(Mailbox.email)))
        .where(col(Mailbox.person_id) > behind_id, col(Mailbox.person_id) <= up_to_id)
        .order_by(col(Mailbox.person_id), col(Mailbox.proven_at).desc(), col(Mailbox.id).desc())
    )
    found: dict[int, tuple[str, ...]] = {}
    arriving: set[int] = set()
    for person_id, email, failing in rows.all():
        if person_id not in found and failing is None:
            arriving.add(person_id)
        found[person_id] = (*found.get(person_id, ()), email)
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
            *_is_for(closing, col(Interest.nis_code)),
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
