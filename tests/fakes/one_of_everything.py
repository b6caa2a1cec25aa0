"""A row of every table, each pointing to one person and naming them wherever words can stand."""

import json
from datetime import UTC, date, datetime

from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, String, Table, func, insert, select
from sqlmodel import AutoString, Session

from models.records.privacy.data_register import WRITTEN, register
from models.records.tables import metadata
from models.storage.database import UtcDateTime

NOW = datetime(2021, 10, 20, 8, tzinfo=UTC)
NAME, MAILBOX, CHAT = "An Verstraeten", "an.verstraeten@lier.be", 4_987_654_321
COLLEAGUE = "bram@lier.be"
LATER = frozenset({"application_id", "carried_from_id"})  # of a person and an application: they would point ahead

# What a column must hold so that the row means something.
MEANT: dict[tuple[str, str], object] = {
    ("application", "stage"): "submitted",
    ("application", "nis_code"): "12021",
    ("person", "name"): NAME,
    ("chat", "front"): "web",
    ("mailbox", "email"): MAILBOX,
    ("inbox", "raw"): f'{{"update_id":1,"message":{{"chat":{{"id":{CHAT},"type":"private"}},"text":"{NAME}"}}}}',
    ("inbox", "front"): "web",
    ("participant", "role"): "contact",
    ("answer", "item_key"): "contact_email",
    ("answer", "value"): json.dumps(MAILBOX),
    ("answer", "message"): f"web:{CHAT}:7",
    ("outbox", "way"): "mail",
    ("outbox", "address"): MAILBOX,
    ("unreachable", "way"): "mail",
    ("unreachable", "address"): MAILBOX,
    ("local_file", "file_id"): "F1",
    ("local_message", "state"): json.dumps({"text_html": f"Dag {NAME}", "document": {"file_id": "F1"}}),
    ("submission", "content"): json.dumps(
        {"answers": {"contact_name": NAME, "contact_email": MAILBOX}, "attachments": [{"name": f"{MAILBOX}.pdf"}]}
    ),
    ("nudge", "sent_at"): NOW,
    ("erasure", "chores"): "{}",
    ("snapshot", "content"): "{}",
    ("application", "live_key"): "call/round/12021",
    ("application", "number"): "PROF-1",
    ("application", "province"): "Antwerpen",
    ("question", "answered_by"): None,
    ("local_ids", "chat_id"): 1,
    ("application", "erased_at"): None,
    ("person", "erased_at"): None,
    ("submission", "erased_at"): None,
    ("participant", "left_at"): None,
    ("follow_up", "nis_code"): "12021",
    ("extension", "nis_code"): "12021",
}
ADDRESSED = frozenset({"email", "sender"})
IN_JSON = frozenset({"value", "filled", "payload"})


def fill(session: Session) -> None:
    """Write a row into every table, person 1 in each, and a colleague (2) who works on the same application."""
    connection = session.connection()
    for table in metadata().sorted_tables:
        connection.execute(insert(table).values({column.name: _value(table, column) for column in table.c}))
    people, participants = metadata().tables["person"], metadata().tables["participant"]
    bram = {
        "id": 2,
        "language": "nl",
        "name": "Bram",
        "created_at": NOW,
        "reminders": "mail",
        "reminder_moments": "all",
    }
    connection.execute(insert(people).values(**bram, asked=""))
    connection.execute(
        insert(participants).values(id=2, application_id=1, person_id=2, role="colleague", joined_at=NOW)
    )
    mailboxes = metadata().tables["mailbox"]
    connection.execute(insert(mailboxes).values(id=2, person_id=2, email=COLLEAGUE, proven_at=NOW))
    if connection.dialect.name == "postgresql":  # what is added from now on begins behind these
        for table in metadata().sorted_tables:
            if "id" in table.c and isinstance(table.c.id.type, Integer):
                connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), 10)))


def _value(table: Table, column: "Column[object]") -> object:
    if (table.name, column.name) in MEANT:
        return MEANT[table.name, column.name]
    if column.name in LATER and table.name in {"person", "application"}:
        return None
    if column.name in register()[table.name].of(*WRITTEN) and not isinstance(column.type, Integer | Boolean):
        return _words(column)
    return _plain(column)


def _words(column: "Column[object]") -> object:
    if isinstance(column.type, LargeBinary):
        return MAILBOX.encode()
    if column.name in ADDRESSED:
        return MAILBOX
    text = f"{NAME}, {MAILBOX}"
    if column.name in IN_JSON:
        return json.dumps({"text": f"dag\n{text}"})
    length = getattr(column.type, "length", None)
    return text if length is None or length >= len(text) else text[:length]


def _plain(column: "Column[object]") -> object:
    if column.foreign_keys:
        [key] = column.foreign_keys
        return "1" if isinstance(column.type, String | AutoString) else int(key.column is not None)
    if column.name == "chat_id":
        return CHAT
    kinds = ((UtcDateTime, NOW), (Boolean, False), (Date, date(2021, 10, 20)), (Integer, 1))
    return next((value for kind, value in kinds if isinstance(column.type, kind)), "1")
