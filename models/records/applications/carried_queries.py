"""Queries on what carries an application on: its answers in another one; the caller owns the transaction."""

from collections.abc import Collection

from sqlalchemy import Integer, bindparam, insert, inspect, select, update
from sqlmodel import Session, col

from models.answers.answer import Answer
from models.records.applications.application import Application, KeptAnswer
from models.records.applications.case_queries import stored_value
from models.storage.statements.prepared import Prepared

_COPIED = tuple(one.name for one in inspect(KeptAnswer).local_table.columns if one.name != "application_id")
_COPY = Prepared(
    insert(KeptAnswer).from_select(
        ["application_id", *_COPIED],
        select(bindparam("after", type_=Integer), *(getattr(KeptAnswer, name) for name in _COPIED)).where(
            col(KeptAnswer.application_id) == bindparam("before")
        ),
    )
)
_REWRITE = Prepared(
    update(KeptAnswer)
    .where(col(KeptAnswer.application_id) == bindparam("application"), col(KeptAnswer.item_key) == bindparam("item"))
    .values(value=bindparam("new_value"), stale=bindparam("is_stale"))
)
_SUCCESSOR = Prepared(
    select(col(Application.id))
    .where(col(Application.carried_from_id) == bindparam("before"))
    .order_by(col(Application.id).desc())
    .limit(1)
)


def copy_answers(session: Session, from_id: int, to_id: int) -> None:
    """Copy the answers of an application, and what was skipped, as they stand into one that has none."""
    _COPY.later(session, before=from_id, after=to_id)


def rewrite(session: Session, application_id: int, answers: Collection[Answer]) -> None:
    """Set the values of answers and whether they are stale; by whom and when they were given stays."""
    for one in answers:
        _REWRITE.later(
            session, application=application_id, item=one.key, new_value=stored_value(one), is_stale=one.stale
        )


def successor(session: Session, application_id: int) -> int | None:
    """Return the newest application that carries the answers of an ended one on, or None."""
    found: int | None = _SUCCESSOR.value(session, before=application_id)
    return found
