"""The lists of the desk: what was sent, by round, stage and province."""

from sqlmodel import Session

from models.calls.round import Round
from models.calls.stages import Stage
from models.desk import rights
from models.desk.cases import cases, short_numbers, waiting
from models.desk.province import town
from models.desk.rights import Right
from models.desk.views import CaseList, ShelfChoice
from models.places.municipality import PROVINCES
from models.records.desk import desk_queries
from models.records.desk.desk_queries import Shelf
from models.turns.outcome import Note, Noted, Outcome, only
from models.turns.turn import Turn

PAGE = 8  # applications; each is a button
MOST_ROUNDS = 6  # of the newest, to choose from
# What a list can be narrowed to; the place in the list is what a button bears, so it only grows at the end.
STAGES = (
    Stage.SUBMITTED,
    Stage.INFORMATION_REQUESTED,
    Stage.ADMISSIBLE,
    Stage.INADMISSIBLE,
    Stage.UNCLEAR,
    Stage.SELECTED,
    Stage.NOT_SELECTED,
    Stage.INTAKE,
    Stage.GUIDANCE,
    Stage.EVALUATED,
    Stage.WITHDRAWN,
)
TO_DECIDE = (Stage.SUBMITTED, Stage.ADMISSIBLE)


def dossiers(session: Session, turn: Turn, said: str = "", *, size: int = PAGE) -> Outcome:
    """Return what was sent in the newest round with applications, or the application or municipality that is typed."""
    rights.demand(turn, Right.LIST)
    if said:
        return _named(session, turn, said)
    newest = rounds(turn)
    filled = next((one for one in newest if desk_queries.any_on(session, _shelf(turn, one, None, None))), newest[0])
    return _page(session, turn, _shelf(turn, filled, None, None), size=size)


def to_decide(session: Session, turn: Turn, said: str = "", *, size: int = PAGE) -> Outcome:
    """Return what waits longest for the agency: first the check, then the decision."""
    rights.demand(turn, Right.DECIDE)
    if said:
        return _named(session, turn, said)
    newest = rounds(turn)
    shelves = [_shelf(turn, one, stage, None) for stage in TO_DECIDE for one in reversed(newest)]
    waiting = next((shelf for shelf in shelves if desk_queries.any_on(session, shelf)), None)
    if waiting is None:
        return only(Noted.ALL_DECIDED)
    return _page(session, turn, waiting, size=size)


def _named(session: Session, turn: Turn, said: str) -> Outcome:
    """Return the application whose number is typed, or its end, or the municipality whose name is."""
    if cases.is_number(said):
        return cases.by_number(session, turn, said)
    found = town.typed(session, turn, said) or short_numbers.typed(session, turn, said)
    return found or only(Noted.NOTHING_NAMED)


def page(
    session: Session,
    turn: Turn,
    round_id: str,
    stage: int,
    province: int,
    backwards: int,
    cursor: int,
    *,
    size: int = PAGE,
) -> Outcome:
    """Return a page of a list; a place that is gone begins at the front."""
    rights.demand(turn, Right.LIST)
    shelf = narrowed(turn, round_id, stage, province)
    if shelf is None:
        return only(Noted.NOT_THERE)
    return _page(session, turn, shelf, cursor, backwards == 1, size=size)


def choose(session: Session, turn: Turn, what: str, round_id: str, stage: int, province: int) -> Outcome:  # noqa: ARG001
    """Return by what a list can be narrowed."""
    rights.demand(turn, Right.LIST)
    shelf = narrowed(turn, round_id, stage, province)
    if shelf is None or what not in {"round", "stage", "province"}:
        return only(Noted.NOT_THERE)
    return Outcome(view=ShelfChoice(what=what, shelf=shelf, rounds=rounds(turn)))


def places(shelf: Shelf) -> tuple[str, int, int]:
    """Return a shelf as a button bears it: round, and stage and province by their place, 0 for any."""
    stage = STAGES.index(shelf.stage) + 1 if shelf.stage is not None else 0
    province = PROVINCES.index(shelf.province) + 1 if shelf.province is not None else 0
    return shelf.round_id, stage, province


def _page(
    session: Session, turn: Turn, shelf: Shelf, cursor: int = 0, backwards: bool = False, *, size: int
) -> Outcome:
    found = desk_queries.page(session, shelf, size=size, cursor=cursor, backwards=backwards)
    view = CaseList(
        shelf=shelf,
        rows=found.rows,
        has_before=found.has_before,
        has_after=found.has_after,
        may_decide=rights.has(turn, Right.DECIDE),
        waiting=waiting.waiting_for(session, turn),
        rounds=rounds(turn),
    )
    return Outcome(view=view, notes=() if found.rows else (Note(Noted.NONE_LISTED),))


def narrowed(turn: Turn, round_id: str, stage: int, province: int) -> Shelf | None:
    """Return the shelf that a button names, or None when there is none."""
    if stage > len(STAGES) or province > len(PROVINCES) or round_id not in {one.id for one in _all_rounds(turn)}:
        return None
    wanted = PROVINCES[province - 1] if province else None
    return _shelf(turn, round_id, STAGES[stage - 1] if stage else None, wanted)


def rounds(turn: Turn) -> tuple[str, ...]:
    """Return the newest rounds that began, the newest first; before the first, that one."""
    known = _all_rounds(turn)
    begun = [one.id for one in known if one.opens_at <= turn.now] or [known[0].id]
    return tuple(reversed(begun))[:MOST_ROUNDS]


def _all_rounds(turn: Turn) -> tuple[Round, ...]:
    return turn.call.rounds_near(turn.now)


def _shelf(turn: Turn, round_id: str, stage: Stage | None, province: str | None) -> Shelf:
    return Shelf(call_name=turn.call.name, round_id=round_id, stage=stage, province=province)
