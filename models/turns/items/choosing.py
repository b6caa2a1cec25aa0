"""How the municipality of an application is chosen: looked up, shown, confirmed; never corrected silently."""

from dataclasses import replace

from sqlmodel import Session

from models.answers.answer import Answer
from models.calls.call import Item, Kind
from models.calls.stages import Stage
from models.language.clean_text import folded, one_line
from models.places import municipality_match
from models.places.municipality import municipalities_on
from models.records.applications import case_queries, deadline_queries
from models.records.applications.case import Case, Kept
from models.records.messages import mail_in_queries
from models.turns import history, opening
from models.turns.items import walking
from models.turns.outcome import Note, Noted, Outcome, only
from models.turns.people import merging
from models.turns.turn import Turn
from models.turns.views import Candidates

TO_CONFIRM = "to_confirm"
MOST_SIGNS = 200  # of what is taken for a name
MOST_DIGITS = 4  # a postal code has as many: no number of a line
ASIDE = "town"  # municipalities are offered: a yes, a no or a number that is typed next is meant for them
YES = frozenset({"ja", "j", "yes", "y", "ok", "oke", "klopt", "ja klopt", "ja dat klopt", "juist"})
NO = frozenset({"nee", "neen", "n", "no", "niet", "fout", "nee niet"})


def look_up(session: Session, turn: Turn, case: Case, item: Item, said: str) -> Outcome:
    """Offer the municipalities that `said` can mean; a yes, a no or a number takes or leaves what was just offered."""
    if case.stage is not Stage.DRAFT:
        fixed = Note(Noted.MUNICIPALITY_FIXED, {"number": case.number})
        return walking.here(session, turn, case).noting(fixed, Note(Noted.NOT_SAVED))
    offered = _offered(turn, case, item)
    turn = opening.leave_aside(session, turn) if turn.speaker.aside == ASIDE else turn
    words = folded(one_line(said)[:MOST_SIGNS])
    if words in NO:
        return reject(session, turn, case.application_id)
    taken = _taken(offered, words)
    if taken is not None:
        return _confirm(session, turn, case, item, taken)
    if words in YES and offered is not None:  # to several
        return _offer(session, turn, case, item, case.kept[item.key].answer.said)
    if words in YES:
        return walking.question(session, turn, case, item).noting(Note(Noted.NOT_UNDERSTOOD))
    return _offer(session, turn, case, item, said)


def _offered(turn: Turn, case: Case, item: Item) -> municipality_match.Match | None:
    """Return what was offered just before, or None."""
    before = case.kept.get(item.key)
    if before is None or before.answer.problem != TO_CONFIRM:
        return None
    is_shown = (
        turn.speaker.aside == ASIDE or turn.channel == mail_in_queries.FRONT
    )  # a mail answers the one that named the municipality
    return _match(case, before.answer.said) if is_shown else None


def _taken(offered: municipality_match.Match | None, words: str) -> str | None:
    """Return the municipality that a yes or the number of a line means, or None."""
    if offered is None:
        return None
    codes = [one.municipality.nis_code for one in offered.candidates]
    if words in YES and offered.certain:
        return codes[0]
    place = int(words) if words.isascii() and words.isdecimal() and len(words) < MOST_DIGITS else 0
    return codes[place - 1] if 1 <= place <= len(codes) else None


def _offer(session: Session, turn: Turn, case: Case, item: Item, said: str) -> Outcome:
    shown = one_line(said)[:MOST_SIGNS]
    pending = Answer(key=item.key, value=case.nis_code, said=shown, problem=TO_CONFIRM)
    kept = Kept(answer=pending, answered_by=turn.person_id, answered_at=turn.at)
    _keep_what_is_replaced(session, case, pending)
    if pending.said != one_line(said):  # no name is that long: it was meant for something else
        case_queries.keep_earlier(session, case.application_id, replace(kept, answer=replace(pending, said=said)))
    case_queries.keep_answer(session, case.application_id, kept, turn.heard.message)
    case = case.with_answer(kept)
    walking.stand_at(session, turn, case, item)
    found = _match(case, shown).candidates
    if found:
        opening.ask_aside(session, turn, ASIDE)
    return Outcome(view=Candidates(case=case, said=shown, candidates=found))


def _keep_what_is_replaced(session: Session, case: Case, by: Answer) -> None:
    """Keep what was typed before, in case it was more than another way to write the name."""
    before = case.kept.get(by.key)
    if before is None or before.answer.problem != TO_CONFIRM or folded(before.answer.said) == folded(by.said):
        return
    case_queries.keep_earlier(session, case.application_id, before)


def confirm(session: Session, turn: Turn, application_id: int, nis_code: str) -> Outcome:
    """Take the municipality whose button was pressed."""
    case = opening.working_case(session, turn, application_id)
    item = _municipality_item(case)
    if case.stage is not Stage.DRAFT:
        return walking.here(session, turn, case).noting(Note(Noted.MUNICIPALITY_FIXED, {"number": case.number}))
    if nis_code not in municipalities_on(case.call.municipalities_on or case.round.last_day):
        return only(Noted.NOT_THERE)
    return _confirm(session, turn, case, item, nis_code)


def reject(session: Session, turn: Turn, application_id: int) -> Outcome:
    """Ask again: none of the offered municipalities was meant; one that was confirmed before stays."""
    case = opening.working_case(session, turn, application_id)
    item = _municipality_item(case)
    town = case.municipality
    if town is not None and case.kept[item.key].answer.problem == TO_CONFIRM:
        answer = Answer(key=item.key, value=town.nis_code, said=town.name)
        kept = Kept(answer=answer, answered_by=turn.person_id, answered_at=turn.at)
        _keep_what_is_replaced(session, case, answer)
        case_queries.keep_answer(session, case.application_id, kept)
        case = case.with_answer(kept)
    return walking.question(session, turn, case, item)


def _confirm(session: Session, turn: Turn, case: Case, item: Item, nis_code: str) -> Outcome:
    changed = case.nis_code != nis_code
    town = municipalities_on(case.call.municipalities_on or case.round.last_day)[nis_code]
    answer = Answer(key=item.key, value=nis_code, said=town.name)
    kept = Kept(answer=answer, answered_by=turn.person_id, answered_at=turn.at)
    _keep_what_is_replaced(session, case, answer)
    typed = case_queries.messages(session, case.application_id).get(item.key)  # an edit of it still finds its item
    case_queries.keep_answer(session, case.application_id, kept, typed)
    if changed:
        round_id = _round_id(session, turn, case, nis_code)
        case_queries.change(session, case.application_id, nis_code=nis_code, round_id=round_id, live_key=None)
        history.record(session, turn, case, "municipality", item.key, detail=nis_code)
    case = case_queries.load(session, case.application_id)
    notes = (Note(Noted.CONFIRMED, {"name": town.name}),)
    exists = merging.settle_ownership(session, turn, case) if changed else None
    return (exists or walking.go_on(session, turn, case, item)).noting(*notes)


def _round_id(session: Session, turn: Turn, case: Case, nis_code: str) -> str:
    """Return the round that this municipality's draft goes to: the one before, while it got more time for that."""
    call = deadline_queries.newest_call(session, case.call.name)
    open_now = deadline_queries.open_round(session, call, nis_code, turn.at)
    is_extended = open_now is not None and open_now.opens_at < case.round.opens_at
    return open_now.id if open_now is not None and is_extended else case.round.id


def _match(case: Case, said: str) -> municipality_match.Match:
    return municipality_match.match(said, case.call.municipalities_on or case.round.last_day)


def _municipality_item(case: Case) -> Item:
    return next(item for item in case.call.checklist.items if item.kind is Kind.MUNICIPALITY)
