"""/loket/medewerkers: who works at the desk; invited by mail, and ended."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session
from starlette.responses import Response

from bot.web.desk.done import done_of
from bot.web.desk.visiting import Desk
from handlers.views.desk_lists import role_words
from models.desk.officers import staffing
from models.language import moments
from models.language.working_days import BRUSSELS
from models.places.municipality import PROVINCES
from models.records.desk.officer import Officer
from models.turns.turn import Turn

HERE = "/loket/medewerkers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An officer or an invitation as the table shows it."""

    officer_id: int
    email: str
    role: str
    state: str  # officer, invited, expired, revoked
    since: str
    can_be_ended: bool


async def show(desk: Desk) -> Response:
    """Show everybody who is or was an officer, or was invited."""
    lines = await desk.do(_lines)
    return desk.page("officers", lines=lines, provinces=PROVINCES, done=done_of(desk, "officers"))


async def invite(desk: Desk) -> Response:
    """Invite somebody by mail."""
    email = desk.word("email").strip()[:320]
    done = await desk.do(staffing.invite, desk.word("role"), desk.word("province"), email)
    return desk.to(f"{HERE}?gedaan={done}")


async def revoke(desk: Desk) -> Response:
    """End a role or an invitation."""
    return desk.to(f"{HERE}?gedaan={await desk.do(staffing.revoke, desk.place('officer_id'))}")


def _lines(session: Session, turn: Turn) -> list[Line]:
    return [_line(one, turn) for one in staffing.everybody(session, turn)]


def _line(one: Officer, turn: Turn) -> Line:
    state, since = _standing(one, turn.now)
    return Line(
        officer_id=one.id,
        email=one.email,
        role=role_words(one.role, one.province, turn.speaker.language),
        state=state,
        since=moments.day_words(since.astimezone(BRUSSELS).date(), turn.speaker.language),
        can_be_ended=state in {"officer", "invited"} and one.person_id != turn.person_id,
    )


def _standing(one: Officer, now: datetime) -> tuple[str, datetime]:
    if one.revoked_at is not None:
        return "revoked", one.revoked_at
    if one.accepted_at is not None:
        return "officer", one.accepted_at
    return ("expired", one.expires_at) if one.expires_at <= now else ("invited", one.invited_at)
