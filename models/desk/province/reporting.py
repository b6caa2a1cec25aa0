"""What officers are told by itself: who fell out in their province, and who did something after a nudge.

Source: ARCHITECTURE.md, Rules: Province desk.
"""

from datetime import datetime, timedelta

from sqlmodel import Session

from models.desk.rights import Role
from models.language import quiet_hours
from models.places.municipality import all_municipalities
from models.records.applications import deadline_queries
from models.records.applications.case import Case
from models.records.desk import board_queries, follow_up_queries, officer_queries
from models.turns import telling
from models.turns.act import Act, BySystem
from models.turns.telling import News

WAITED_FOR = timedelta(days=90)  # after a nudge; what is done later has another cause


def tell_fallen(session: Session, act: Act, case: Case, decision_id: int) -> None:
    """Tell the officers of the province of an application that fell out, when its municipality hears it."""
    if case.municipality is None or case.nis_code is None:
        return
    news = News(
        kind="town_news",
        key=f"town_news:decision:{decision_id}",
        ref_id=decision_id,
        payload={"why": "fallen", "town": case.nis_code, "call": case.call.name},
        due_at=quiet_hours.next_out(case.call.reminders, case.call.zone, act.now),
    )
    for officer in officer_queries.standing(session, Role.PROVINCE, case.municipality.province):
        if officer.person_id is not None:
            telling.post(session, act, officer.person_id, news)


def tell_answers(session: Session, now: datetime) -> int:
    """Tell each officer whose nudge was followed by an answer, once; return how many were told."""
    told = 0
    for nudge in follow_up_queries.nudges_waited_for(session, now - WAITED_FOR):
        last = board_queries.last_answers(session, nudge.call_name, [nudge.nis_code]).get(nudge.nis_code)
        if last is None or last <= nudge.sent_at or nudge.nis_code not in all_municipalities():
            continue
        follow_up_queries.change_nudge(session, nudge.nudge_id, answer_told_at=now)
        call = deadline_queries.newest_call(session, nudge.call_name)
        news = News(
            kind="town_news",
            key=f"town_news:nudge:{nudge.nudge_id}",
            ref_id=nudge.nudge_id,
            payload={"why": "answered", "town": nudge.nis_code, "call": nudge.call_name},
            due_at=quiet_hours.next_out(call.reminders, call.zone, now),
        )
        telling.post(session, BySystem(now=now), nudge.written_by, news)
        told += 1
    return told
