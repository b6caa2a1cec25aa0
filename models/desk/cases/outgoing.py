"""The messages that did not arrive or wait, at the desk: sent again, let be, or stopped with a reason.

The officers of the agency do; those of a province see what concerns their own municipalities.

Source: ARCHITECTURE.md, Rules: Outgoing messages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from models.desk import rights
from models.desk.decisions.letters import DECIDED, letter_of
from models.desk.rights import Right
from models.language.clean_text import one_line
from models.records.applications import case_queries
from models.records.messages import outgoing_queries
from models.records.messages.outbox import OutboxMessage, OutboxState
from models.records.messages.outgoing_queries import GROUPS, Outgoing
from models.records.people import reach_queries
from models.turns import history
from models.turns.turn import Turn

SIZE = 25
SHOWN = timedelta(days=60)  # what ended badly longer ago nobody can mend any more
MOST_REASON = 150  # characters
LETTERS = frozenset(map(letter_of, DECIDED))  # until one leaves, its decision is the agency's alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of a group, and how many there are in each."""

    group: str
    rows: tuple[Outgoing, ...]
    counts: Mapping[str, int]
    page: int
    pages: int
    may_act: bool


def listed(session: Session, turn: Turn, group: str, page: int) -> Listed:
    """Return the messages of a group; a page that is gone is the last."""
    rights.demand(turn, Right.READ)
    if group not in GROUPS:
        raise rights.not_there(turn)
    province, since = rights.scope(turn), turn.now - SHOWN
    hidden = () if rights.has(turn, Right.DECIDE) else LETTERS
    counts = {one: outgoing_queries.count(session, one, province, since, hidden) for one in GROUPS}
    pages = max(1, -(-counts[group] // SIZE))
    page = min(page, pages - 1)
    return Listed(
        group=group,
        rows=outgoing_queries.page(session, group, province, since, size=SIZE, page=page, hidden=hidden),
        counts=counts,
        page=page,
        pages=pages,
        may_act=rights.has(turn, Right.DISPATCH),
    )


def send_again(session: Session, turn: Turn, row_id: int) -> str:
    """Let a message leave now, also to an address that was marked as one where nothing arrives; what to say of it."""
    row = _reached(session, turn, row_id)
    reach_queries.heard_from(session, row.way, {row.address})
    if not outgoing_queries.send_again(session, row_id, turn.now):
        return "moved_on"
    _record(session, turn, row, "message_sent_again")
    return "sent_again"


def stop(session: Session, turn: Turn, row_id: int, said: str) -> str:
    """End a message for a reason: one that failed is let be, one that waits does not leave; what to say of it."""
    row = _reached(session, turn, row_id)
    why = one_line(said)[:MOST_REASON]
    if not why:
        return "no_reason"
    is_over = row.state in {OutboxState.FAILED, OutboxState.EXPIRED}
    what = "skipped" if is_over else "cancelled"
    if not outgoing_queries.stop(session, row_id, f"{what} by officer {turn.person_id}: {why}", turn.now):
        return "moved_on"
    _record(session, turn, row, f"message_{what}")
    return what


def _reached(session: Session, turn: Turn, row_id: int) -> OutboxMessage:
    rights.demand(turn, Right.DISPATCH)
    row = outgoing_queries.one(session, row_id)
    if row is None:
        raise rights.not_there(turn)
    return row


def _record(session: Session, turn: Turn, row: OutboxMessage, what: str) -> None:
    if row.application_id is not None:
        history.record(session, turn, case_queries.load(session, row.application_id), what, detail=f"message={row.id}")
