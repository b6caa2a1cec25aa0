"""Boxes with a number in them: cases without all that a case has, for works that go beside others on PostgreSQL."""

import threading
from collections.abc import Collection, Mapping

from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, bindparam, select, text, update
from sqlmodel import Session

from models.storage.statements.prepared import Prepared
from models.storage.transactions.foresight import Foreseen
from models.storage.transactions.isolation import Beside, Sharing, shares

BOX = Table(
    "box", MetaData(), Column("id", Integer, primary_key=True), Column("held", Integer), Column("words", String)
)
HELD = Prepared(select(BOX.c.held).where(BOX.c.id == bindparam("which")), of_a_case=True)
SET = Prepared(update(BOX).where(BOX.c.id == bindparam("which")).values(held=bindparam("new")), of_a_case=True)


def fill(engine: Engine, last: int) -> None:
    """Make boxes 1 to `last`, with 0 in each."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE number_series (prefix VARCHAR)"))
        BOX.create(connection)
        connection.execute(BOX.insert(), [{"id": number, "held": 0} for number in range(1, last + 1)])


def held(engine: Engine) -> dict[int, int]:
    """Return what is in the boxes that are not empty."""
    with engine.connect() as connection:
        return {number: count for number, count in connection.execute(select(BOX.c.id, BOX.c.held)) if count}


def _boxes(session: Session, keys: Collection[int]) -> dict[int, int]:
    there = session.connection().execute(select(BOX.c.id).where(BOX.c.id.in_(keys))).scalars()
    return {number: number for number in there}


def _keep(session: Session, cases: Collection[int]) -> frozenset[int]:
    free = select(BOX.c.id).where(BOX.c.id.in_(cases)).with_for_update(skip_locked=True)
    written = update(BOX).where(BOX.c.id.in_(free)).values(held=BOX.c.held).returning(BOX.c.id)
    return frozenset(session.connection().execute(written).scalars())


def _foresee(session: Session, boxes: Mapping[int, int]) -> dict[int, Foreseen]:
    return dict(zip(boxes, HELD.foresee(session, [{"which": one} for one in boxes.values()]), strict=True))


beside = shares(
    Sharing.BESIDE,
    beside=Beside(key=lambda number, *_rest, **_named: number, cases=_boxes, keep=_keep, foresee=_foresee),
)


@beside
def count_on(session: Session, number: int, gate: threading.Event | None = None) -> int:
    """Read, then write what others may have written meanwhile."""
    held = HELD.value(session, which=number) or 0
    if gate is not None:
        assert gate.wait(10)
    SET.later(session, which=number, new=held + 1)
    return held + 1


@beside
def look(session: Session, number: int) -> int:
    """Read, and write nothing."""
    return HELD.value(session, which=number) or 0
