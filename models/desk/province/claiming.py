"""How an officer takes a municipality on, so that two do not call the same one; rests it, notes a call, and ends it.

Source: ARCHITECTURE.md, Rules: Province desk.
"""

from datetime import datetime, time, timedelta

from sqlmodel import Session

from models.desk import rights
from models.desk.province import following, town_page
from models.desk.province.following import Matter
from models.desk.province.views import DeclineAsked
from models.desk.rights import Right
from models.language.clean_text import clean
from models.places.municipality import Municipality
from models.records.applications import case_queries
from models.records.desk import follow_up_queries
from models.records.desk.follow_up import DECLINES, OUTCOMES
from models.turns import history, opening, telling
from models.turns.outcome import Instead, Note, Noted, Outcome, only
from models.turns.rounds import declining
from models.turns.telling import News
from models.turns.turn import Turn

NOTE_ASIDE = "call-"  # how a side question begins that waits for the note; the code of the municipality follows
RESTS = (3, 7, 14)  # days that a button offers
MOST_REST = 60  # days; who should rest for longer has an outcome


def claim(session: Session, turn: Turn, nis_code: str) -> Outcome:
    """Take a municipality on, also from a colleague: both are in the history, and everybody of the province sees it."""
    town, matter = opened(session, turn, nis_code)
    follow_up_id = begun(session, matter)
    if matter.followed is None or matter.followed.claimed_by != turn.person_id:
        follow_up_queries.change(session, follow_up_id, claimed_by=turn.person_id, claimed_at=turn.now)
        record(session, turn, matter, "claimed" if matter.by is None else "taken_over")
    return town_page.of_town(session, turn, town, Note(Noted.CLAIMED, {"town": town.name}))


def release(session: Session, turn: Turn, nis_code: str) -> Outcome:
    """Leave a municipality to a colleague."""
    town, matter = opened(session, turn, nis_code)
    if matter.followed is not None and matter.followed.claimed_by == turn.person_id:
        follow_up_queries.change(session, matter.followed.id, claimed_by=None, claimed_at=None)
        record(session, turn, matter, "released")
    return town_page.of_town(session, turn, town, Note(Noted.RELEASED, {"town": town.name}))


def snooze(session: Session, turn: Turn, nis_code: str, days: int) -> Outcome:
    """Let a municipality rest for some days (0: no longer); it comes back into the list by itself."""
    town, matter = yours(session, turn, nis_code)
    if days > MOST_REST:
        return only(Noted.NOT_THERE)
    until = _morning_in(turn, days) if days else None
    follow_up_queries.change(session, begun(session, matter), snoozed_until_at=until)
    record(session, turn, matter, "rests" if days else "woken", detail=str(days) if days else "")
    note = Note(Noted.RESTS, {"town": town.name, "count": days}) if days else Note(Noted.WOKEN, {"town": town.name})
    return town_page.of_town(session, turn, town, note)


def ask_note(session: Session, turn: Turn, nis_code: str) -> Outcome:
    """Ask what came of a call; what is typed next is the note."""
    town, _ = yours(session, turn, nis_code)
    opening.ask_aside(session, turn, f"{NOTE_ASIDE}{town.nis_code}")
    return only(Noted.TYPE_NOTE, town=town.name)


def take_note(session: Session, turn: Turn, aside: str, said: str) -> Outcome:
    """Keep what the officer typed; the history says that there was a call, and no word of it."""
    town, matter = yours(session, opening.leave_aside(session, turn), aside.removeprefix(NOTE_ASIDE))
    note_id = follow_up_queries.add_note(session, begun(session, matter), clean(said), turn.person_id, turn.now)
    record(session, turn, matter, "called", detail=str(note_id))
    return town_page.of_town(session, turn, town, Note(Noted.NOTE_KEPT))


def erase_note(session: Session, turn: Turn, note_id: int) -> Outcome:
    """Erase a note of one's own."""
    rights.demand(turn, Right.NUDGE)
    row = follow_up_queries.note(session, note_id)
    known = follow_up_queries.one(session, row.follow_up_id) if row is not None else None
    if row is None or known is None or row.written_by != turn.person_id:
        return only(Noted.NOT_THERE)
    town = rights.own_town(turn, known[1].nis_code, Right.NUDGE)
    follow_up_queries.erase_note(session, note_id)
    return town_page.of_town(session, turn, town, Note(Noted.NOTE_ERASED))


def end(session: Session, turn: Turn, nis_code: str, outcome: int) -> Outcome:
    """Record what came of it; that the municipality declines is asked once more, for it ends the draft."""
    town, matter = yours(session, turn, nis_code)
    if outcome >= len(OUTCOMES):
        return only(Noted.NOT_THERE)
    if OUTCOMES[outcome] == DECLINES:
        return Outcome(view=DeclineAsked(town=town, has_draft=_draft(matter) is not None))
    return _end(session, turn, town, matter, OUTCOMES[outcome])


def end_declined(session: Session, turn: Turn, nis_code: str) -> Outcome:
    """Record that the municipality does not take part: its draft is withdrawn, its people are told, nobody reminds."""
    town, matter = yours(session, turn, nis_code)
    draft_id = _draft(matter)
    if draft_id is not None:
        draft = case_queries.load(session, draft_id)
        declining.withdraw(session, turn, draft)
        news = News(kind="withdrawn", key=f"withdrawn:{draft_id}", application_id=draft_id)
        telling.tell_all(session, turn, news)
    if matter.fallen is not None:
        history.record(session, turn, case_queries.load(session, matter.fallen.application_id), "declined")
    return _end(session, turn, town, matter, DECLINES)


def reopen(session: Session, turn: Turn, nis_code: str) -> Outcome:
    """Follow a municipality again that was finished; a draft that was withdrawn stays withdrawn."""
    town, matter = yours(session, turn, nis_code)
    if matter.group == "done":
        follow_up_queries.change(session, begun(session, matter), outcome=None)
        record(session, turn, matter, "reopened")
    return town_page.of_town(session, turn, town)


def opened(session: Session, turn: Turn, nis_code: str) -> tuple[Municipality, Matter]:
    """Return a municipality of the own province and what there is to follow about it.

    Raises:
        Instead: it is not there for this person, or there is nothing to follow.
    """
    town = rights.own_town(turn, nis_code, Right.NUDGE)
    matter = following.matter(session, turn.call, town, turn.now)
    if not matter.kind and matter.group != "done":
        raise Instead(town_page.of_town(session, turn, town, Note(Noted.NOTHING_TO_FOLLOW, {"town": town.name})))
    return town, matter


def yours(session: Session, turn: Turn, nis_code: str) -> tuple[Municipality, Matter]:
    """Return what `opened` does, once the officer follows it: one that nobody follows is taken on by doing something.

    Raises:
        Instead: as `opened`, or a colleague follows it.
    """
    town, matter = opened(session, turn, nis_code)
    claimed_by = matter.followed.claimed_by if matter.followed is not None else None
    if claimed_by not in {None, turn.person_id}:
        values = {"town": town.name, "by": matter.by or "?"}
        raise Instead(town_page.of_town(session, turn, town, Note(Noted.COLLEAGUE_FOLLOWS, values)))
    if claimed_by is None:
        follow_up_queries.change(session, begun(session, matter), claimed_by=turn.person_id, claimed_at=turn.now)
        record(session, turn, matter, "claimed")
        matter = following.matter(session, turn.call, town, turn.now)
    return town, matter


def begun(session: Session, matter: Matter) -> int:
    """Return the follow-up of a municipality, begun now when nobody did anything yet."""
    if matter.followed is not None:
        return matter.followed.id
    return follow_up_queries.begun(session, matter.call_name, matter.round_id, matter.spot.town.nis_code)


def record(session: Session, turn: Turn, matter: Matter, what: str, detail: str = "") -> None:
    """Add to what was done about a municipality; the history of the application tells it too, when there is one."""
    follow_up_queries.add_step(session, begun(session, matter), turn.now, turn.person_id, what, detail)
    if matter.application_id is not None:
        case = case_queries.load(session, matter.application_id)
        history.record(session, turn, case, f"province_{what}", detail=detail)


def _end(session: Session, turn: Turn, town: Municipality, matter: Matter, outcome: str) -> Outcome:
    follow_up_queries.change(session, begun(session, matter), outcome=outcome, snoozed_until_at=None)
    record(session, turn, matter, outcome)
    return town_page.of_town(session, turn, town, Note(Noted.OUTCOME_KEPT))


def _draft(matter: Matter) -> int | None:
    """Return the draft of the municipality, or None; one that anybody can begin in its name is its author's alone."""
    standing = matter.spot.standing
    if standing is None or matter.spot.where != "draft":
        return None
    known = {one.application_id for one in matter.spot.past}
    return standing.application_id if standing.application_id in known else None


def _morning_in(turn: Turn, days: int) -> datetime:
    """Return the morning so many days from today, in the zone of the call."""
    day = turn.now.astimezone(turn.call.zone).date() + timedelta(days=days)
    return datetime.combine(day, time(8), tzinfo=turn.call.zone)
