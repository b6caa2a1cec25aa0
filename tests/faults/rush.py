"""Row 17: thousands of clerks with finished drafts send them within seconds around the end of the round.

Every clerk is looked up afterwards: sent in the round that ended, gone on into the next one, or lost; and what the rule
says of the last thing that they did is compared with where they are.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select, text, update
from sqlmodel import Session, col

from models.call_files.call_file import shipped_call, shipped_content
from models.calls.stages import Stage
from models.language.moment import Moment, moment_of_press
from models.places.municipality import municipalities_on
from models.records.applications import call_queries
from models.records.applications.application import Application, KeptAnswer
from models.records.messages.inbox import StoredUpdate
from models.records.people.person import Chat, Mailbox
from models.storage import migrate
from models.storage.database import open_engine
from tests.bench import population
from tests.bench.start import ROOT
from tests.faults.rush_town import CLOSES_AT, FRONT, Found, Shift, work
from tests.faults.trial import Ground, Line, Size

ROUND, NEXT = "2021-1", "2021-2"
WITHIN_S = 1.0  # from receipt to the commit, for 99 of 100

Works = Callable[[list[Shift]], Awaitable[list[Found]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rush:
    """What came of it."""

    in_time: int
    late: int
    lost: int
    misjudged: int
    unanswered: int
    committed_s: list[float]  # in order
    waited_s: list[float]

    def line(self) -> str:
        return (
            f"in time {self.in_time:,} · late {self.late:,} · lost {self.lost} · misjudged {self.misjudged} · "
            f"unanswered {self.unanswered} · receipt to commit p50 {share_of(self.committed_s, 0.5):.2f} s, "
            f"p99 {share_of(self.committed_s, 0.99):.2f} s · press to commit p99 {share_of(self.waited_s, 0.99):.2f} s"
        )

    def holds(self) -> bool:
        return not (self.lost or self.misjudged or self.unanswered) and share_of(self.committed_s, 0.99) < WITHIN_S


async def rushes(ground: Ground, database: str, size: Size) -> list[Line]:
    """Row 17, with one process on SQLite and with three on PostgreSQL."""
    processes = 3 if database == "PostgreSQL" else 1
    found = await rush(ground, database, size.clerks, size.rush_s, processes, by_processes)
    what = f"{size.clerks:,} clerks send within {size.rush_s:g} s, {processes} process{'es' * (processes > 1)}"
    return [Line(row=17, what=what, database=database, came=found.line(), holds=found.holds())]


async def rush(ground: Ground, database: str, clerks: int, lasts_s: float, processes: int, works: Works) -> Rush:
    """Let clerks send in so many processes, the round ending in the middle."""
    folder, url = ground.place(database)
    engine = open_engine(url or f"sqlite:///{folder / 'kernbot.db'}")
    migrate.upgrade(engine)
    fill(engine, clerks)
    share = -(-clerks // processes)
    shifts = [
        Shift(
            data_dir=str(folder),
            url=url,
            clerks=(1 + place * share, min((place + 1) * share, clerks)),
            lasts_s=lasts_s,
            place=place,
        )
        for place in range(processes)
    ]
    found = await works(shifts)
    with engine.connect() as connection:
        came = _examined(connection, clerks, found)
    engine.dispose()
    return came


async def by_processes(shifts: list[Shift]) -> list[Found]:
    """Work each shift in a process of its own; they begin once all are ready."""
    running = [_started(shift) for shift in shifts]
    try:
        for one in running:
            assert await asyncio.to_thread(one.stdout.readline) == "ready\n"
        ends_at = _soon(shifts)
        told = await asyncio.gather(*(asyncio.to_thread(one.communicate, f"{ends_at}\n") for one in running))
    finally:
        for one in running:
            one.kill()
    found = [json.loads(out) for out, _ in told]
    return [Found(**one | {"last": {int(clerk): last for clerk, last in one["last"].items()}}) for one in found]


def _started(shift: Shift) -> subprocess.Popen:
    command = [sys.executable, "-m", "tests.faults.rush_town", json.dumps(asdict(shift))]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


async def in_this_process(shifts: list[Shift]) -> list[Found]:
    """Work all shifts at once here: each has its own store, as a process would."""
    gate = asyncio.Barrier(len(shifts))

    async def ready() -> float:
        await gate.wait()
        return _soon(shifts)

    return list(await asyncio.gather(*(work(shift, ready) for shift in shifts)))


def _soon(shifts: list[Shift]) -> float:
    return time.monotonic() + shifts[0].lasts_s / 2 + 0.1


def fill(engine: Engine, clerks: int) -> None:
    """Give each clerk a finished draft, with a mailbox that was proven; there are more clerks than municipalities."""
    now = CLOSES_AT
    with Session(engine) as session:
        call_queries.remember(session, shipped_call(population.CALL), shipped_content(population.CALL), now)
        session.commit()
    population.fill(engine, clerks, now)
    examples = dict(zip(population.OPEN, population.typed_answers(), strict=True))
    with engine.begin() as connection:
        connection.execute(update(Application).values(round_id=ROUND))
        connection.execute(update(Chat).values(front=FRONT))
        numbers = range(1, clerks + 1)
        towns = sorted(municipalities_on(now.date()))
        same = {"stale": False, "skipped": False, "unclear": "", "answered_at": now}
        for key, said in examples.items():
            given = {"item_key": key, "value": json.dumps(said), "said": said} | same
            connection.execute(insert(KeptAnswer), [{"application_id": n, "answered_by": n} | given for n in numbers])
        mailboxes = [{"person_id": n, "email": f"clerk{n}@voorbeeld.be", "proven_at": now} for n in numbers]
        connection.execute(insert(Mailbox), mailboxes)
        for place, town in enumerate(towns):
            mine = col(Application.id) % len(towns) == place
            connection.execute(update(Application).where(mine).values(nis_code=town))
        if engine.dialect.name == "postgresql":
            for table in ("application", "person"):  # whose ids were given
                connection.execute(text(f"SELECT setval('{table}_id_seq', {clerks})"))


def _examined(connection: Connection, clerks: int, found: list[Found]) -> Rush:
    sent, carried = _where_they_are(connection)
    moments = _moments(connection, found)
    lost = [clerk for clerk in range(1, clerks + 1) if clerk not in sent and clerk not in carried]
    wrong = [clerk for clerk, moment in moments.items() if moment.is_before(CLOSES_AT) is not (clerk in sent)]
    return Rush(
        in_time=len(sent),
        late=len(carried),
        lost=len(lost),
        misjudged=len(wrong),
        unanswered=sum(one.unanswered for one in found),
        committed_s=sorted(seconds for one in found for seconds in one.committed_s),
        waited_s=sorted(seconds for one in found for seconds in one.waited_s),
    )


def _where_they_are(connection: Connection) -> tuple[set[int], set[int]]:
    """Return the clerks whose application was sent in the round, and those who have a draft in the next one."""
    rows = connection.execute(
        select(col(Application.id), col(Application.round_id), col(Application.stage), col(Application.carried_from_id))
    ).all()
    sent = {number for number, round_id, stage, _ in rows if (round_id, stage) == (ROUND, Stage.SUBMITTED)}
    carried = {before for _, round_id, stage, before in rows if (round_id, stage) == (NEXT, Stage.DRAFT)}
    return sent, carried - {None}


def _moments(connection: Connection, found: list[Found]) -> dict[int, Moment]:
    """Return by clerk when the last thing that they did was sent, as far as the rule can tell."""
    rows = {row.update_id: row for row in connection.execute(select(*StoredUpdate.__table__.columns))}
    moments: dict[int, Moment] = {}
    for clerk, (update_id, stamp) in ((clerk, done) for one in found for clerk, done in one.last.items()):
        row = rows[update_id]
        moments[clerk] = (
            Moment.exactly(datetime.fromisoformat(stamp))
            if stamp
            else moment_of_press(received_at=row.received_at, sent_after=row.sent_after, sent_before=row.sent_before)
        )
    return moments


def share_of(in_order: list[float], share: float) -> float:
    """Return the value that this share of all stays below."""
    return in_order[min(int(len(in_order) * share), len(in_order) - 1)] if in_order else 0.0
