"""The board of a province officer: every municipality of the own province and where it stands, a page at a time."""

from collections import Counter

from sqlmodel import Session

from models.desk import rights
from models.desk.cases import listing, waiting
from models.desk.province import board, following, town_page
from models.desk.province.board import WHERE
from models.desk.province.views import Board
from models.desk.rights import Right
from models.turns.outcome import Noted, Outcome, only
from models.turns.turn import Turn

PAGE = 8  # municipalities; each is a button
MOST_ROUNDS = 4  # of the newest, to choose from


def dossiers(session: Session, turn: Turn, said: str = "", *, size: int = PAGE) -> Outcome:
    """Return where the municipalities of the own province stand, for the agency what was sent; or what is named."""
    rights.demand(turn, Right.READ)
    if not rights.has(turn, Right.WATCH):
        return listing.dossiers(session, turn, said, size=size)
    if said:
        return town_page.named(session, turn, said)
    return show(session, turn, following.shown_round(turn.call, turn.now), 0, 0, size=size)


def show(session: Session, turn: Turn, round_id: str, where: int, page: int, *, size: int = PAGE) -> Outcome:
    """Return a page of the municipalities, of one place or of all (0); a page that is gone is the last."""
    rights.demand(turn, Right.WATCH)
    rounds = begun_rounds(turn)
    if round_id not in rounds or where > len(WHERE):
        return only(Noted.NOT_THERE)
    province = turn.speaker.province or ""
    found = board.spots(session, turn.call, round_id, rights.towns_of(turn.call, turn.now, province), turn.now)
    wanted = sorted(
        (one for one in found if not where or one.where == WHERE[where - 1]), key=lambda one: one.town.name.casefold()
    )
    pages = max(1, -(-len(wanted) // size))
    page = min(page, pages - 1)
    rows = wanted[page * size : (page + 1) * size]
    view = Board(
        province=province,
        round_id=round_id,
        rounds=rounds,
        where=where,
        counts=Counter(one.where for one in found),
        rows=tuple((one, board.progress(session, one)) for one in rows),
        page=page,
        pages=pages,
        waiting=waiting.waiting_for(session, turn),
    )
    return Outcome(view=view)


def begun_rounds(turn: Turn) -> tuple[str, ...]:
    """Return the newest rounds that began, the newest first; before the first, that one."""
    begun = [one.id for one in turn.call.rounds_near(turn.now) if one.opens_at <= turn.now]
    return tuple(reversed(begun))[:MOST_ROUNDS] or (following.shown_round(turn.call, turn.now),)
