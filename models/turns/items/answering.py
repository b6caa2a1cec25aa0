"""How an answer is given: read, kept with its history, and what comes next."""

from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import Session

from models.answers import checklist, judging
from models.answers.answer import Answer, fingerprint
from models.calls.call import Item, Kind
from models.calls.stages import Stage
from models.language.clean_text import clean
from models.records.applications import case_queries
from models.records.applications.case import Case, Kept
from models.records.people import person_queries
from models.turns import history, opening
from models.turns.items import choosing, walking
from models.turns.outcome import Note, Noted, Outcome
from models.turns.people import proving
from models.turns.turn import Turn
from models.turns.views import Unclear

CUT_BY_THE_APP = timedelta(seconds=2)  # nobody types a long text so soon after another


def answer_item(session: Session, turn: Turn, case: Case, item: Item, said: str) -> Outcome:
    """Keep what was typed as the answer to `item` and say what comes next; the caller owns the transaction."""
    if item.kind is Kind.MUNICIPALITY:
        return choosing.look_up(session, turn, case, item, said)
    before = case.kept.get(item.key)
    has_files = item.kind is Kind.FILE and before is not None and before.answer.value is not None
    if not clean(said) or has_files:  # nothing to read, or words where files stand already
        return walking.question(session, turn, case, item).noting(Note(Noted.NOT_UNDERSTOOD))
    text = said if before is None else _text(turn, case, item, before, said)
    answer = judged(turn, case, item, text)
    if before is not None and before.answer.value is not None and answer.value is None:
        return _leave(session, turn, case, item, before, answer)
    return settle(session, turn, case, item, answer)


def _leave(session: Session, turn: Turn, case: Case, item: Item, before: Kept, answer: Answer) -> Outcome:
    """Let the answer stand that can be used, keep what was typed beside it, and say both."""
    opening.demand_asked(case, answer.key)
    kept = Kept(answer=answer, answered_by=turn.person_id, answered_at=turn.at)
    case_queries.keep_earlier(session, case.application_id, kept)
    history.record(session, turn, case, "unusable", answer.key, detail=fingerprint(answer.value, answer.said))
    note = Note(Noted.UNUSABLE, {"item": item, "answer": answer, "before": before.answer})
    return walking.question(session, turn, case, item).noting(note)


def _text(turn: Turn, case: Case, item: Item, before: Kept, said: str) -> str:
    """Return the text that stands once `said` was typed: by itself, or behind what was said before."""
    if turn.speaker.is_to("rewrite", item.key) or _came_between(turn, before):
        return said
    if turn.speaker.is_to("add", item.key) or _goes_on(turn, before):
        return judging.behind(before.answer.said, said)
    return judging.supplemented(item, before.answer, said, municipality=town_of(case))


def _goes_on(turn: Turn, before: Kept) -> bool:
    """Return whether this is the rest of a text that the app cut, because it was too long for one message."""
    too_fast_to_type = before.answered_at <= turn.at <= before.answered_at + CUT_BY_THE_APP
    return before.answer.problem == "too_long" and before.answered_by == turn.person_id and too_fast_to_type


def judged(turn: Turn, case: Case, item: Item, said: str) -> Answer:
    """Return what `said` is worth as an answer in this case, on the day of the turn."""
    return judging.judged(item, said, on=day_of(turn, case), municipality=town_of(case))


def town_of(case: Case) -> str | None:
    """Return the name of the municipality, or None until it is confirmed."""
    return case.municipality.name if case.municipality else None


def day_of(turn: Turn, case: Case) -> date:
    """Return the day of the turn in the zone of the call."""
    return turn.at.astimezone(case.call.zone).date()


def settle(session: Session, turn: Turn, case: Case, item: Item, answer: Answer) -> Outcome:
    """Keep `answer`, then ask what is next, or stay when it is not clear yet."""
    case, note = keep(session, turn, case, answer)
    answer = replace(answer, problem=checklist.problem_of(item, case.answers))
    follow_up = ask_proof(session, turn, item, answer)
    if not is_fine(answer):
        notes = follow_up if note.what is Noted.SAVED else (note, *follow_up)
        return not_clear_yet(session, turn, case, item, answer).noting(*notes)
    if note.what is Noted.SAVED:
        note = saved(case, item, answer)
    return walking.go_on(session, turn, case, item).noting(note, *follow_up)


def saved(case: Case, item: Item, answer: Answer) -> Note:
    """Return what to say about an answer that was kept: a day as it was read, and that what was sent stands."""
    if case.stage is Stage.SUBMITTED:
        return Note(Noted.SAVED_UNSENT)
    is_read = item.kind is Kind.DATE and isinstance(answer.value, str)
    return Note(Noted.SAVED_AS, {"item": item, "answer": answer}) if is_read else Note(Noted.SAVED)


def is_fine(answer: Answer) -> bool:
    """Return whether an answer can be used and misses nothing."""
    return answer.value is not None and not answer.problem and not answer.unclear


def not_clear_yet(session: Session, turn: Turn, case: Case, item: Item, answer: Answer) -> Outcome:
    """Stay at `item` and say what its answer misses."""
    walking.stand_at(session, turn, case, item)
    verdict = judging.coached(item, answer.said, municipality=town_of(case)) if answer.unclear else None
    return Outcome(view=Unclear(case=case, item=item, answer=answer, verdict=verdict))


def ask_proof(session: Session, turn: Turn, item: Item, answer: Answer) -> tuple[Note, ...]:
    """Mail a code when the answer names the contact's mailbox and it is not proven yet; return what to say."""
    if item.key != "contact_email" or not isinstance(answer.value, str):
        return ()
    return tuple(proving.ask_unless_proven(session, turn, answer.value))


def keep(
    session: Session, turn: Turn, case: Case, answer: Answer, *, offer_the_other: bool = False
) -> tuple[Case, Note]:
    """Write the answer with its history; return the case as it is now and what to say about it."""
    opening.demand_asked(case, answer.key)
    before = case.kept.get(answer.key)
    if turn.speaker.is_to("rewrite", answer.key) or turn.speaker.is_to("add", answer.key):
        person_queries.ask(session, turn.person_id, "")
    if before is not None and before.answer == answer:
        if turn.heard.message is not None:
            case_queries.keep_answer(session, case.application_id, before, turn.heard.message)
        return case, Note(Noted.SAME)
    note = Note(Noted.SAVED) if before is None else _replace(session, turn, case, before, offer_the_other)
    kept = Kept(answer=answer, answered_by=turn.person_id, answered_at=turn.at)
    case_queries.keep_answer(session, case.application_id, kept, _message(session, turn, case, answer))
    history.record(session, turn, case, "answered", answer.key, detail=fingerprint(answer.value, answer.said))
    return case.with_answer(kept), note


def _replace(session: Session, turn: Turn, case: Case, before: Kept, offer_the_other: bool) -> Note:
    """Keep the answer that is replaced; return what to say about it."""
    came_between = _came_between(turn, before)
    offered = came_between or offer_the_other
    message = case_queries.messages(session, case.application_id).get(before.answer.key)
    earlier_id = case_queries.keep_earlier(session, case.application_id, before, offered=offered, message=message)
    if not came_between:
        return Note(Noted.SAVED)
    by = person_queries.person(session, before.answered_by).name if before.answered_by else None
    values = {"by": by or "", "said": before.answer.said, "earlier": earlier_id, "application": case.application_id}
    return Note(Noted.COLLEAGUE_ANSWERED, values)


def _came_between(turn: Turn, before: Kept) -> bool:
    """Return whether somebody else answered after this person was asked."""
    if before.answered_by in {None, turn.person_id} or turn.speaker.asked_at is None:
        return False
    return before.answered_at > turn.speaker.asked_at


def _message(session: Session, turn: Turn, case: Case, answer: Answer) -> str | None:
    """Return the message that gave the answer, by which an edit finds it; a press leaves the words as they were."""
    before = case.kept.get(answer.key)
    if turn.heard.message is not None or before is None or before.answer.said != answer.said:
        return turn.heard.message
    return case_queries.messages(session, case.application_id).get(answer.key)
