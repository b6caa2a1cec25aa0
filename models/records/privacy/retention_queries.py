"""Queries on what is kept for how long; the caller owns the transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, String, and_, cast, delete, exists, func, or_, select, update
from sqlmodel import Session, col

from models.records.applications.application import Application, Participant
from models.records.applications.call_version import CallVersion
from models.records.applications.extension import Extension
from models.records.desk.officer import Officer
from models.records.guidance.guidance import Phase
from models.records.messages.mail_in import MailIn
from models.records.messages.outbox import OutboxMessage
from models.records.people.interest import Interest
from models.records.people.person import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Applications of a round that are over at the same moment, as far as rows can say."""

    call_name: str
    round_id: str
    was_sent: bool
    last_day: date | None  # of the guidance
    count: int


_LAST_DAY = (
    select(func.max(col(Phase.until_on)))
    .where(col(Phase.application_id) == col(Application.id))
    .correlate(Application)
    .scalar_subquery()
)
_WAS_SENT = col(Application.first_sent_at).is_not(None)


def calls(session: Session) -> tuple[str, ...]:
    """Return the names of the calls that were loaded."""
    return tuple(session.connection().execute(select(col(CallVersion.name)).distinct()).scalars())


def groups(session: Session) -> list[Group]:
    """Return the applications that still hold words, by round and end of guidance."""
    rows = (
        select(
            col(Application.call_name).label("call"),
            col(Application.round_id).label("round"),
            _WAS_SENT.label("was_sent"),
            _LAST_DAY.label("last_day"),
        )
        .where(col(Application.erased_at).is_(None))
        .subquery()
    )
    counted = select(rows.c.call, rows.c.round, rows.c.was_sent, rows.c.last_day, func.count())
    grouped = counted.group_by(rows.c.call, rows.c.round, rows.c.was_sent, rows.c.last_day)
    found = session.connection().execute(grouped)
    return [Group(call_name=a, round_id=b, was_sent=bool(c), last_day=d, count=n) for a, b, c, d, n in found]


def of_group(session: Session, group: Group, most: int) -> list[Application]:
    """Return some applications of a group."""
    end = _LAST_DAY.is_not_distinct_from(group.last_day)
    wanted = select(Application).where(
        col(Application.erased_at).is_(None),
        col(Application.call_name) == group.call_name,
        col(Application.round_id) == group.round_id,
        _WAS_SENT if group.was_sent else col(Application.first_sent_at).is_(None),
        end,
    )
    return list(session.execute(wanted.order_by(col(Application.id)).limit(most)).scalars())


def longest_extension(session: Session, call_name: str, round_id: str) -> datetime | None:
    """Return until when the municipality with most time has it in a round, or None."""
    latest = select(func.max(col(Extension.closes_at))).where(
        col(Extension.call_name) == call_name, col(Extension.round_id) == round_id
    )
    return session.connection().execute(latest).scalar_one()


def listed(session: Session) -> list[tuple[str, datetime, int]]:
    """Return (call, moment, how many) of the lines of lists that were taken over together."""
    rows = select(col(Interest.call_name), col(Interest.imported_at), func.count())
    grouped = rows.group_by(col(Interest.call_name), col(Interest.imported_at))
    return [(name, at, count) for name, at, count in session.connection().execute(grouped)]


def forget_listed(session: Session, call_name: str, imported_at: datetime) -> None:
    """Forget lines of a list that were taken over together."""
    lines = delete(Interest).where(col(Interest.call_name) == call_name, col(Interest.imported_at) == imported_at)
    session.connection().execute(lines)


def oldest_mail(session: Session) -> tuple[datetime | None, int]:
    """Return when the oldest mail came or left whose sender or address is kept still, and how many there are."""
    came = (
        session.connection().execute(select(func.min(col(MailIn.received_at)), func.count()).where(_NAMES_SENDER)).one()
    )
    left = select(func.min(col(OutboxMessage.settled_at)), func.count()).where(_NAMES_ADDRESS)
    went = session.connection().execute(left).one()
    moments = [at for at in (came[0], went[0]) if at is not None]
    return min(moments, default=None), int(came[1]) + int(went[1])


_NAMES_SENDER = col(MailIn.sender).is_not(None)
_NAMES_ADDRESS = and_(col(OutboxMessage.settled_at).is_not(None), col(OutboxMessage.address) != "")


def forget_mails(session: Session, before: datetime, most: int) -> tuple[int, list[str]]:
    """Forget of some mails who sent them or got them; return how many, and the keys of those that left."""
    came = _ids(session, select(col(MailIn.id)).where(_NAMES_SENDER, col(MailIn.received_at) <= before).limit(most))
    nothing = {"sender": None, "subject": None, "message_id": None, "raw": b""}
    session.connection().execute(update(MailIn).where(col(MailIn.id).in_(came)).values(**nothing))
    settled = select(col(OutboxMessage.id), col(OutboxMessage.key)).where(
        _NAMES_ADDRESS, col(OutboxMessage.settled_at) <= before
    )
    went = [(row[0], row[1]) for row in session.connection().execute(settled.limit(most))]
    emptied = {"key": "gone:" + cast(col(OutboxMessage.id), String), "address": "", "payload": "{}", "reason": None}
    of_them = col(OutboxMessage.id).in_([row_id for row_id, _ in went])
    session.connection().execute(update(OutboxMessage).where(of_them).values(**emptied))
    return len(came) + len(went), [key for _, key in went]


def people_with_nothing(session: Session, before: datetime, most: int) -> list[int]:
    """Return some people who came before a moment and of whom nothing is left but their number."""
    return _ids(session, select(col(Person.id)).where(_has_nothing(before)).order_by(col(Person.id)).limit(most))


def count_people_with_nothing(session: Session, before: datetime) -> int:
    """Return how many people came before a moment and have nothing left."""
    return int(session.connection().execute(select(func.count()).where(_has_nothing(before))).scalar_one())


def _has_nothing(before: datetime) -> ColumnElement[bool]:
    works = exists().where(
        col(Participant.person_id) == col(Person.id),
        col(Participant.application_id) == col(Application.id),
        col(Application.erased_at).is_(None),
    )
    stands = exists().where(
        col(Officer.person_id) == col(Person.id),
        or_(col(Officer.revoked_at).is_(None), col(Officer.revoked_at) > before),
    )
    return and_(col(Person.erased_at).is_(None), col(Person.created_at) <= before, ~works, ~stands)


def _ids(session: Session, wanted: Select[int]) -> list[int]:
    return list(session.connection().execute(wanted).scalars())


def letters_of(session: Session, application_ids: Collection[int]) -> list[str]:
    """Return the keys of the letters about applications."""
    about = select(col(OutboxMessage.key)).where(col(OutboxMessage.application_id).in_(application_ids))
    return list(session.connection().execute(about).scalars())
