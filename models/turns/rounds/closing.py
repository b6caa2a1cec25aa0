"""What a person meets whose round closed: the draft in the next round, and one sentence that says so.

Source: ARCHITECTURE.md, Rules: Closing.
"""

from dataclasses import replace

from sqlmodel import Session

from models.calls.stages import Stage
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.people import participant_queries
from models.turns import opening
from models.turns.outcome import Note, Noted
from models.turns.rounds import carrying, in_time
from models.turns.turn import Turn


def bring_up_to_date(session: Session, turn: Turn) -> tuple[Turn, tuple[Note, ...]]:
    """Bring the draft of who speaks to the round for which this turn was sent: the next one after its deadline.

    Returns the turn as it goes on, and what to say about it.
    """
    speaker = turn.speaker
    if speaker.application_id is None or speaker.draft_in is None:
        return turn, ()
    if speaker.carries_on and speaker.begun_at is not None and turn.at < speaker.begun_at:
        returned, notes = in_time.return_to_round_before(session, turn)
        if notes:
            return returned, notes
    if not turn.heard.moment.is_before(speaker.draft_in.closes_at):
        return _go_over(session, turn, case_queries.load(session, speaker.application_id))
    if speaker.was_moved:
        return _hear_of_it(session, turn, case_queries.load(session, speaker.application_id))
    return turn, ()


def _go_over(session: Session, turn: Turn, case: Case) -> tuple[Turn, tuple[Note, ...]]:
    """Carry the draft of who speaks over now, before the sweep does; without a next round it stays."""
    carried = carrying.carry_over(session, turn, case)
    if carried is None:
        return turn, (opening.closed(case),)
    speaker = replace(turn.speaker, application_id=carried.application_id, draft_in=None)
    case_queries.place(session, carried.application_id, speaker.person_id, speaker.place, speaker.asked_at or turn.at)
    return replace(turn, speaker=speaker), (_moved(case, carried),)


def _hear_of_it(session: Session, turn: Turn, case: Case) -> tuple[Turn, tuple[Note, ...]]:
    """Tell once who comes back that the draft was carried over meanwhile; what they were asked counts from before."""
    if case.carried_from_id is None:
        return turn, ()
    ended = case_queries.load(session, case.carried_from_id)
    asked_at = participant_queries.asked_at(session, ended.application_id, turn.person_id) or turn.at
    case_queries.place(session, case.application_id, turn.person_id, turn.speaker.place, asked_at)
    heard = replace(turn, speaker=replace(turn.speaker, asked_at=asked_at))
    return heard, (_moved(ended, case),) if ended.stage is Stage.EXPIRED else ()


def _moved(ended: Case, carried: Case) -> Note:
    return Note(Noted.CARRIED_OVER, {"old": ended.round, "new": carried.round})
