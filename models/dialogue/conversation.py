"""The way of one turn through the rules: applied once, brought up to date, then answered."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Concatenate, ParamSpec

from sqlmodel import Session

from models.calls.call import Call
from models.desk.officers import entrance
from models.dialogue import pausing
from models.records.applications import keeping_queries
from models.records.messages import inbox_queries
from models.records.people import person_queries
from models.records.people.speaker import Speaker
from models.storage.isolation import Beside, Sharing, shares
from models.turns import opening
from models.turns.outcome import Instead, Outcome
from models.turns.people import inviting
from models.turns.rounds import closing
from models.turns.turn import Heard, Turn

P = ParamSpec("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What every turn of this installation shares."""

    call: Call  # the call that takes new applications
    language: str  # for people who did not choose one
    key: bytes = field(repr=False)
    is_paused: bool = False  # nothing leaves until somebody confirms that it may


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A turn that was taken; `outcome` is None when this update had been applied before."""

    speaker: Speaker
    outcome: Outcome | None


def _chat(house: House, heard: Heard, *_rest: object, **_named: object) -> tuple[str, int]:  # noqa: ARG001
    return heard.front, heard.chat_id


@shares(Sharing.BESIDE, beside=Beside(key=_chat, cases=keeping_queries.with_a_case, keep=keeping_queries.keep))
def take_turn_of_a_case(
    session: Session,
    house: House,
    heard: Heard,
    now: datetime,
    work: Callable[Concatenate[Session, Turn, P], Outcome],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> Taken:
    """Apply `work` as `take_turn` does, where most concerns the case of who speaks alone: its writes are held back."""
    speaker, applied_at = person_queries.speaker_of_update(session, heard.front, heard.chat_id, heard.update_row)
    if speaker is None:
        return take_turn(session, house, heard, now, work, *args, **kwargs)
    if applied_at is not None:
        return Taken(speaker=speaker, outcome=None)
    taken = _taken(session, house, heard, now, speaker, lambda turn: work(session, turn, *args, **kwargs))
    if heard.update_row is not None:
        inbox_queries.mark_applied(session, heard.update_row, now)
    return taken


@shares(Sharing.STRICTLY)
def take_turn(
    session: Session,
    house: House,
    heard: Heard,
    now: datetime,
    work: Callable[Concatenate[Session, Turn, P], Outcome],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> Taken:
    """Apply `work` for who speaks, at most once for each stored update; the caller owns the transaction."""
    first = heard.update_row is None or inbox_queries.claim(session, heard.update_row, now)
    speaker = person_queries.speaker(session, heard.front, heard.chat_id)
    if speaker is None:
        speaker = person_queries.add_speaker(session, heard.front, heard.chat_id, house.language, now)
    if not first:
        return Taken(speaker=speaker, outcome=None)
    return _taken(session, house, heard, now, speaker, lambda turn: work(session, turn, *args, **kwargs))


def _taken(
    session: Session,
    house: House,
    heard: Heard,
    now: datetime,
    speaker: Speaker,
    work: Callable[[Turn], Outcome],
) -> Taken:
    """Bring the case of who speaks up to date and apply `work`."""
    turn = Turn(speaker=speaker, heard=heard, call=house.call, now=now, key=house.key)
    turn, notes = closing.bring_up_to_date(session, opening.end_aside(session, turn))
    try:
        outcome = work(turn)
    except Instead as instead:
        outcome = instead.outcome
    outcome = inviting.instead_of_hello(session, turn, entrance.instead_of_hello(session, turn, outcome))
    if outcome.language is not None:
        speaker = replace(speaker, language=outcome.language)
    news = [note for note in notes if note not in outcome.notes]
    outcome = outcome.noting(*news)
    return Taken(speaker=speaker, outcome=pausing.told(outcome) if house.is_paused else outcome)
