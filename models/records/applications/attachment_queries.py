"""Queries on attachments; the caller owns the transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlmodel import Session, col

from models.records.applications.attachment import Attachment
from models.storage.statements.row_queries import PreparedAdding, PreparedRows

_THERE = (col(Attachment.application_id) == bindparam("application"), col(Attachment.removed_at).is_(None))
_ALL = PreparedRows(Attachment, *_THERE, by=col(Attachment.id))
_OF_ITEM = PreparedRows(Attachment, *_THERE, col(Attachment.item_key) == bindparam("item"), by=col(Attachment.id))
_ADDING = PreparedAdding(Attachment)


def add(session: Session, attachment: Attachment) -> int:
    """Add a file and return its id."""
    return _ADDING.add(session, **attachment.model_dump(exclude={"id"}))


def of_application(session: Session, application_id: int, item_key: str | None = None) -> list[Attachment]:
    """Return the files of an application (or of one item), oldest first, without the removed ones."""
    if item_key is not None:
        return _OF_ITEM.all(session, application=application_id, item=item_key)
    return _ALL.all(session, application=application_id)


def all_of(session: Session, application_id: int) -> list[Attachment]:
    """Return every file that ever belonged to an application, also the removed ones, oldest first."""
    found = session.execute(
        select(Attachment).where(col(Attachment.application_id) == application_id).order_by(col(Attachment.id))
    )
    return list(found.scalars())


def one(session: Session, attachment_id: int) -> Attachment | None:
    """Return a file that was not removed, or None."""
    row = session.get(Attachment, attachment_id)
    return row if row is not None and row.removed_at is None else None


def any_one(session: Session, attachment_id: int) -> Attachment | None:
    """Return a file, also one that was removed, or None."""
    return session.get(Attachment, attachment_id)


def of_album(session: Session, application_id: int, album: str) -> str | None:
    """Return the item to which the files of an album went so far, or None."""
    found = session.connection().execute(
        select(col(Attachment.item_key))
        .where(col(Attachment.application_id) == application_id, col(Attachment.album) == album)
        .order_by(col(Attachment.id))
    )
    return found.scalars().first()


def place(session: Session, attachment_id: int, item_key: str) -> None:
    """Say to which item a file belongs."""
    session.connection().execute(
        update(Attachment).where(col(Attachment.id) == attachment_id).values(item_key=item_key)
    )


def remove(session: Session, attachment_id: int, now: datetime) -> None:
    """Take a file out of the application; the history keeps its hash."""
    session.connection().execute(update(Attachment).where(col(Attachment.id) == attachment_id).values(removed_at=now))


def copy(session: Session, from_id: int, to_id: int) -> dict[str, str]:
    """Let the files of one application belong to another as well; return the new ids by the old ones."""
    return copy_rows(session, of_application(session, from_id), to_id)


def copy_rows(session: Session, rows: Sequence[Attachment], to_id: int) -> dict[str, str]:
    """Let these files belong to another application as well; return the new ids by the old ones."""
    ids: dict[str, str] = {}
    for row in rows:
        ids[str(row.id)] = str(_ADDING.add(session, **row.model_dump(exclude={"id"}) | {"application_id": to_id}))
    return ids


def stored_names(session: Session) -> list[str]:
    """Return the names under which the bytes of all files lie, also of the removed ones."""
    found = session.connection().execute(select(col(Attachment.stored_name)).distinct())
    return sorted(found.scalars())
