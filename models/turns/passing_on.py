"""A question that the list cannot answer goes to the officers who stand beside the municipality.

Source: ARCHITECTURE.md, Rules: Questions.
"""

from sqlmodel import Session

from models.calls.stages import AFTER_SELECTION
from models.records.applications.case import Case
from models.records.desk import officer_queries, question_queries
from models.records.desk.officer import Officer
from models.turns import telling
from models.turns.outcome import Note, Noted
from models.turns.telling import News
from models.turns.turn import Turn

MOST_MAILED = 5  # questions of a person that wait; more are kept and listed, so that nobody can flood a mailbox


def province_of(case: Case | None) -> str | None:
    """Return the province of the municipality of a case, or None while none is chosen."""
    return case.municipality.province if case is not None and case.municipality is not None else None


def answering(session: Session, case: Case | None) -> list[Officer]:
    """Return to whom a question goes: who planned the intake interview, else who stands beside the municipality."""
    planner = planner_of(session, case) if case is not None else None
    return [planner] if planner is not None else officer_queries.beside(session, province_of(case))


def planner_of(session: Session, case: Case) -> Officer | None:
    """Return the officer who planned the intake interview of a case and is one still, or None."""
    if case.stage not in AFTER_SELECTION:
        return None
    from models.records.guidance import course_queries  # few come as far as the guidance

    interview = course_queries.load(session, case.application_id).interview
    planned_by = interview.planned_by if interview is not None else None
    return officer_queries.role_of(session, planned_by) if planned_by is not None else None


def pass_on(session: Session, turn: Turn, question_id: int, case: Case | None) -> None:
    """Tell everybody who can answer, by mail and in chat."""
    if question_queries.count_waiting_of(session, turn.person_id) > MOST_MAILED:
        return
    news = News(
        kind="question",
        key=f"question:{question_id}",
        application_id=case.application_id if case is not None else None,
        ref_id=question_id,
    )
    for officer in answering(session, case):
        if officer.person_id is not None:
            telling.post(session, turn, officer.person_id, news)


def kept(session: Session, turn: Turn, case: Case | None) -> Note:
    """Return who has the question now: the province, the agency, or nobody, with who else can be called."""
    officers = answering(session, case)
    call = case.call if case is not None else turn.call
    values = {"call": call, "role": officers[0].role if officers else "", "province": province_of(case) or ""}
    return Note(Noted.QUESTION_KEPT, values)
