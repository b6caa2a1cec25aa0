"""The planner: at each tick, the reminders for what fell due since the last one, as rows without words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlmodel import Session

from models.records.reminding import planning_queries
from models.storage.works.store import Store
from reminders.owing import Owing, Told, owing, tell_list, tell_people

log = structlog.get_logger(__name__)
MARK = "reminders"  # the name of its watermark
SPAN = 1000  # people in one transaction: some 30 ms, so that turns are not held up
CLOCK_WAS_WRONG = timedelta(days=2)  # a mark so far ahead was made by a clock that was; it does not count
Part = Callable[..., Told]


@dataclass(slots=True, kw_only=True)
class Planner:
    """Writes what is owed into the outbox; looking twice, or in two processes, adds nothing."""

    store: Store
    clock: Callable[[], datetime]

    async def tick(self) -> Told:
        """Plan what fell due since the last tick; return whom it is for, and who cannot be reached."""
        now = self.clock()
        look = await self.store.run(planning_queries.look, MARK, now)
        since = look.since
        if since is None or since > now + CLOCK_WAS_WRONG:
            await self.store.run(planning_queries.move_mark, MARK, now)
            return Told()
        if since >= now:  # the clock went back: all of this is planned
            return Told()
        found = [one for closing in look.closings if (one := owing(closing, since, now)) is not None]
        if not found:
            await self.store.run(planning_queries.move_mark, MARK, now)
            return Told()
        return await self._tell(found, look.last_person_id, now)

    async def _tell(self, found: Sequence[Owing], last_person_id: int, now: datetime) -> Told:
        """Tell everybody, a part at a time; the mark moves together with the last rows that it covers."""
        planned, without_way = 0, list[int]()
        known: set[str] = set()
        parts = list(_parts(found, last_person_id))
        while parts:
            part = parts.pop(0)
            told = await self.store.run(_take, part, known, now, mark_at=now if not parts else None)
            known |= told.reached
            planned += told.planned
            without_way += told.without_way
            if told.last_id is not None:
                parts.insert(0, partial(part, behind_id=told.last_id))
        log.info("reminders planned", people=planned, without_a_way=len(without_way))
        return Told(planned=planned, without_way=tuple(without_way))


def _parts(found: Sequence[Owing], last_person_id: int) -> Iterator[Part]:
    """Yield the parts in which everybody is told: the people first, then who is only on a list."""
    for behind_id in range(0, last_person_id, SPAN):
        yield partial(tell_people, owings=found, behind_id=behind_id, up_to_id=behind_id + SPAN)
    for one in found:
        yield partial(tell_list, one=one, behind_id=0, most=SPAN)


def _take(session: Session, part: Part, known: set[str], now: datetime, mark_at: datetime | None) -> Told:
    told = part(session, known=known, now=now)
    if mark_at is not None and told.last_id is None:
        planning_queries.move_mark(session, MARK, mark_at)
    return told
