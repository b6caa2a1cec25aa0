"""Whether a page of a desk's list costs the same when very many have applied."""

from datetime import timedelta
from itertools import cycle
from pathlib import Path
from time import perf_counter

from sqlalchemy import Engine, insert
from sqlmodel import Session

from models.call_files.call_file import shipped_call, shipped_content
from models.calls.stages import Stage
from models.records.applications import call_queries
from models.records.applications.application import Application
from models.records.desk import desk_queries
from models.records.desk.desk_queries import Shelf
from models.storage import migrate
from models.storage.database import open_engine
from tests.bench.interleaved import medians
from tests.bench.population import CALL, ROUND
from tests.bench.table import Row, Size, at_most
from tests.bench.town import NOW

FEW = 1_000
PAGES = 200  # in one round of measuring
SHELVES = (
    Shelf(call_name=CALL, round_id=ROUND),
    Shelf(call_name=CALL, round_id=ROUND, stage=Stage.SUBMITTED),
    Shelf(call_name=CALL, round_id=ROUND, province="Limburg"),
    Shelf(call_name=CALL, round_id=ROUND, stage=Stage.SELECTED, province="Limburg"),
)
TOWNS = (("12014", "Antwerpen"), ("71022", "Limburg"), ("44021", "Oost-Vlaanderen"))
STAGES = (Stage.SUBMITTED, Stage.ADMISSIBLE, Stage.SELECTED, Stage.INADMISSIBLE)


async def rows(folder: Path, size: Size) -> list[Row]:
    """Measure pages from the middle of every list, with few and with very many that were sent."""
    large = max(size.applications, FEW)
    small_engine, large_engine = _filled(folder / "few.db", FEW), _filled(folder / "many.db", large)

    async def among(engine: Engine, count: int) -> float:
        return _pages_a_second(engine, count // 2)

    few, many = await medians(lambda: among(small_engine, FEW), lambda: among(large_engine, large), rounds=size.rounds)
    small_engine.dispose()
    large_engine.dispose()
    target, holds = at_most(few / many, 1.3)
    return [
        Row(
            bench=f"page of a desk's list, {large:,} sent / {FEW:,}",
            value=f"{1000 / many:.2f} ms",
            reference=f"{1000 / few:.2f} ms",
            ratio=few / many,
            target=target,
            holds=holds,
        )
    ]


def _filled(path: Path, count: int) -> Engine:
    engine = open_engine(f"sqlite:///{path}")
    migrate.upgrade(engine)
    version = shipped_call(CALL).version
    same = {"call_name": CALL, "call_version": version, "round_id": ROUND, "created_at": NOW}
    with Session(engine) as session:
        call_queries.remember(session, shipped_call(CALL), shipped_content(CALL), NOW)
        session.connection().execute(insert(Application), [_row(n) | same for n in range(1, count + 1)])
        session.commit()
    return engine


def _row(number: int) -> dict[str, object]:
    nis_code, province = TOWNS[number % len(TOWNS)]
    return {
        "id": number,
        "nis_code": nis_code,
        "province": province,
        "stage": STAGES[number % len(STAGES)],
        "number": f"PROF-{ROUND}-{number:06d}",
        "first_sent_at": NOW + timedelta(seconds=number // 3),
    }


def _pages_a_second(engine: Engine, middle: int) -> float:
    with Session(engine) as session:
        began = perf_counter()
        for shelf, place in zip(cycle(SHELVES), range(PAGES), strict=False):
            desk_queries.page(session, shelf, size=8, cursor=middle + place, backwards=place % 2 == 1)
        return PAGES / (perf_counter() - began)
