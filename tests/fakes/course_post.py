"""An application in guidance, for the letters that follow a selection."""

from datetime import datetime, timedelta

from sqlmodel import Session

from models.calls.stages import Stage
from models.records.applications import case_queries
from models.records.guidance import course_queries
from models.records.guidance.guidance import Expert, Intake, Phase
from models.records.people import participant_queries

KINDS = ("intake", "guidance", "evaluation_asked", "advice")


def in_guidance(session: Session, like_id: int, person_id: int, now: datetime) -> tuple[int, int]:
    """Add an application like another, with all that can be arranged; return its id and that of the interview."""
    case = case_queries.load(session, like_id)
    names = {"call_name": case.call.name, "call_version": case.call.version, "round_id": case.round.id}
    app = case_queries.add_application(session, **names, now=now, nis_code=case.nis_code)
    case_queries.change(session, app, stage=Stage.GUIDANCE, number="PROF-2021-2-0091")
    participant_queries.join(session, app, person_id, "contact", now)
    intake = Intake(application_id=app, starts_at=now + timedelta(days=3), place="Gemeentehuis", planned_at=now)
    intake_id = course_queries.add(session, intake)
    days = {"from_on": now.date(), "until_on": now.date() + timedelta(days=60)}
    course_queries.add(session, Phase(application_id=app, title="Verkennen", added_at=now, **days))
    expert = {"field": "events", "name": "Mia Maes", "organisation": "Stadslab"}
    course_queries.add(session, Expert(application_id=app, added_at=now, **expert))
    course_queries.ask_evaluation(session, app, now)
    course_queries.change_evaluation(session, app, advice="Begin met de eigenaars van Heist-op-den-Berg.")
    return app, intake_id
