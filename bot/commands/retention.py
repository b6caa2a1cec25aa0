"""What is over time goes once a day, and the operator can see before what will go, and when."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import Session

from bot.clock import Clock
from bot.house import open_house
from bot.settings import Settings
from models.privacy import retention
from models.privacy.retention import Due

BRUSSELS = ZoneInfo("Europe/Brussels")
WORDS = {
    retention.DRAFTS: "drafts that were never sent",
    retention.APPLICATIONS: "applications that were sent",
    retention.LISTED: "lines of a list of interested people",
    retention.MAILS: "senders and addresses of mails, the oldest",
    retention.PEOPLE: "people of whom nothing is left",
}


async def erase_what_is_over(settings: Settings, clock: Clock) -> str:
    """Erase all that is over now, with every trace outside the rows; return what was done."""
    with open_house(settings, clock) as house:
        count = await house.retention.let_go(clock())
        await house.erasures.finish(at_once=True)
        await house.post.close()
    return f"erased: {count}" if count else "nothing is over: kernbot retention --dry-run shows what will be, and when"


def show(engine: Engine, now: datetime) -> str:
    """Return what will go and when, a line for each, soonest first."""
    with Session(engine) as session:
        found = retention.plan(session, now)
    return "\n".join(_line(due, now) for due in found) or "nothing is kept that will ever go by itself"


def _line(due: Due, now: datetime) -> str:
    when = "now       " if due.is_over(now) else f"{due.goes_at.astimezone(BRUSSELS):%Y-%m-%d}"
    return f"{when}  {due.count:>6}  {WORDS[due.what]}  {due.call_name} {due.round_id}".rstrip()
