"""The way of one turn through the rules: applied once, brought up to date, then answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Concatenate, ParamSpec

from sqlmodel import Session

from models.calls.call import Call
from models.desk.officers import entrance
from models.dialogue import pausing
from models.records.applications import case_queries, keeping_queries
from models.records.applications.keeping_queries import UpdateInChat
from models.records.messages import inbox_queries
from models.records.people import person_queries
from models.records.people.speaker import Speaker
from models.storage.transactions.foresight import Foreseen
from models.storage.transactions.isolation import Beside, Sharing, shares
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


def _update(house: House, heard: Heard, *_rest: object, **_named: object) -> UpdateInChat:  # noqa: ARG001
    return UpdateInChat(heard.front, heard.chat_id, heard.update_row)


def _first_asked(session: Session, cases: Mapping[UpdateInChat, int]) -> Mapping[UpdateInChat, Foreseen]:
    """Return what each turn asks first: who speaks, and the case."""
    speakers = person_queries.foresee_speakers(session, list(cases))
    loaded = case_queries.foresee(session, list(cases.values()))
    return {one: who | what for one, who, what in zip(cases, speakers, loaded, strict=True)}


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
    speaker, applied_at = person_queries.speaker_of_update(session, heard.front, heard.chat_id, heard.update_row)
    if speaker is None:
        speaker = person_queries.add_speaker(session, heard.front, heard.chat_id, house.language, now)
        applied_at = inbox_queries.applied_at(session, heard.update_row)  # whoever was erased may have said it before
    if applied_at is not None:
        return Taken(speaker=speaker, outcome=None)
    taken = _taken(session, house, heard, now, speaker, lambda turn: work(session, turn, *args, **kwargs))
    if heard.update_row is not None:
        inbox_queries.mark_applied(session, heard.update_row, now)
    return taken


@shares(
    Sharing.BESIDE,
    beside=Beside(key=_update, cases=keeping_queries.with_a_case, keep=keeping_queries.keep, foresee=_first_asked),
)
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
    """Take a turn where most concerns the case of who speaks alone, so that it can go beside others."""
    return take_turn(session, house, heard, now, work, *args, **kwargs)


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
