"""The replay of 2021, scene by scene: clerks apply, two are late, the agency decides, the province helps two on."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.demo import cast
from bot.demo.cast import Applicant, Fate
from bot.demo.clerk import Clerk
from bot.demo.clock import BRUSSELS, brussels
from bot.demo.officer import AgencyOfficer, ProvinceOfficer
from bot.demo.stage import Stage
from models.desk.officers import appointing
from models.desk.rights import Role
from models.language.wording import words
from models.language.working_days import is_working_day
from models.timing.weekly import weekly_moment

OPENING, LAST_DAY = brussels("2021-06-25 10:00"), date(2021, 11, 13)
CHECKED_AT, DECIDED_AT = brussels("2021-08-19 10:00"), brussels("2021-08-31 10:00")
# The next working morning after each letter: the province writes to who fell out.
NUDGED_AT = {Fate.INADMISSIBLE: brussels("2021-08-20 10:00"), Fate.UNCLEAR: brussels("2021-09-01 10:00")}
TIME_PASSES = 1000  # the place of a scene in which nobody speaks, behind all others of its moment
Told = Callable[[datetime, str], None]


@dataclass(order=True, slots=True)
class Scene:
    """Something that happens at a moment; scenes of one moment in the order of their `place`."""

    at: datetime
    place: int
    play: Callable[[], Awaitable[None]] = field(compare=False)


@dataclass(slots=True, kw_only=True)
class Replay:
    """Everybody of 2021 on the stage; `tell` gets the lines of the story."""

    stage: Stage
    tell: Told
    applicants: list[Applicant] = field(default_factory=cast.applicants)
    clerks: dict[int, Clerk] = field(default_factory=dict)
    numbers: dict[int, str] = field(default_factory=dict)
    agency: AgencyOfficer | None = None
    province: ProvinceOfficer | None = None

    def scenes(self) -> list[Scene]:
        """Return all that happens, in order."""
        found = [
            Scene(OPENING, 0, self._opens),
            Scene(CHECKED_AT, 0, self._checks),
            Scene(DECIDED_AT, 0, self._decides),
        ]
        for one in self.applicants:
            found.append(Scene(one.begins_at, 1 + one.place, lambda one=one: self._begins(one)))  # type: ignore[misc]
            found.append(Scene(one.sends_at, 100 + one.place, lambda one=one: self._sends(one)))  # type: ignore[misc]
        found += [
            Scene(NUDGED_AT[one.fate], 500 + one.place, lambda one=one: self._nudges(one))  # type: ignore[misc]
            for one in self.applicants
            if one.fate in NUDGED_AT
        ]
        found += [Scene(at, TIME_PASSES, self._passes) for at in _ticks()]
        return sorted(found)

    async def play(self, scene: Scene) -> None:
        """Move the clock on and let a scene happen, then everything that is due."""
        self.stage.clock.move_to(scene.at)
        await scene.play()
        await self.stage.pass_time()

    async def _passes(self) -> None:
        """Let nobody say anything: what time brings comes with every scene."""

    async def _opens(self) -> None:
        self.agency = AgencyOfficer(actor=await self.stage.actor(cast.AGENCY))
        await self.agency.accepts(await self._invited(Role.AGENCY, cast.OFFICERS[cast.AGENCY]))
        self.province = ProvinceOfficer(actor=await self.stage.actor(cast.PROVINCE))
        await self.province.accepts(await self._invited(Role.PROVINCE, cast.OFFICERS[cast.PROVINCE], "Vlaams-Brabant"))
        self.tell(
            OPENING, f"De oproep opent. Bij VLAIO beslist {cast.AGENCY}, bij Vlaams-Brabant helpt {cast.PROVINCE}."
        )

    async def _invited(self, role: Role, mailbox: str, province: str | None = None) -> str:
        """Invite an officer as the operator does, and return what stands in the mail."""
        services = self.stage.house.services
        key = services.house.key
        await services.store.run(appointing.invite, role, mailbox, OPENING, province=province, language="nl", key=key)
        return await self.stage.mailed_token(mailbox)

    async def _begins(self, who: Applicant) -> None:
        actor = await self.stage.actor(who.clerk)
        call = self.stage.house.services.house.call
        clerk = self.clerks[who.place] = Clerk(who=who, actor=actor, call=call, code=self.stage.mailed_code)
        await clerk.begins()
        if len(self.clerks) in {1, 10, 20, 30, len(self.applicants)}:
            self.tell(who.begins_at, f"{who.clerk} begint voor {who.town.name}: gemeente {len(self.clerks)}.")

    async def _sends(self, who: Applicant) -> None:
        clerk = self.clerks[who.place]
        await clerk.finishes()
        self.numbers[who.place] = number = await clerk.submits()
        if len(self.numbers) in {1, 10, 20, 30, 35} or who.fate is not Fate.SELECTED:
            self.tell(who.sends_at, f"{who.town.name} dient in als {number}: aanvraag {len(self.numbers)}.")

    async def _checks(self) -> None:
        for who in self._in_first_round():
            await self._officer().checks(self.numbers[who.place], who.fate)
            if who.fate is Fate.INADMISSIBLE:
                self.tell(CHECKED_AT, f"VLAIO: {who.town.name} is onontvankelijk, want het besluit is niet getekend.")
        self.tell(CHECKED_AT, "VLAIO keek alle aanvragen na. De brieven vertrekken tien minuten later.")

    async def _decides(self) -> None:
        admissible = [who for who in self._in_first_round() if who.fate is not Fate.INADMISSIBLE]
        for who in admissible:
            await self._officer().selects(self.numbers[who.place], who.fate)
            if who.fate is not Fate.SELECTED:
                self.tell(DECIDED_AT, f"VLAIO: {who.town.name} is {words().say(f'stage.{who.fate}', 'nl')}.")
        selected = sum(who.fate is Fate.SELECTED for who in admissible)
        self.tell(DECIDED_AT, f"VLAIO selecteert {selected} gemeenten.")

    async def _nudges(self, who: Applicant) -> None:
        if self.province is None:
            raise LookupError("nobody of the province is there yet")
        await self.province.nudges(who.town.name)
        self.tell(
            NUDGED_AT[who.fate], f"{cast.PROVINCE} schrijft naar {who.town.name}: alles staat klaar voor ronde 2."
        )

    def _in_first_round(self) -> Iterator[Applicant]:
        return (who for who in self.applicants if who.fate is not Fate.LATE)

    def _officer(self) -> AgencyOfficer:
        if self.agency is None:
            raise LookupError("nobody of the agency is there yet")
        return self.agency


def _ticks() -> Iterator[datetime]:
    """Yield when time is let pass although nobody speaks: working mornings, after decisions, when a round closes."""
    day = OPENING.date() + timedelta(days=1)
    while day <= LAST_DAY:
        after_closing = day in {cast.LAST_DAY + timedelta(days=1), LAST_DAY}
        hours = [time(0, 1), time(8)] if after_closing else []
        hours += [time(9)] if is_working_day(day) else []
        yield from (datetime.combine(day, hour, BRUSSELS) for hour in hours)
        if day == weekly_moment(day).date():
            yield weekly_moment(day)
        day += timedelta(days=1)
    for decided_at in (CHECKED_AT, DECIDED_AT):
        yield decided_at + timedelta(minutes=11)
