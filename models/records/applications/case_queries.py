"""Queries on applications and their answers; the caller owns the transaction."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Text, bindparam, cast, delete, func, select, update
from sqlmodel import Session, col

from models.answers.answer import Answer
from models.calls.stages import Stage
from models.places.municipality import municipality
from models.records.applications import call_queries, deadline_queries
from models.records.applications.application import Application, EarlierAnswer, KeptAnswer, Participant
from models.records.applications.case import Case, Kept
from models.records.applications.kept_answers import read_answers
from models.storage.statements.prepared import Prepared
from models.storage.statements.row_queries import PreparedAdding
from models.storage.statements.upsert import insert_into
from models.storage.transactions import isolation
from models.storage.transactions.foresight import Foreseen

# What makes an array of a row, and one of all rows.
_ARRAYS = {"sqlite": ("json_array", "json_group_array"), "postgresql": ("json_build_array", "json_agg")}


def _reading(dialect: str) -> Any:  # noqa: ANN401 - a Select of more columns than types can name
    """Return the query for an application, with all its answers as JSON in the last column.

    A row for each answer took 0.1 of 1.3 ms a turn: the database thread gives way to the others at every row.
    """
    array, all_of = _ARRAYS[dialect]
    at = col(KeptAnswer.answered_at)
    with_zone = cast(at, Text).concat("+00:00") if dialect == "sqlite" else at  # to add it later took 15 µs a turn
    answer = getattr(func, array)(
        col(KeptAnswer.item_key),
        col(KeptAnswer.value),
        col(KeptAnswer.said),
        col(KeptAnswer.problem),
        col(KeptAnswer.unclear),
        col(KeptAnswer.stale),
        col(KeptAnswer.skipped),
        col(KeptAnswer.answered_by),
        with_zone,
    )
    answers = select(cast(getattr(func, all_of)(answer), Text)).where(
        col(KeptAnswer.application_id) == bindparam("application")
    )
    return select(
        col(Application.call_version),
        col(Application.round_id),
        col(Application.nis_code),
        col(Application.stage),
        col(Application.number),
        col(Application.live_key),
        col(Application.carried_from_id),
        col(Application.last_sent_at),
        col(Application.asked_first),
        col(Application.reply_by_at),
        deadline_queries.NEWEST_VERSION,
        deadline_queries.EXTENDED_TO,
        answers.scalar_subquery(),
    ).where(col(Application.id) == bindparam("application"))


def _upsert(dialect: str) -> Any:  # noqa: ANN401 - the dialects share no type
    """Return the statement that writes an answer over the one that was there."""
    statement = insert_into(dialect, KeptAnswer)
    return statement.on_conflict_do_update(
        index_elements=["application_id", "item_key"], set_={name: statement.excluded[name] for name in _GIVEN}
    )


_GIVEN = ("value", "said", "problem", "unclear", "stale", "skipped", "answered_by", "answered_at", "message")
_READING = Prepared(_reading, of_a_case=True)
_UPSERT = Prepared(_upsert, "application_id", "item_key", *_GIVEN, of_a_case=True)
_ADDING = PreparedAdding(Application)
_LIVE = Prepared(select(col(Application.id)).where(col(Application.live_key) == bindparam("key")))
_PLACE = Prepared(
    update(Participant)
    .where(
        col(Participant.application_id) == bindparam("of_application"), col(Participant.person_id) == bindparam("who")
    )
    .values(place=bindparam("item"), asked_at=bindparam("moment")),
    of_a_case=True,
)


def load(session: Session, application_id: int) -> Case:
    """Return an application with its answers.

    Raises:
        KeyError: there is no such application.
    """
    isolation.demand_own(session, application_id)
    row = _READING.row(session, application=application_id)
    if row is None:
        raise KeyError(application_id)
    *facts, asked_first, reply_by_at, newest, until, answers = row
    version, round_id, nis_code, stage, number, live_key, carried_from_id, last_sent_at = facts
    call = call_queries.call_of(session, version)
    kept, skipped = read_answers(answers)
    return Case(
        application_id=application_id,
        call=call,
        round=deadline_queries.round_now(session, version, newest, round_id, until),
        nis_code=nis_code,
        stage=Stage(stage),
        number=number,
        is_owned=live_key is not None,
        carried_from_id=carried_from_id,
        last_sent_at=last_sent_at,
        kept=kept,
        skipped=skipped,
        asked_first=tuple((asked_first or "").split()),
        reply_by_at=reply_by_at,
    )


def foresee(session: Session, application_ids: Sequence[int]) -> list[Foreseen]:
    """Return for each application what `load` will ask."""
    return _READING.foresee(session, [{"application": one} for one in application_ids])


def keep_answer(
    session: Session, application_id: int, kept: Kept, message: str | None = None, *, skipped: bool = False
) -> None:
    """Write the answer to an item over the one that was there."""
    answer = kept.answer
    _UPSERT.later(
        session,
        application_id=application_id,
        item_key=answer.key,
        value=stored_value(answer),
        said=answer.said,
        problem=answer.problem,
        unclear=" ".join(answer.unclear),
        stale=answer.stale,
        skipped=skipped,
        answered_by=kept.answered_by,
        answered_at=kept.answered_at,
        message=message,
    )


def stored_value(answer: Answer) -> str:
    """Return the value of an answer as it is stored."""
    return json.dumps(answer.value, ensure_ascii=False)


def keep_earlier(
    session: Session, application_id: int, kept: Kept, *, offered: bool = False, message: str | None = None
) -> int:
    """Keep an answer that is about to be replaced and return its id; an offered one can be chosen at the item."""
    row = EarlierAnswer(
        application_id=application_id,
        item_key=kept.answer.key,
        value=stored_value(kept.answer),
        said=kept.answer.said,
        offered=offered,
        answered_by=kept.answered_by,
        answered_at=kept.answered_at,
        message=message,
    )
    session.add(row)
    session.flush()
    return row.id


def earlier_answer(session: Session, application_id: int, earlier_id: int) -> EarlierAnswer | None:
    """Return a replaced answer of this application, or None when it has none with that id."""
    row = session.get(EarlierAnswer, earlier_id)
    return row if row is not None and row.application_id == application_id else None


def forget_answer(session: Session, application_id: int, item_key: str) -> None:
    """Take an answer away (the last file of a file item was removed)."""
    session.connection().execute(
        delete(KeptAnswer).where(col(KeptAnswer.application_id) == application_id, col(KeptAnswer.item_key) == item_key)
    )


def item_of_message(session: Session, application_id: int, message: str) -> str | None:
    """Return the item whose answer came with that message, or None."""
    found = session.connection().execute(
        select(col(KeptAnswer.item_key)).where(
            col(KeptAnswer.application_id) == application_id, col(KeptAnswer.message) == message
        )
    )
    return found.scalars().first()


def earlier_of_message(session: Session, application_id: int, message: str) -> EarlierAnswer | None:
    """Return the newest replaced answer that came with that message, or None."""
    found = session.execute(
        select(EarlierAnswer)
        .where(col(EarlierAnswer.application_id) == application_id, col(EarlierAnswer.message) == message)
        .order_by(col(EarlierAnswer.id).desc())
    )
    return found.scalars().first()


def messages(session: Session, application_id: int) -> dict[str, str]:
    """Return by item the message that gave its answer."""
    rows = session.connection().execute(
        select(col(KeptAnswer.item_key), col(KeptAnswer.message)).where(
            col(KeptAnswer.application_id) == application_id
        )
    )
    return {key: message for key, message in rows if message is not None}


def mark_skipped(session: Session, application_id: int, item_key: str) -> None:
    """Note that an answered item was skipped; its answer stays."""
    session.connection().execute(
        update(KeptAnswer)
        .where(col(KeptAnswer.application_id) == application_id, col(KeptAnswer.item_key) == item_key)
        .values(skipped=True)
    )


def earlier_texts(session: Session, application_id: int, item_key: str) -> tuple[str, ...]:
    """Return what was answered to an item before, newest first."""
    rows = session.connection().execute(
        select(col(EarlierAnswer.said))
        .where(col(EarlierAnswer.application_id) == application_id, col(EarlierAnswer.item_key) == item_key)
        .order_by(col(EarlierAnswer.id).desc())
    )
    return tuple(rows.scalars())


def place(session: Session, application_id: int, person_id: int, item_key: str | None, now: datetime) -> None:
    """Remember which item a person was asked, and when."""
    _PLACE.later(session, of_application=application_id, who=person_id, item=item_key, moment=now)


def add_application(
    session: Session,
    *,
    call_name: str,
    call_version: str,
    round_id: str,
    now: datetime,
    nis_code: str | None = None,
    carried_from_id: int | None = None,
) -> int:
    """Add a draft and return its id."""
    return _ADDING.add(
        session,
        call_name=call_name,
        call_version=call_version,
        round_id=round_id,
        nis_code=nis_code,
        province=municipality(nis_code).province if nis_code else None,
        stage=Stage.DRAFT,
        carried_from_id=carried_from_id,
        created_at=now,
    )


def change(session: Session, application_id: int, **values: object) -> None:
    """Set columns of an application; the province goes with the municipality."""
    if "nis_code" in values:
        values["province"] = municipality(str(values["nis_code"])).province if values["nis_code"] else None
    setting = _setting(tuple(values))
    setting.later(session, which=application_id, **{f"new_{name}": value for name, value in values.items()})


@lru_cache(maxsize=64)
def _setting(names: tuple[str, ...]) -> Prepared:
    """Return the statement that sets these columns: there are as many as there are callers."""
    new: dict[Any, Any] = {name: bindparam(f"new_{name}") for name in names}
    return Prepared(update(Application).where(col(Application.id) == bindparam("which")).values(new))


def is_shown(session: Session, application_id: int) -> bool:
    """Return whether the municipality shows this draft to its province."""
    found = session.connection().execute(select(col(Application.shown_at)).where(col(Application.id) == application_id))
    return found.scalar_one_or_none() is not None


def live_application(session: Session, live_key: str) -> int | None:
    """Return the live application that owns `live_key`, or None."""
    found: int | None = _LIVE.value(session, key=live_key)
    return found


def any_application(session: Session) -> bool:
    """Return whether anybody ever began an application."""
    return session.connection().execute(select(col(Application.id)).limit(1)).first() is not None


def any_of_towns(session: Session, call_name: str, nis_codes: Collection[str]) -> bool:
    """Return whether there is an application of one of these municipalities for a call."""
    theirs = (col(Application.call_name) == call_name, col(Application.nis_code).in_(nis_codes))
    return session.connection().execute(select(col(Application.id)).where(*theirs).limit(1)).first() is not None
