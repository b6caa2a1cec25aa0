"""The way of a page of the desk through the rules: the officer of a session, and one function, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, Generic, ParamSpec, TypeVar

from sqlmodel import Session

from models.desk.officers import signing_in
from models.dialogue.conversation import House
from models.language.moment import Moment
from models.records.desk.officer_session_queries import OpenSession
from models.records.people import person_queries
from models.records.people.speaker import Speaker
from models.turns.outcome import Instead, Outcome
from models.turns.turn import Heard, Turn

P = ParamSpec("P")
T = TypeVar("T")
CHANNEL = "desk"  # what the history says of where it was done


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Who is at the desk, by which session."""

    session: OpenSession
    speaker: Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Generic[T]):
    """What an officer did or saw; `instead` is what the rule said when it could not go on, and then `found` is None."""

    here: Here
    found: T | None
    instead: Outcome | None = None


def visit(
    session: Session,
    house: House,
    secret: str,
    now: datetime,
    work: Callable[Concatenate[Session, Turn, P], T],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> Visit[T] | None:
    """Apply `work` for the officer of a session; None when it does not stand (any more), and nothing happened."""
    standing = signing_in.of_secret(session, secret, now)
    speaker = person_queries.writer(session, standing.person_id, None) if standing is not None else None
    if standing is None or speaker is None:
        return None
    here = Here(session=standing, speaker=speaker)
    heard = Heard(front=CHANNEL, chat_id=0, moment=Moment.exactly(now), is_typed=False, has_fields=True)
    turn = Turn(speaker=speaker, heard=heard, call=house.call, now=now, key=house.key)
    try:
        return Visit(here=here, found=work(session, turn, *args, **kwargs))
    except Instead as instead:
        return Visit(here=here, found=None, instead=instead.outcome)
