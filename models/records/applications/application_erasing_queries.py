"""Queries on the applications of who is erased; the caller owns the transaction."""

import json
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlmodel import Session, col

from models.calls.stages import Stage
from models.records.applications import receipt
from models.records.applications.application import Application, EarlierAnswer, KeptAnswer, Participant
from models.records.applications.attachment import Attachment
from models.records.applications.submission import Submission
from models.records.privacy import erasing_queries
from models.records.privacy.wiping import GONE, wiped_value
from models.records.tables import metadata


def not_erased(session: Session, application_ids: Collection[int]) -> list[Application]:
    """Return these applications, without those whose words are gone already."""
    wanted = select(Application).where(col(Application.id).in_(application_ids), col(Application.erased_at).is_(None))
    return list(session.execute(wanted.order_by(col(Application.id))).scalars())


def answers(session: Session, application_id: int) -> dict[str, object]:
    """Return the answers as they stand, by item key."""
    rows = select(col(KeptAnswer.item_key), col(KeptAnswer.value)).where(
        col(KeptAnswer.application_id) == application_id
    )
    return {key: json.loads(value) for key, value in session.connection().execute(rows)}


def said(session: Session, application_id: int, keys: Collection[str]) -> set[str]:
    """Return what was typed at these items, now and before."""
    texts: set[str] = set()
    for row in (KeptAnswer, EarlierAnswer):
        typed = select(col(row.said)).where(col(row.application_id) == application_id, col(row.item_key).in_(keys))
        texts |= set(session.connection().execute(typed).scalars())
    return texts


def typed(session: Session, application_id: int) -> set[str]:
    """Return the words of one's own in an application, now and before: no choice from a list and no municipality."""
    texts: set[str] = set()
    for row in (KeptAnswer, EarlierAnswer):
        found = select(col(row.value), col(row.said)).where(col(row.application_id) == application_id)
        texts |= {said for value, said in session.connection().execute(found) if _is_own(json.loads(value), said)}
    names = select(col(Attachment.file_name)).where(col(Attachment.application_id) == application_id)
    return texts | set(session.connection().execute(names).scalars())


def _is_own(value: object, said: str) -> bool:
    """Return whether the value of an answer is what was said; one that cannot be used has none."""
    return value is None or (isinstance(value, str) and value[:5] == said.strip()[:5])


def sent(session: Session, application_id: int) -> list[Submission]:
    """Return every sending of an application."""
    return list(session.execute(select(Submission).where(col(Submission.application_id) == application_id)).scalars())


def forget_answers(session: Session, application_id: int, keys: Collection[str]) -> None:
    """Take away what was answered to some items, now and before: it is to be answered by somebody else."""
    for row in (KeptAnswer, EarlierAnswer):
        of_item = delete(row).where(col(row.application_id) == application_id, col(row.item_key).in_(keys))
        session.connection().execute(of_item)


def forget_messages(session: Session, person_ids: Collection[int], chats: Collection[tuple[str, int]]) -> None:
    """Forget which message of a chat gave an answer: it bears the number of the chat."""
    theirs: list[ColumnElement[bool]] = [col(KeptAnswer.answered_by).in_(person_ids)]
    theirs += [col(KeptAnswer.message).startswith(f"{front}:{chat_id}:", autoescape=True) for front, chat_id in chats]
    for one in theirs:
        session.connection().execute(update(KeptAnswer).where(one).values(message=None))


def rewrite_submission(
    session: Session, row: Submission, keys: Collection[str], words: Collection[str], at: datetime
) -> None:
    """Write over contact details and names in what was sent; its checksum stays that of what was sent."""
    content = receipt.without(row.content, lambda parts: _write_over(parts, keys, words))
    if content != row.content:
        values = {"content": content, "erased_at": at}
        session.connection().execute(update(Submission).where(col(Submission.id) == row.id).values(**values))


def _write_over(parts: dict[str, object], keys: Collection[str], words: Collection[str]) -> None:
    kept = parts["answers"]
    assert isinstance(kept, dict)  # noqa: S101 - we wrote it
    parts["answers"] = {key: GONE if key in keys else wiped_value(value, words) for key, value in kept.items()}
    parts["attachments"] = wiped_value(parts["attachments"], words)


def empty_submissions(session: Session, application_id: int, at: datetime) -> None:
    """Take out all that was answered in what was sent; number, moment and checksum stay."""
    for row in sent(session, application_id):
        content = receipt.without(row.content, lambda parts: parts.update(answers={}, attachments=[]))
        values = {"content": content, "coach_outcome": "{}", "erased_at": at}
        session.connection().execute(update(Submission).where(col(Submission.id) == row.id).values(**values))


def end(session: Session, row: Application, at: datetime) -> None:
    """Note that the words of an application are gone; what was never sent is withdrawn."""
    stage = Stage.WITHDRAWN if row.stage == Stage.DRAFT else row.stage
    ended = update(Application).where(col(Application.id) == row.id)
    session.connection().execute(ended.values(stage=stage, live_key=None, asked_first=None, erased_at=at))


def others(session: Session, application_id: int, person_ids: Collection[int]) -> list[int]:
    """Return who else works on an application, who joined first first."""
    rows = select(col(Participant.person_id)).where(
        col(Participant.application_id) == application_id,
        col(Participant.person_id).not_in(person_ids),
        col(Participant.left_at).is_(None),
    )
    return list(session.connection().execute(rows.order_by(col(Participant.id))).scalars())


def roles(session: Session, application_id: int, person_ids: Collection[int]) -> set[str]:
    """Return what these people are for an application they work on."""
    rows = select(col(Participant.role)).where(
        col(Participant.application_id) == application_id,
        col(Participant.person_id).in_(person_ids),
        col(Participant.left_at).is_(None),
    )
    return set(session.connection().execute(rows).scalars())


def took_part(session: Session, application_id: int, person_ids: Collection[int]) -> bool:
    """Return whether any of these people works or worked on an application."""
    rows = select(col(Participant.id)).where(
        col(Participant.application_id) == application_id, col(Participant.person_id).in_(person_ids)
    )
    return session.connection().execute(rows).first() is not None


def leave(session: Session, person_ids: Collection[int], at: datetime) -> None:
    """Let these people work on nothing any more."""
    theirs = update(Participant).where(col(Participant.person_id).in_(person_ids))
    session.connection().execute(theirs.values(place=None))
    session.connection().execute(theirs.where(col(Participant.left_at).is_(None)).values(left_at=at))


def stored_files(session: Session, application_id: int) -> set[str]:
    """Return under which names the files of an application lie."""
    rows = select(col(Attachment.stored_name)).where(col(Attachment.application_id) == application_id)
    return set(session.connection().execute(rows).scalars())


def forget_removed_files(session: Session, person_ids: Collection[int]) -> set[str]:
    """Forget files that somebody added and took out again, unless they were sent; return their stored names."""
    rows = session.execute(
        select(Attachment).where(col(Attachment.added_by).in_(person_ids), col(Attachment.removed_at).is_not(None))
    ).scalars()
    gone = [row for row in rows if not any(row.sha256 in one.content for one in sent(session, row.application_id))]
    where = col(Attachment.id).in_([row.id for row in gone])
    erasing_queries.loosen(session, metadata().tables["attachment"], where)
    session.connection().execute(delete(Attachment).where(where))
    return {row.stored_name for row in gone}


def without_owner(session: Session, names: Collection[str]) -> set[str]:
    """Return those stored names that no attachment bears any more: a draft that is carried on shares the bytes."""
    kept = select(col(Attachment.stored_name)).where(col(Attachment.stored_name).in_(names))
    return set(names) - set(session.connection().execute(kept).scalars())
