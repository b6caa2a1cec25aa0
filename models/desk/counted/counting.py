"""The figures at the desk: counted now, the list behind each, frozen and compared, and by mail as files.

Source: ARCHITECTURE.md, Rules: Figures.
"""

from dataclasses import replace

from sqlmodel import Session

from models.desk import rights
from models.desk.cases import cases
from models.desk.rights import Right
from models.desk.views import Behind, FiguresShown, SinceFrozen, Stuck
from models.figures import figures, snapshots
from models.figures.as_json import figures_as_json
from models.figures.figures import Figures, province_of
from models.records.counted import figure_queries
from models.records.counted.figure_queries import Counted
from models.records.desk import officer_queries
from models.records.messages import outbox_queries
from models.records.messages.outbox_queries import Message
from models.turns.outcome import Note, Noted, Outcome, only
from models.turns.turn import Turn

ALL = "-"  # what a button bears for all rounds together
PAGE = 8
MOST_SHOWN = 6  # snapshots to compare with
# The figures behind which a list stands; the place in the list is what a button bears, so it only grows at the end.
LISTED = ("submitted", "admissible", "inadmissible", "unclear", "selected", "not_selected", "late", "evaluated")


def command(session: Session, turn: Turn, words: str = "") -> Outcome:
    """Return the figures of the call, or of the round that is typed; the number of an application opens it."""
    if cases.is_number(words):
        return cases.by_number(session, turn, words)
    return show(session, turn, words.strip() or ALL)


def show(session: Session, turn: Turn, round_id: str) -> Outcome:
    """Return the figures of the call, or of one round; of a round that is not there those of the call, and says so."""
    rights.demand(turn, Right.COUNT)
    try:
        found = _count(session, turn, round_id)
    except KeyError:
        return replace(show(session, turn, ALL), notes=(Note(Noted.NO_SUCH_ROUND, {"round": round_id}),))
    rounds = found.rounds if round_id == ALL else _count(session, turn, ALL).rounds
    view = FiguresShown(
        found=found,
        rounds=tuple(one.round.id for one in rounds),
        round_id=None if round_id == ALL else round_id,
        may_freeze=rights.has(turn, Right.FREEZE),
    )
    return Outcome(view=view)


def behind(session: Session, turn: Turn, round_id: str, place: int, page: int) -> Outcome:
    """Return a page of the applications behind a figure; a province officer sees those of the own province."""
    rights.demand(turn, Right.COUNT)
    found = _count_or_none(session, turn, round_id)
    if found is None or place >= len(LISTED):
        return only(Noted.NOT_THERE)
    listed = [one for one in figures.members(session, found) if _is_behind(one, LISTED[place]) and _seen(turn, one)]
    pages = max(1, -(-len(listed) // PAGE))
    at = min(page, pages - 1)
    view = Behind(
        round_id=round_id,
        figure=LISTED[place],
        rows=tuple(listed[at * PAGE : (at + 1) * PAGE]),
        count=len(listed),
        page=at,
        pages=pages,
        province=rights.scope(turn),
    )
    return Outcome(view=view)


def stuck(session: Session, turn: Turn, round_id: str) -> Outcome:
    """Return at which item the applications of a round stand that were not sent."""
    rights.demand(turn, Right.COUNT)
    found = _count_or_none(session, turn, round_id)
    if found is None or round_id == ALL:
        return only(Noted.NOT_THERE)
    return Outcome(
        view=Stuck(call=turn.call, round_id=round_id, places=figure_queries.stuck_at(session, turn.call.name, round_id))
    )


def freeze(session: Session, turn: Turn) -> Outcome:
    """Freeze the figures of the call as they are now."""
    rights.demand(turn, Right.FREEZE)
    frozen = snapshots.freeze(session, _count(session, turn, ALL), turn.person_id)
    note = Note(Noted.FROZEN, {"number": frozen.snapshot_id, "checksum": frozen.checksum[:16]})
    return show(session, turn, ALL).noting(note)


def compare(session: Session, turn: Turn, snapshot_id: int) -> Outcome:
    """Return what is different now from a snapshot; 0 takes the newest one."""
    rights.demand(turn, Right.FREEZE)
    kept = snapshots.newest(session, turn.call.name, MOST_SHOWN)
    chosen = next((one for one in kept if snapshot_id in {0, one.snapshot_id}), None)
    if chosen is None:
        return only(Noted.NOTHING_FROZEN)
    changes = snapshots.differences(chosen.content, figures_as_json(_count(session, turn, ALL)))
    return Outcome(view=SinceFrozen(call=turn.call, kept=kept, chosen=chosen, changes=changes))


def mail(session: Session, turn: Turn) -> Outcome:
    """Send the report to the officer's mailbox, as it is when it leaves."""
    rights.demand(turn, Right.FREEZE)
    officer = officer_queries.role_of(session, turn.person_id)
    if officer is None:
        return only(Noted.NOT_THERE)
    message = Message(
        key=f"figures:{turn.person_id}:{turn.now.isoformat(timespec='minutes')}",  # a double press is one mail
        kind="figures",
        way="mail",
        address=officer.email,
        language=turn.speaker.language,
        person_id=turn.person_id,
        ref_id=officer.id,
        payload={"call": turn.call.name},
    )
    outbox_queries.post(session, message, turn.now)
    return only(Noted.FIGURES_MAILED, email=officer.email)


def _count(session: Session, turn: Turn, round_id: str) -> Figures:
    return figures.figures(session, turn.call, turn.now, None if round_id == ALL else round_id)


def _count_or_none(session: Session, turn: Turn, round_id: str) -> Figures | None:
    try:
        return _count(session, turn, round_id)
    except KeyError:
        return None


def _is_behind(one: Counted, figure: str) -> bool:
    """Return whether an application is counted in a figure."""
    if figure == "submitted":
        return True
    if figure in {"admissible", "selected", "late"}:
        return bool(getattr(one, figure))
    return one.stage == figure


def _seen(turn: Turn, one: Counted) -> bool:
    return rights.scope(turn) in {None, province_of(one.nis_code)}
