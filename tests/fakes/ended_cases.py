"""Applications of a round that is over, beside one that is under way: one that expired, one changed after sending."""

from datetime import datetime

from sqlmodel import Session

from models.answers.answer import Answer
from models.calls.stages import Stage
from models.records.applications import case_queries, submission_queries
from models.records.applications.case import Kept
from models.records.applications.submission_queries import Sending

BEFORE = "2021-1"


def expired(session: Session, like_id: int, now: datetime) -> tuple[int, int]:
    """Add a draft that expired in the round before, and the one that carries it on; return their ids."""
    ended_id = _twin(session, like_id, BEFORE, now)
    case_queries.change(session, ended_id, stage=Stage.EXPIRED)
    return ended_id, _twin(session, like_id, "2021-2", now, carried_from_id=ended_id)


def changed_after_sending(session: Session, like_id: int, now: datetime) -> tuple[int, int]:
    """Add an application that was sent in the round before and changed after that; return its id and the sending's."""
    sent_id = _twin(session, like_id, BEFORE, now)
    case_queries.change(
        session, sent_id, stage=Stage.SUBMITTED, number="PROF-2021-1-0098", first_sent_at=now, last_sent_at=now
    )
    sending = Sending(
        application_id=sent_id,
        version=1,
        sent_at=now,
        checksum="ab" * 32,
        content='{"answers":{"core_area":"Dorpskern"}}',
        coach_version="1",
        coach_outcome="{}",
    )
    return sent_id, submission_queries.add(session, sending)


def _twin(session: Session, like_id: int, round_id: str, now: datetime, **more: int) -> int:
    case = case_queries.load(session, like_id)
    twin_id = case_queries.add_application(
        session,
        call_name=case.call.name,
        call_version=case.call.version,
        round_id=round_id,
        now=now,
        nis_code=case.nis_code,
        **more,
    )
    answer = Answer(key="core_area", value="Kerkstraat", said="Kerkstraat")
    case_queries.keep_answer(session, twin_id, Kept(answer=answer, answered_by=None, answered_at=now))
    return twin_id
