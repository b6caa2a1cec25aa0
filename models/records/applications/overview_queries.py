"""Queries behind the overviews that people see; the caller owns the transaction."""

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from models.calls.stages import LIVE
from models.places.municipality import municipality
from models.records.applications.application import Application, EarlierAnswer, Participant
from models.records.applications.attachment import Attachment
from models.records.applications.case import Case
from models.records.applications.listed import Colleague, Elsewhere, File, OtherAnswer
from models.records.people import participant_queries
from models.records.people.person import Mailbox, Person
from models.storage.statements.prepared import Prepared

MOST_OTHERS = 3  # the newest few are enough to choose from
MOST_ELSEWHERE = 10

# The name, else the mailbox that was proven last, else nothing.
_CALLED = func.coalesce(
    func.nullif(col(Person.name), ""),
    select(col(Mailbox.email))
    .where(col(Mailbox.person_id) == col(Person.id))
    .order_by(col(Mailbox.proven_at).desc(), col(Mailbox.id).desc())
    .limit(1)
    .correlate(Person)
    .scalar_subquery(),
)
_FILES = Prepared(
    select(
        col(Attachment.id),
        col(Attachment.item_key),
        col(Attachment.file_name),
        col(Attachment.size),
        col(Attachment.sha256),
    )
    .where(col(Attachment.application_id) == bindparam("application"), col(Attachment.removed_at).is_(None))
    .order_by(col(Attachment.id)),
    of_a_case=True,
)
_OTHERS = Prepared(
    select(col(EarlierAnswer.id), col(EarlierAnswer.said), _CALLED, col(EarlierAnswer.answered_at))
    .outerjoin(Person, col(Person.id) == col(EarlierAnswer.answered_by))
    .where(
        col(EarlierAnswer.application_id) == bindparam("application"),
        col(EarlierAnswer.item_key) == bindparam("item"),
        col(EarlierAnswer.offered),
    )
    .order_by(col(EarlierAnswer.id).desc())
    .limit(10),
    of_a_case=True,
)


def files(session: Session, application_id: int, item_key: str | None = None) -> tuple[File, ...]:
    """Return the files of an application, or of one item."""
    return tuple(
        File(attachment_id=attachment_id, item_key=key, name=name, size=size, sha256=sha256)
        for attachment_id, key, name, size, sha256 in _FILES.rows(session, application=application_id)
        if item_key in {None, key}
    )


def other_answers(session: Session, case: Case, item_key: str) -> tuple[OtherAnswer, ...]:
    """Return the newest offered answers to an item that do not stand now, each text once."""
    rows = _OTHERS.rows(session, application=case.application_id, item=item_key)
    standing = case.kept[item_key].answer.said if item_key in case.kept else ""
    found: dict[str, OtherAnswer] = {}
    for earlier_id, said, by, at in rows:
        if said and said != standing and said not in found:
            found[said] = OtherAnswer(earlier_id=earlier_id, said=said, by=by, at=at)
    return tuple(found.values())[:MOST_OTHERS]


def differing(session: Session, case: Case) -> frozenset[str]:
    """Return the keys of the items with an offered answer that does not stand now."""
    rows = session.connection().execute(
        select(col(EarlierAnswer.item_key), col(EarlierAnswer.said)).where(
            col(EarlierAnswer.application_id) == case.application_id, col(EarlierAnswer.offered)
        )
    )
    said = {key: kept.answer.said for key, kept in case.kept.items()}
    return frozenset(key for key, other in rows if other and other != said.get(key, ""))


def answered_by_another(session: Session, case: Case, item_key: str, you: int) -> str | None:
    """Return the name (else the mailbox) of the colleague whose answer stands, or None when it is yours or nobody's."""
    kept = case.kept.get(item_key)
    if kept is None or kept.answered_by in {None, you}:
        return None
    found = session.connection().execute(select(_CALLED).where(col(Person.id) == kept.answered_by))
    return found.scalar_one_or_none()


def elsewhere(session: Session, person_id: int, application_id: int) -> tuple[Elsewhere, ...]:
    """Return the other live applications on which a person works, newest first."""
    rows = session.connection().execute(
        select(col(Application.id), col(Application.nis_code), col(Application.round_id))
        .join(Participant, col(Participant.application_id) == col(Application.id))
        .where(
            col(Participant.person_id) == person_id,
            col(Participant.left_at).is_(None),
            col(Application.stage).in_(LIVE),
            col(Application.id) != application_id,
        )
        .order_by(col(Application.id).desc())
        .limit(MOST_ELSEWHERE)
    )
    return tuple(
        Elsewhere(
            application_id=other_id,
            municipality=municipality(nis_code).name if nis_code else None,
            round_id=round_id,
        )
        for other_id, nis_code, round_id in rows
    )


def colleagues(session: Session, application_id: int, you: int) -> tuple[Colleague, ...]:
    """Return who works on an application."""
    return tuple(
        Colleague(person_id=person_id, name=name, email=email, role=role, is_you=person_id == you)
        for person_id, name, email, role in participant_queries.people(session, application_id)
    )
