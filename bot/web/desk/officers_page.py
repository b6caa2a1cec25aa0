"""/loket/medewerkers: who works at the desk; invited by mail, and ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session
from starlette.responses import Response

from bot.web.desk.done import done
from bot.web.desk.visiting import Desk
from handlers.views.desk_lists import role_words
from models.desk.officers import staffing
from models.desk.rights import Role
from models.language import moments
from models.language.working_days import BRUSSELS
from models.places.municipality import PROVINCES
from models.records.desk.officer import Officer
from models.turns.turn import Turn

HERE = "/loket/medewerkers"
MOST_EMAIL = 320  # characters


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
    return await _page(desk)


async def invite(desk: Desk) -> Response:
    """Invite somebody by mail."""
    email, place = desk.word("email").strip()[:MOST_EMAIL], desk.word("place")
    role = Role.AGENCY if place == Role.AGENCY else Role.PROVINCE
    said = await desk.do(staffing.invite, role, place, email)
    told = done(desk, "officers", said)
    return desk.to(HERE, told) if said == "invited" else await _page(desk, told, email, place)


async def _page(desk: Desk, notes: Sequence[str] = (), email: str = "", place: str = "") -> Response:
    """Return the page; `email` and `place` are what was typed in an invitation that did not leave."""
    lines = await desk.do(_lines)
    return desk.page("officers", notes=notes, lines=lines, provinces=PROVINCES, email=email, place=place)


async def revoke(desk: Desk) -> Response:
    """End a role or an invitation."""
    return desk.to(HERE, done(desk, "officers", await desk.do(staffing.revoke, desk.place("officer_id"))))


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
