"""A database full of half-finished applications, made in bulk; each waits for ten typed answers."""

import json
from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import Engine, Text, cast, delete, insert, literal, select, update
from sqlalchemy.orm import InstrumentedAttribute
from sqlmodel import SQLModel, col

from models.call_files.call_file import shipped_call
from models.calls.call import Item
from models.records.applications.application import Application, KeptAnswer, Participant
from models.records.people.person import Chat, Person

CALL = "profploeg-2021"
ROUND = "2021-2"
TOWN = "12014"  # Heist-op-den-Berg
FRONT = "local"
# The fifteen answers that are there, and the ten that a clerk still types, in the order in which they are asked.
GIVEN = {
    "municipality": TOWN,
    "contact_name": "An Peeters",
    "contact_function": "Deskundige lokale economie",
    "contact_email": "an.peeters@heist-op-den-berg.be",
    "contact_phone": "+3215250000",
    "themes": ["beleving", "bereikbaarheid"],
    "services": ["economy", "mobility"],
    "service_hours": 12,
    "college_decision": ["1"],
    "college_date": "2021-06-14",
    "expertise": ["events"],
    "period": "soon",
    "backup_email": "bram.claes@heist-op-den-berg.be",
    "backup_phone": "+3215250001",
    "showcase_consent": True,
}
OPEN = (
    "core_area",
    "challenge",
    "experience",
    "accessibility",
    "tried",
    "effect",
    "alderman",
    "backup_name",
    "backup_function",
    "partners",
)


def typed_answers() -> tuple[str, ...]:
    """Return what a clerk types: the example of each item that is open."""
    items = shipped_call(CALL).checklist.by_key
    return tuple(_example(items[key]) for key in OPEN)


def _example(item: Item) -> str:
    return item.example.in_language("nl")


def fill(engine: Engine, applications: int, now: datetime) -> None:
    """Add applications 1 to `applications`; each has one person with one chat, all of the same number."""
    with engine.connect() as connection:
        for row, values in _rows(range(1, applications + 1), now):
            connection.execute(insert(row), values)
        connection.execute(insert(KeptAnswer), list(_answers(now)))
        connection.execute(insert(KeptAnswer).from_select(*_copies()))
        connection.commit()


def _rows(numbers: range, now: datetime) -> Iterator[tuple[type[SQLModel], list[dict[str, object]]]]:
    version = shipped_call(CALL).version
    begun = {"call_name": CALL, "call_version": version, "round_id": ROUND, "nis_code": TOWN, "stage": "draft"}
    yield Application, [{"id": n, "created_at": now} | begun for n in numbers]
    person = {"language": "nl", "name": "An", "agreed_at": now, "created_at": now, "reminders": "mail", "asked": ""}
    yield Person, [{"id": n, "application_id": n} | person for n in numbers]
    joined = {"role": "contact", "joined_at": now}
    yield Participant, [{"application_id": n, "person_id": n} | joined for n in numbers]
    yield Chat, [{"front": FRONT, "chat_id": n, "person_id": n, "created_at": now} for n in numbers]


def _answers(now: datetime) -> Iterator[dict[str, object]]:
    """Return the answers of application 1."""
    rest = {"unclear": "", "stale": False, "skipped": False, "answered_by": 1, "answered_at": now}
    for place, (key, value) in enumerate(GIVEN.items()):
        given = {"item_key": key, "value": json.dumps(value), "said": str(value)}
        yield {"application_id": 1, "message": f"{FRONT}:1:{place}"} | given | rest


def _copies() -> tuple[list[str], object]:
    """Return the columns of an answer, and those of application 1 once more for each other application."""
    of_one: dict[str, InstrumentedAttribute[object]] = {
        name: getattr(KeptAnswer, name)
        for name in ("item_key", "value", "said", "unclear", "stale", "skipped", "answered_at")
    }
    others = (
        select(
            col(Application.id).label("application_id"),
            col(Application.id).label("answered_by"),
            (literal(f"{FRONT}:") + cast(col(Application.id), Text) + ":" + col(KeptAnswer.item_key)).label("message"),
            *of_one.values(),
        )
        .join(KeptAnswer, col(KeptAnswer.application_id) == 1)
        .where(col(Application.id) > 1)
        .order_by(col(Application.id))
    )
    return ["application_id", "answered_by", "message", *of_one], others


def rewind(engine: Engine, numbers: Collection[int]) -> None:
    """Take the typed answers of these applications away again."""
    with engine.connect() as connection:
        connection.execute(
            delete(KeptAnswer).where(col(KeptAnswer.application_id).in_(numbers), col(KeptAnswer.item_key).in_(OPEN))
        )
        connection.execute(update(Participant).where(col(Participant.application_id).in_(numbers)).values(place=None))
        connection.commit()
