"""Messages that were claimed, each with what it is about: the last look at the facts before the words are made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.letters.facts import Facts
from models.records.messages.claim_queries import Claimed
from models.records.people import person_queries, reach_queries


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A claimed message and its facts; without facts it is of no use any more."""

    claimed: Claimed
    facts: Facts | None = None
    front: str = ""  # on which the person talks whom it is for; "" when nobody did yet
    unreachable: bool = False  # it is known that nothing arrives at its address
    mistake: str | None = None  # why its facts could not be gathered


def prepare(session: Session, batch: Sequence[Claimed], key: bytes, now: datetime) -> tuple[Prepared, ...]:
    """Return each message with its facts as they are `now`.

    The facts of every kind of letter are loaded with the first message: most starts have none to send.
    """
    from models.letters.letter_facts import gather

    places = {(one.message.way, one.message.address) for one in batch}
    closed = reach_queries.marked(session, places)
    fronts = person_queries.fronts_of(session, {one.message.person_id for one in batch if one.message.person_id})
    return tuple(
        Prepared(
            claimed=one,
            facts=gather(session, one.message, key, now),
            front=fronts.get(one.message.person_id or 0, ""),
            unreachable=(one.message.way, one.message.address) in closed,
        )
        for one in batch
    )
