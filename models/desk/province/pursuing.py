"""The list of a province officer: the municipalities that fell out or do not come along, a page at a time.

Source: ARCHITECTURE.md, Rules: Province desk.
"""

from collections import Counter
from collections.abc import Sequence

from sqlmodel import Session

from models.desk import rights
from models.desk.cases import waiting
from models.desk.province import following, town_page
from models.desk.province.following import GROUPS, Matter
from models.desk.province.province_board import PAGE
from models.desk.province.views import Pursuits
from models.desk.rights import Right
from models.language import moments
from models.turns.outcome import Noted, Outcome, only
from models.turns.turn import Turn


def nudges(session: Session, turn: Turn, said: str = "", *, size: int = PAGE) -> Outcome:
    """Return what asks to be followed, beginning with who fell out; or the municipality that is named."""
    rights.demand(turn, Right.NUDGE)
    if said:
        return town_page.named(session, turn, said)
    found = _found(session, turn)
    counts = Counter(one.group for one in found)
    first = next((place for place, group in enumerate(GROUPS) if counts[group]), 0)
    return _page(session, turn, found, (first, 0), size)


def show(session: Session, turn: Turn, group: int, page: int, *, size: int = PAGE) -> Outcome:
    """Return a page of one group, of `size` rows; a page that is gone is the last."""
    rights.demand(turn, Right.NUDGE)
    if group >= len(GROUPS):
        return only(Noted.NOT_THERE)
    return _page(session, turn, _found(session, turn), (group, page), size)


def _found(session: Session, turn: Turn) -> tuple[Matter, ...]:
    towns = rights.towns_of(turn.call, turn.now, turn.speaker.province)
    return following.matters(session, turn.call, towns, turn.now)


def _page(session: Session, turn: Turn, found: Sequence[Matter], place: tuple[int, int], size: int) -> Outcome:
    group, page = place
    wanted = sorted((one for one in found if one.group == GROUPS[group]), key=_name)
    pages = max(1, -(-len(wanted) // size))
    page = min(page, pages - 1)
    round_ = turn.call.round_at(turn.now)
    view = Pursuits(
        province=turn.speaker.province or "",
        group=group,
        counts=Counter(one.group for one in found),
        rows=tuple(wanted[page * size : (page + 1) * size]),
        page=page,
        pages=pages,
        nudged=sum(len(one.nudges) for one in found),
        answered=sum(one.answered for one in found),
        days=moments.days_left(round_, turn.now, turn.call.zone) if round_ is not None else None,
        waiting=waiting.waiting_for(session, turn),
        now=turn.now,
        zone=turn.call.zone,
    )
    return Outcome(view=view)


def _name(one: Matter) -> str:
    return one.spot.town.name.casefold()
