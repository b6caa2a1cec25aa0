"""A way to a person: the questions people ask first, else the question is kept and passed on."""

from sqlmodel import Session

from models.calls.call import Call, Faq, Item
from models.language.clean_text import clean
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.desk import question_queries
from models.records.desk.question import Question
from models.records.desk.question_queries import FROM_THE_LIST
from models.turns import history, opening, passing_on
from models.turns.items import overview
from models.turns.outcome import Note, Noted, Outcome, only
from models.turns.turn import Turn
from models.turns.views import FaqAnswer, Faqs

MOST_DIGITS = 3  # a longer number is no line of the list
LIKENESS = 88  # of 100: below it a typed question is not taken for a known one


def show(session: Session, turn: Turn, number: str | None = None) -> Outcome:
    """Show the questions people ask; what is typed next is a question. The place in the checklist stays."""
    opening.ask_aside(session, turn, "question")
    call, item = _subject(session, turn, number)
    return Outcome(view=Faqs(call=call, item=item, entries=call.faq))


def answer_faq(session: Session, turn: Turn, key: str) -> Outcome:
    """Give the answer to a known question."""
    call, _ = _subject(session, turn, None)
    found = next((faq for faq in call.faq if faq.key == key), None)
    if found is None:
        return only(Noted.NOT_THERE)
    return Outcome(view=FaqAnswer(faq=found))


def take_typed(session: Session, turn: Turn, said: str) -> Outcome:
    """Take what is typed under the questions people ask: the number of one of them, or a question of one's own."""
    text = said.strip()
    place = int(text) if text.isascii() and text.isdecimal() and len(text) < MOST_DIGITS else 0
    call, _ = _subject(session, turn, None)
    if 1 <= place <= len(call.faq):
        opening.leave_aside(session, turn)
        return Outcome(view=FaqAnswer(faq=call.faq[place - 1]))
    return take_question(session, turn, said)


def take_question(session: Session, turn: Turn, said: str) -> Outcome:
    """Answer a typed question from the list, or keep it with the application and pass it on."""
    turn = opening.leave_aside(session, turn)
    text = clean(said)
    call, item = _subject(session, turn, None)
    if not turn.speaker.agreed:  # nothing is kept yet
        faq = known_question(call, text)
        return Outcome(view=FaqAnswer(faq=faq)) if faq else opening.hello(turn).noting(Note(Noted.AGREE_FIRST))
    application_id = turn.speaker.application_id
    key = item.key if item else None
    question_id = question_queries.add(session, turn.person_id, application_id, key, text, turn.at)
    faq = known_question(call, text)
    if faq is None:
        return _pass_on(session, turn, question_id)
    question_queries.answer(session, question_id, f"{FROM_THE_LIST}{faq.key}", turn.at)
    return Outcome(view=FaqAnswer(faq=faq, question_id=question_id))


def asks_known_question(call: Call, said: str) -> bool:
    """Return whether a text that is typed where an answer is asked is a question that the list answers."""
    return said.rstrip().endswith("?") and known_question(call, said) is not None


def not_that(session: Session, turn: Turn, question_id: int) -> Outcome:
    """Pass a question on after all: the answer from the list was not it."""
    row = question_queries.one(session, question_id)
    if row is None or row.person_id != turn.person_id or (row.answer and not row.answer.startswith(FROM_THE_LIST)):
        return only(Noted.NOT_THERE)
    if row.answered_at is None:  # a double press: it was passed on already
        return overview.standing(session, turn).noting(passing_on.kept(session, turn, _about(session, row)))
    question_queries.answer(session, question_id, None, None)
    return _pass_on(session, turn, question_id)


def _pass_on(session: Session, turn: Turn, question_id: int) -> Outcome:
    """Pass the question on to a person, say to whom, and go back to where the asker was."""
    row = question_queries.one(session, question_id)
    case = _about(session, row) if row is not None else None
    if case is not None:
        history.record(session, turn, case, "asked", turn.speaker.place, detail=str(question_id))
    passing_on.pass_on(session, turn, question_id, case)
    return overview.standing(session, turn).noting(passing_on.kept(session, turn, case))


def _about(session: Session, row: Question) -> Case | None:
    return case_queries.load(session, row.application_id) if row.application_id is not None else None


def known_question(call: Call, text: str) -> Faq | None:
    """Return the question people ask that `text` means, or None; of the best likenesses that of the longest wording.

    So a word that stands in many questions ("besluit") gives way to words that say more ("wat gebeurt er").
    """
    from rapidfuzz import fuzz, process, utils

    choices = {(faq.key, n): words for faq in call.faq for n, words in enumerate(_wordings(faq))}
    if len(text) > 200:
        return None
    found = process.extract(
        text,
        choices,
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        score_cutoff=LIKENESS,
        limit=None,
    )
    best = max(found, key=lambda one: (one[1], len(one[0].split()), len(one[0])), default=None)
    return next(faq for faq in call.faq if faq.key == best[2][0]) if best is not None else None


def _wordings(faq: Faq) -> tuple[str, ...]:
    return (faq.question.nl, faq.question.en, *faq.triggers)


def _subject(session: Session, turn: Turn, number: str | None) -> tuple[Call, Item | None]:
    if turn.speaker.application_id is None:
        return turn.call, None
    case = case_queries.load(session, turn.speaker.application_id)
    return case.call, case.item(number or turn.speaker.place)
