"""Queries on words and files of mails that could not be put where they belong; the caller owns the transaction."""

from collections.abc import Sequence
from datetime import datetime
from itertools import cycle
from string import ascii_uppercase

from sqlalchemy import select, update
from sqlmodel import Session, col

from models.records.messages.mail_in import LooseText


def add(session: Session, row: LooseText) -> int:
    """Keep words or a file that could not be put with an item; return its id."""
    session.add(row)
    session.flush()
    return row.id


def texts(session: Session, loose_ids: Sequence[int]) -> list[str]:
    """Return the words of some rows, oldest first."""
    rows = session.connection().execute(
        select(col(LooseText.text)).where(col(LooseText.id).in_(loose_ids)).order_by(col(LooseText.id))
    )
    return list(rows.scalars())


def waiting(session: Session, application_id: int) -> dict[str, LooseText]:
    """Return what is not put with an item yet, oldest first, each by the letter that it keeps until it is."""
    found = session.execute(
        select(LooseText).where(col(LooseText.application_id) == application_id).order_by(col(LooseText.id))
    )
    lettered = zip(cycle(ascii_uppercase), found.scalars(), strict=False)
    return {letter: row for letter, row in lettered if row.settled_at is None}


def settle(session: Session, loose_id: int, now: datetime) -> None:
    """Note that loose words were put with an item."""
    session.connection().execute(update(LooseText).where(col(LooseText.id) == loose_id).values(settled_at=now))


def settle_file(session: Session, attachment_id: int, now: datetime) -> None:
    """Note that a file that came by mail was put with an item."""
    session.connection().execute(
        update(LooseText).where(col(LooseText.attachment_id) == attachment_id).values(settled_at=now)
    )
