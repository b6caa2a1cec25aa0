"""A municipality at the desk of its province: where it stands, its history, whom to reach, what can be done."""

from sqlmodel import Session

from models.answers import checklist
from models.calls.call import Item
from models.calls.stages import Stage
from models.desk import rights
from models.desk.cases import cases, short_numbers
from models.desk.province import board, following, questions, reaching, town
from models.desk.province.following import Matter
from models.desk.province.views import DraftFile, TownFile
from models.desk.rights import Right
from models.places import municipality_match
from models.places.municipality import Municipality
from models.records.applications import case_queries
from models.records.desk import decision_queries, follow_up_queries, question_queries
from models.records.reminding.weekly_queries import Standing
from models.turns.outcome import Note, Noted, Outcome, only
from models.turns.turn import Turn

MOST_QUESTIONS = 5  # the newest
MOST_NAME = 100  # characters of a name that is looked up


def show(session: Session, turn: Turn, nis_code: str) -> Outcome:
    """Show a municipality of the own province."""
    return of_town(session, turn, rights.own_town(turn, nis_code, Right.WATCH))


def at(session: Session, turn: Turn, nis_code: str) -> Outcome:
    """Show a municipality as who speaks sees it: the whole page to its province, the deadlines to the agency."""
    return show(session, turn, nis_code) if rights.has(turn, Right.WATCH) else town.by_code(session, turn, nis_code)


def named(session: Session, turn: Turn, said: str) -> Outcome:
    """Show the municipality or the application that is typed; what lies elsewhere reads as what is not there."""
    if cases.is_number(said):
        return cases.by_number(session, turn, said)
    rights.demand(turn, Right.WATCH)
    found = meant(turn, said)
    if found is not None:
        return of_town(session, turn, found)
    return short_numbers.typed(session, turn, said) or only(Noted.NO_SUCH_TOWN)


def meant(turn: Turn, said: str) -> Municipality | None:
    """Return the municipality of the own province that is named, None when it is none or not certain."""
    own = {one.nis_code: one for one in rights.towns_of(turn.call, turn.now, turn.speaker.province)}
    round_ = turn.call.round_at(turn.now) or turn.call.rounds_near(turn.now)[-1]
    found = municipality_match.match(said[:MOST_NAME], turn.call.municipalities_on or round_.last_day)
    codes = {one.municipality.nis_code for one in found.candidates} & own.keys()
    return own[codes.pop()] if len(codes) == 1 else None


def read_draft(session: Session, turn: Turn, nis_code: str) -> Outcome:
    """Show the draft of a municipality that shows it to its province."""
    own = rights.own_town(turn, nis_code, Right.WATCH)
    standing = following.matter(session, turn.call, own, turn.now).spot.standing
    if standing is None or not _is_shown(session, standing):
        raise rights.not_there(turn)
    return Outcome(view=DraftFile(case=case_queries.load(session, standing.application_id)))


def _is_shown(session: Session, standing: Standing | None) -> bool:
    is_draft = standing is not None and standing.stage is Stage.DRAFT
    return is_draft and standing is not None and case_queries.is_shown(session, standing.application_id)


def of_town(session: Session, turn: Turn, own: Municipality, *notes: Note) -> Outcome:
    """Return the page of a municipality as it is now."""
    matter = following.matter(session, turn.call, own, turn.now)
    codes = [one.id for one in follow_up_queries.of_towns(session, turn.call.name, [own.nis_code])]
    known = [one.application_id for one in matter.spot.past]
    known += [matter.spot.standing.application_id] if matter.spot.standing is not None else []
    asked = question_queries.of_applications(session, known)
    view = TownFile(
        matter=matter,
        progress=board.progress(session, matter.spot),
        lacking=lacking(session, matter),
        contacts=reaching.contacts(session, matter),
        rounds=tuple((one.round_id, one.stage, one.number, one.application_id) for one in matter.spot.past),
        steps=follow_up_queries.steps(session, codes),
        notes=follow_up_queries.notes(session, codes, turn.person_id),
        questions=tuple(questions.described(session, row) for row in asked[:MOST_QUESTIONS]),
        more_questions=max(0, len(asked) - MOST_QUESTIONS),
        is_shown=_is_shown(session, matter.spot.standing),
        is_yours=matter.followed is not None and matter.followed.claimed_by == turn.person_id,
        now=turn.now,
        zone=turn.call.zone,
        more_time=tuple(one for one in town.deadlines(session, turn, own) if one.granted is not None),
    )
    return Outcome(view=view, notes=notes)


def lacking(session: Session, matter: Matter) -> tuple[Item, ...]:
    """Return what lacked when a municipality fell out."""
    if matter.fallen is None:
        return ()
    case = case_queries.load(session, matter.fallen.application_id)
    decision = decision_queries.newest(session, case.application_id, matter.fallen.stage)
    keys = decision.items if decision is not None else ()
    return tuple(item for item in checklist.asked_items(case.call.checklist, case.answers) if item.key in keys)
