"""How an officer answers a question that the list could not: in chat, once, and the asker reads it where they asked.

Source: ARCHITECTURE.md, Rules: Questions.
"""

from sqlmodel import Session

from models.desk import rights
from models.desk.length import too_long
from models.desk.province.views import Answered, Asked, OpenQuestions
from models.desk.rights import Right
from models.language.clean_text import clean
from models.records.applications import case_queries, event_queries
from models.records.desk import question_queries
from models.records.desk.question import Question
from models.records.messages import mail_in_queries
from models.turns import history, opening, passing_on, telling
from models.turns.outcome import Note, Noted, Outcome, only
from models.turns.people.naming import called
from models.turns.telling import News
from models.turns.turn import Turn

ASIDE = "reply-"  # how a side question begins that waits for the answer; the question's id follows
MOST_LISTED = 8  # questions; the oldest wait longest, the next come when these are answered


def show_open(session: Session, turn: Turn, most: int = MOST_LISTED) -> Outcome:
    """Return the questions that wait for who speaks, the oldest first, `most` of them."""
    rights.demand(turn, Right.ANSWER)
    beat = rights.beat(session, turn)
    ids = question_queries.waiting(session, beat, most, turn.person_id)
    if not ids:
        return only(Noted.NO_QUESTIONS)
    rows = [row for one in ids if (row := question_queries.one(session, one)) is not None]
    view = OpenQuestions(
        questions=tuple(described(session, row) for row in rows),
        count=question_queries.count_waiting(session, beat, turn.person_id),
    )
    return Outcome(view=view)


def open_one(session: Session, turn: Turn, question_id: int) -> Outcome:
    """Show a question; what is typed next is the answer. One that a colleague answered is shown with that answer."""
    row = _reached(session, turn, question_id)
    if row.answered_at is not None:
        return Outcome(view=described(session, row), notes=(_answered_already(session, row),))
    opening.ask_aside(session, turn, f"{ASIDE}{question_id}")
    return Outcome(view=described(session, row))


def take_reply(session: Session, turn: Turn, aside: str, said: str) -> Outcome:
    """Send what the officer typed to who asked; the second answer to a question does not leave, and is shown again."""
    number = aside.removeprefix(ASIDE)
    row = _reached(session, turn, int(number) if number.isdecimal() else 0)
    text = clean(said)
    long = too_long(text)
    if long is not None:
        return Outcome(view=described(session, row), notes=(long,))
    turn = opening.leave_aside(session, turn)
    if row.answered_at is not None:
        kept = Note(Noted.REPLY_NOT_SENT, {"said": text})
        return Outcome(view=described(session, row), notes=(_answered_already(session, row), kept))
    question_queries.answer(session, row.id, text, turn.now, turn.person_id)
    by_mail = False
    if row.application_id is not None:
        case = case_queries.load(session, row.application_id)
        asked_by = event_queries.channel_of(session, row.application_id, "asked", str(row.id))
        by_mail = asked_by == mail_in_queries.FRONT
        history.record(session, turn, case, "question_answered", row.item_key, detail=str(row.id))
    news = News(kind="answer", key=f"answer:{row.id}", application_id=row.application_id, ref_id=row.id)
    telling.answer(session, turn, row.person_id, news, by_mail=by_mail)
    waiting = question_queries.count_waiting(session, rights.beat(session, turn), turn.person_id)
    return Outcome(view=Answered(asker=called(session, row.person_id), waiting=waiting))


def described(session: Session, row: Question) -> Asked:
    """Return a question with who asked it and where they were."""
    case = case_queries.load(session, row.application_id) if row.application_id is not None else None
    return Asked(
        question_id=row.id,
        text=row.text,
        at=row.asked_at,
        asker=called(session, row.person_id),
        town=case.municipality if case is not None else None,
        item=case.item(row.item_key) if case is not None else None,
        answer=row.answer if row.answered_at is not None else None,
    )


def _reached(session: Session, turn: Turn, question_id: int) -> Question:
    """Return a question to a person that is for who speaks.

    Raises:
        Instead: the right is missing, it is of another province, or it is not there; all read the same.
    """
    rights.demand(turn, Right.ANSWER)
    row = question_queries.one(session, question_id)
    if row is None or (row.answer or "").startswith(question_queries.FROM_THE_LIST):
        raise rights.not_there(turn)
    case = case_queries.load(session, row.application_id) if row.application_id is not None else None
    planner = passing_on.planner_of(session, case) if case is not None else None
    is_asked = planner is not None and planner.person_id == turn.person_id
    if not is_asked and not rights.beat(session, turn).covers(passing_on.province_of(case)):
        raise rights.not_there(turn)
    return row


def _answered_already(session: Session, row: Question) -> Note:
    return Note(Noted.ANSWERED_ALREADY, {"by": called(session, row.answered_by)})
