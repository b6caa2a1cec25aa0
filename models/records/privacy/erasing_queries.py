"""Queries that erase, as the register of data says; the caller owns the transaction."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, String, Table, delete, false, or_, select, update
from sqlmodel import AutoString, Session

from models.records.people.whose import Whose
from models.records.people.whose_queries import is_theirs
from models.records.privacy.data_register import OWN_WORDS, WRITTEN, DataClass, Erase, register
from models.records.privacy.wiping import wiped, wiped_json
from models.records.tables import metadata

LONG = 160  # columns for fewer letters hold keys, not words
# Rows that say nothing without their words.
ONLY_WORDS = frozenset(
    {
        "answer",
        "attachment",
        "college_plan",
        "desk_form",
        "earlier_answer",
        "expert",
        "loose_text",
        "showcase_entry",
    }
)
# Rows that are about an application but not of it, or whose words have a rule of their own.
OF_THE_WAY = frozenset({"person", "outbox", "mail_in", "submission", "foreign_mailbox"})
# Where most words are: looked through once, for all that is in an application.
ANSWERS = {"answer": ("value", "said"), "earlier_answer": ("value", "said"), "submission": ("content",)}
CHECKED = frozenset({"submission", "snapshot"})  # a checksum goes with their words
IN_JSON = frozenset({"value", "filled", "payload"})


def forget_rows(session: Session, whose: Whose) -> None:
    """Delete or empty every row that is theirs, where the register says so; what points to a row before that row."""
    for table in reversed(metadata().sorted_tables):
        entry = register()[table.name]
        where = is_theirs(table, entry, whose)
        if entry.unless is not None:
            where &= table.c[entry.unless].is_(None)
        if entry.erase is Erase.GOES:
            loosen(session, table, where)
            session.connection().execute(delete(table).where(where))
        elif entry.erase is Erase.BLANKED:
            session.connection().execute(update(table).where(where).values(_emptied(table, entry.of(*OWN_WORDS))))


def loosen(session: Session, table: Table, where: ColumnElement[bool]) -> None:
    """Let rows of others point to nothing where they point to a row that goes."""
    for other in metadata().sorted_tables:
        for column in other.c:
            if column.nullable and any(key.column.table is table for key in column.foreign_keys):
                going = select(*table.primary_key.columns).where(where)
                session.connection().execute(update(other).where(column.in_(going)).values({column.name: None}))


def forget_words(session: Session, application_id: int) -> None:
    """Delete or empty all that was written in an application and beside it; its steps and its figures stay."""
    for table in reversed(metadata().sorted_tables):
        entry = register()[table.name]
        if "application_id" not in table.c or table.name in OF_THE_WAY:
            continue
        where = table.c.application_id == application_id
        if table.name in ONLY_WORDS:
            loosen(session, table, where)
            session.connection().execute(delete(table).where(where))
        elif words := _emptied(table, entry.of(*WRITTEN)):
            session.connection().execute(update(table).where(where).values(words))


def _emptied(table: Table, columns: Collection[str]) -> dict[str, object]:
    """Return what emptied columns hold; a number that may not be empty is no word, and stays."""
    empty: dict[str, object] = {}
    for column in (table.c[name] for name in columns):
        if column.nullable:
            empty[column.name] = None
        elif isinstance(column.type, LargeBinary):
            empty[column.name] = b""
        elif isinstance(column.type, String | AutoString):
            empty[column.name] = ""
    return empty


def wipe_everywhere(session: Session, application_ids: Collection[int], words: Collection[str]) -> None:
    """Write over words (mailboxes) wherever they stand; of answers it is known in which applications they do."""
    for table in metadata().sorted_tables:
        of = table.c.application_id.in_(application_ids) if table.name in ANSWERS else None
        _wipe(session, table, words, of)


def wipe_in(session: Session, application_ids: Collection[int], words: Collection[str]) -> None:
    """Write over words (names, phone numbers) in these applications, and in what is about their municipalities."""
    application = metadata().tables["application"]
    towns = select(application.c.nis_code).where(
        application.c.id.in_(application_ids), application.c.nis_code.is_not(None)
    )
    follow_up = metadata().tables["follow_up"]
    followed = select(follow_up.c.id).where(follow_up.c.nis_code.in_(towns))
    scopes: dict[str, Any] = {"application_id": application_ids, "follow_up_id": followed, "nis_code": towns}
    for table in metadata().sorted_tables:
        column = next((name for name in scopes if name in table.c), None)
        if column is not None and table.name not in {*OF_THE_WAY, "application"}:
            _wipe(session, table, words, table.c[column].in_(scopes[column]))


def _wipe(session: Session, table: Table, words: Collection[str], of: ColumnElement[bool] | None) -> None:
    columns = [table.c[name] for name in register()[table.name].of(*WRITTEN) if _holds_words(table.c[name])]
    if not columns or not words or table.name in CHECKED:
        return
    named = naming(session, columns, words)
    keys = list(table.primary_key.columns)
    wanted = select(*keys, *columns).where(named if of is None else named & of)
    for row in session.connection().execute(wanted).mappings().all():
        new = {column.name: _wiped(column.name, row[column.name], words) for column in columns if row[column.name]}
        where = [key == row[key.name] for key in keys]
        session.connection().execute(update(table).where(*where).values(new))


def _wiped(name: str, text: str, words: Collection[str]) -> str:
    return wiped_json(text, words) if name in IN_JSON else wiped(text, words)


def _holds_words(column: "Column[object]") -> bool:
    return isinstance(column.type, String | AutoString) and (getattr(column.type, "length", None) or LONG) >= LONG


def applications_naming(session: Session, words: Collection[str]) -> set[int]:
    """Return the applications in whose answers, now or as they were sent, one of these words stands."""
    found: set[int] = set()
    for name, columns in ANSWERS.items():
        table = metadata().tables[name]
        named = naming(session, [table.c[one] for one in columns], words)
        found |= set(session.connection().execute(select(table.c.application_id).where(named)).scalars())
    return found


def naming(session: Session, columns: "Collection[Column[Any]]", words: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that a word stands in a column, in any case; SQLite's LIKE asks no more for that."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    patterns = [f"%{word.replace('/', '//').replace('%', '/%').replace('_', '/_')}%" for word in words]
    by_case = [
        column.like(one, escape="/") if is_sqlite else column.ilike(one, escape="/")
        for column in columns
        for one in patterns
    ]
    return or_(false(), *by_case)


def applications_of(session: Session, person_ids: Collection[int]) -> set[int]:
    """Return the applications in which somebody had any part."""
    found: set[int] = set()
    for name, entry in register().items():
        table = metadata().tables[name]
        if "application_id" in table.c and entry.of(DataClass.POINTER) and name not in {"person", "outbox"}:
            for pointer in entry.whose:
                theirs = select(table.c.application_id).where(table.c[pointer].in_(person_ids))
                found |= {one for one in session.connection().execute(theirs).scalars() if one is not None}
    return found
