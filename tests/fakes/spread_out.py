"""A round in which every municipality did something: all places where one can stand, in turn, made in the database."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlmodel import Session, col, select

from models.places.municipality import municipalities_on
from models.records.applications.application import Application
from models.records.applications.submission import Submission
from models.records.desk.decision import Decision
from models.records.people.interest import Interest
from tests.fakes import desk
from tests.fakes.conversation import StandingClock, Town
from tests.fakes.counted_cases import CountedCases
from tests.fakes.desk_browser import DeskBrowser
from tests.fakes.prepared_town import prepared_town
from tests.fakes.site import Served, serving

# What applications went through, in turn; none: the municipality is only on a list, or did nothing.
SENT = (
    ("submitted",),
    ("submitted", "admissible"),
    ("submitted", "inadmissible"),
    ("submitted", "admissible", "unclear"),
    ("submitted", "admissible", "selected"),
    ("submitted", "admissible", "not_selected"),
    ("submitted", "information_requested"),
    ("submitted", "admissible", "selected", "intake"),
    ("submitted", "admissible", "selected", "intake", "guidance"),
    ("submitted", "admissible", "selected", "intake", "guidance", "evaluated"),
    ("submitted", "withdrawn"),
)


async def spread_out(town: Town, round_id: str = "2021-2", *, all_sent: bool = False) -> None:
    """Let every municipality stand somewhere in a round; with `all_sent` each of them sent an application."""
    call, now = town.house.services.house.call, town.clock()

    def fill(session: Session) -> None:
        cases = CountedCases(session, call)
        for place, code in enumerate(municipalities_on(call.municipalities_on or call.round(round_id).last_day)):
            kind = place % (len(SENT) + 3)
            if all_sent or kind < len(SENT):
                cases.add(round_id, code, *SENT[place % len(SENT)])
            elif kind == len(SENT):
                cases.add(round_id, code, sent=False)
            elif kind == len(SENT) + 1:
                session.add(
                    Interest(
                        call_name=call.name,
                        email=f"info@{code}.example",
                        nis_code=code,
                        name="An",
                        consent="asked for it",
                        source="webinar",
                        imported_at=now,
                    )
                )

    await town.house.services.store.run(fill)


async def applied(town: Town, round_id: str, codes: Collection[str], *steps: str) -> None:
    """Let municipalities go through steps in a round."""
    call = town.house.services.house.call

    def fill(session: Session) -> None:
        cases = CountedCases(session, call)
        for code in codes:
            cases.add(round_id, code, *steps)

    await town.house.services.store.run(fill)


async def decided(town: Town, number: str, from_stage: str, leaves_in: timedelta) -> None:
    """Let the decision that brought an application where it is be taken now, and its letter leave later."""
    now = town.clock()

    def fill(session: Session) -> None:
        row = session.exec(select(Application).where(col(Application.number) == number)).one()
        sent = Submission(
            application_id=row.id,
            version=1,
            sent_at=now,
            checksum="0" * 64,
            content="{}",
            coach_version="1",
            coach_outcome="{}",
        )
        session.add(sent)
        session.flush()
        decision = Decision(
            application_id=row.id,
            submission_id=sent.id,
            from_stage=from_stage,
            to_stage=row.stage,
            begun_at=now,
            taken_at=now,
            leaves_at=now + leaves_in,
        )
        session.add(decision)

    await town.house.services.store.run(fill)


Prepare = Callable[[Town], Awaitable[Mapping[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A round in which everybody did something, and the officers who logged in."""

    town: Town
    site: Served
    cookies: Mapping[str, str]

    def of(self, mailbox: str) -> DeskBrowser:
        """Return the browser of an officer."""
        return DeskBrowser(site=self.site, town=self.town, cookie=self.cookies[mailbox])

    async def logs_in(self, mailbox: str) -> DeskBrowser:
        """Return a new browser of an officer: the session of the first ends when the clock moves on."""
        browser = DeskBrowser(site=self.site, town=self.town)
        await browser.logs_in(mailbox)
        return browser


@asynccontextmanager
async def looking(data_dir: Path, clock: StandingClock, prepare: Prepare | None = None) -> AsyncIterator[Looked]:
    """Open a copy of that round, or of another one, with its site."""
    async with prepared_town(prepare or looked_at, data_dir, clock) as (town, cookies), serving(town.house) as site:
        yield Looked(town=town, site=site, cookies=cookies)


async def looked_at(town: Town) -> Mapping[str, str]:
    """Spread everybody out and let one begin to write; then two officers log in."""
    await spread_out(town)
    await town.begun("Bram", "Westerlo")  # which sent nothing
    return await officers_alone(town)


async def officers_alone(town: Town) -> Mapping[str, str]:
    """Let an officer of the agency and one of a province log in; return the cookie of each by mailbox."""
    cookies = {}
    await desk.agency(town)
    await desk.province(town)
    async with serving(town.house, fronts=[town.front]) as site:
        for mailbox in (desk.ELS, desk.PIET):
            browser = DeskBrowser(site=site, town=town)
            await browser.logs_in(mailbox)
            cookies[mailbox] = browser.cookie
    return cookies
