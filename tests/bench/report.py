"""How long the figures take over very many applications, against the bare counts in SQL."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from sqlalchemy import Engine, insert, text
from sqlmodel import Session

from models.call_files.call_file import shipped_call, shipped_content
from models.figures import figures
from models.places.municipality import municipalities_on
from models.records.applications import call_queries
from models.records.applications.application import Application, Event
from models.storage import migrate
from models.storage.database import open_engine
from tests.bench.interleaved import medians
from tests.bench.population import CALL
from tests.bench.table import Row, Size, at_most
from tests.bench.town import NOW

ROUNDS = ("2021-1", "2021-2")
# What an application went through, the last being its stage; all had some answers before.
COURSES = (
    ("submitted", "admissible", "selected"),
    ("submitted", "admissible", "unclear"),
    ("submitted", "inadmissible"),
    ("submitted", "admissible", "selected", "intake", "guidance"),
    ("submitted",),
)
ANSWERS = 5  # events of each application that are no step
OF_APPLICATIONS = (
    "SELECT round_id, nis_code, stage, count(*) FROM application"
    " WHERE call_name = :call AND first_sent_at IS NOT NULL GROUP BY round_id, nis_code, stage"
)
OF_STEPS = (
    "SELECT application.round_id, event.what, count(DISTINCT event.application_id) FROM event"
    " JOIN application ON application.id = event.application_id"
    " WHERE event.what IN ('admissible', 'selected', 'withdrawn', 'undone') GROUP BY application.round_id, event.what"
)


async def rows(folder: Path, size: Size) -> list[Row]:
    """Measure the figures of a call, and the counts that somebody would type by hand."""
    engine = open_engine(f"sqlite:///{folder / 'figures.db'}")
    migrate.upgrade(engine)
    _fill(engine, size.applications)

    async def ours() -> float:
        began = perf_counter()
        with Session(engine) as session:
            figures.figures(session, shipped_call(CALL), NOW)
        return perf_counter() - began

    async def bare() -> float:
        began = perf_counter()
        with engine.connect() as connection:
            connection.execute(text(OF_APPLICATIONS), {"call": CALL}).all()
            connection.execute(text(OF_STEPS)).all()
        return perf_counter() - began

    took, reference = await medians(ours, bare, rounds=size.rounds)
    engine.dispose()
    target, holds = at_most(took / reference, 3.0)
    return [
        Row(
            bench=f"figures of {size.applications:,} applications / bare SQL counts",
            value=f"{1000 * took:.0f} ms",
            reference=f"{1000 * reference:.0f} ms",
            ratio=took / reference,
            target=target,
            holds=holds,
        )
    ]


def _fill(engine: Engine, applications: int) -> None:
    call = shipped_call(CALL)
    with Session(engine) as session:
        call_queries.remember(session, call, shipped_content(CALL), NOW)
        session.commit()
    towns = sorted(municipalities_on(NOW.date()))
    with engine.connect() as connection:
        numbers = range(1, applications + 1)
        connection.execute(insert(Application), [_application(n, towns, call.version) for n in numbers])
        connection.execute(insert(Event), [event for n in numbers for event in _events(n)])
        connection.commit()


def _application(number: int, towns: list[str], version: str) -> dict[str, object]:
    course = COURSES[number % len(COURSES)]
    return {
        "id": number,
        "call_name": CALL,
        "call_version": version,
        "round_id": ROUNDS[number % 2],
        "nis_code": towns[number % len(towns)],
        "stage": course[-1],
        "number": f"PROF-{number}",
        "created_at": NOW - timedelta(days=90),
        "first_sent_at": NOW - timedelta(days=80),
    }


def _events(number: int) -> Iterator[dict[str, object]]:
    whats = (*["answered"] * ANSWERS, *COURSES[number % len(COURSES)])
    for place, what in enumerate(whats):
        at = NOW - timedelta(days=85) + timedelta(hours=place)
        yield {"application_id": number, "at": at, "channel": "local", "what": what, "detail": ""}
