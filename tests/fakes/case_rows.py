"""Rows about which messages can be posted: applications in every state, decisions, codes, mails, officers."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import Session

from models.answers.answer import Answer
from models.calls.stages import Stage
from models.records.applications import case_queries, submission_queries
from models.records.applications.application import Event
from models.records.applications.case import Kept
from models.records.applications.submission_queries import Sending
from models.records.desk import decision_queries
from models.records.desk.decision import Decision
from models.records.desk.officer import Officer
from models.records.messages.mail_in import MailIn
from models.records.messages.outbox import OutboxMessage
from models.records.people import code_queries, derived_secret, participant_queries
from models.records.people.interest import Interest
from models.records.people.mail_code import CodeUse, MailCode
from models.records.reminding import plan_queries
from models.turns.reminding import calendars

MAILBOX = "an.peeters@heist-op-den-berg.be"
CHRIS = "chris@mechelen.be"


def interested(session: Session, source: str, now: datetime) -> int:
    """Add somebody who showed interest for Mechelen, on a list with that name."""
    row = Interest(
        call_name="profploeg-2021",
        name="Chris",
        email=CHRIS,
        nis_code="12025",
        consent="asked at the webinar",
        source=source,
        imported_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def mailed(session: Session, sender: str, now: datetime, parked_at: datetime | None = None) -> int:
    """Store a mail that came in and was applied; return its id."""
    row = MailIn(
        content_key=sender,
        raw=b"",
        received_at=now,
        stored_at=now,
        applied_at=now,
        parked_at=parked_at,
        sender=sender,
        message_id="<1@example.be>",
        subject="Profploeg",
    )
    session.add(row)
    session.flush()
    return row.id


def begin_lier(session: Session, like_id: int, person_id: int, now: datetime) -> None:
    """Let a person begin an application of Lier, with one answer that is unclear and the rest missing."""
    case = case_queries.load(session, like_id)
    application_id = case_queries.add_application(
        session,
        call_name=case.call.name,
        call_version=case.call.version,
        round_id=case.round.id,
        now=now,
        nis_code="12021",
    )
    participant_queries.join(session, application_id, person_id, "contact", now)
    vague = Answer(key="challenge", value="Leegstand.", said="Leegstand.", unclear=("place",))
    case_queries.keep_answer(session, application_id, Kept(answer=vague, answered_by=person_id, answered_at=now))


def decision(session: Session, application_id: int, to_stage: str, now: datetime) -> int:
    """Decide about an application, so that it leaves now; return the id."""
    standing = submission_queries.newest(session, application_id)
    assert standing is not None
    row = Decision(
        application_id=application_id,
        submission_id=standing.id,
        from_stage="submitted",
        to_stage=to_stage,
        items="challenge",
        remark="7: Over welke straten gaat het?",
        reply_by_at=now + timedelta(days=14) if to_stage == "information_requested" else None,
        begun_at=now,
        taken_at=now,
        leaves_at=now,
    )
    return decision_queries.add(session, row)


def asked(session: Session, like_id: int, now: datetime) -> int:
    """Let there be an application of which more is asked, as it was sent in another."""
    case, standing = case_queries.load(session, like_id), submission_queries.newest(session, like_id)
    assert standing is not None
    names = {"call_name": case.call.name, "call_version": case.call.version, "round_id": case.round.id}
    application_id = case_queries.add_application(session, **names, now=now, nis_code=case.nis_code)
    case_queries.change(
        session, application_id, stage=Stage.INFORMATION_REQUESTED, number="PROF-2021-2-0090", last_sent_at=now
    )
    copy = standing.model_dump(exclude={"id", "application_id", "erased_at"})
    submission_queries.add(session, Sending(**copy, application_id=application_id))
    return application_id


def withdrawn(session: Session, like_id: int, now: datetime) -> int:
    """Add an application that was withdrawn; return its id."""
    application_id = _another(session, like_id, now)
    case_queries.change(session, application_id, stage=Stage.WITHDRAWN, number="PROF-2021-2-0099")
    session.add(Event(application_id=application_id, at=now, channel="local", what="withdrawn"))
    session.flush()
    return application_id


def planned(session: Session, like_id: int, person_id: int, now: datetime) -> int:
    """Add a draft whose plan the person has in their calendar."""
    application_id = _another(session, like_id, now)
    participant_queries.join(session, application_id, person_id, "contact", now)
    plan_queries.answer(session, application_id, person_id, now, weekday=0, agenda_days=7)
    case = case_queries.load(session, application_id)
    plan = calendars.plan_of(session, case)
    assert plan is not None
    calendars.subscribe(session, case, person_id, plan, now)
    return application_id


def undecided(session: Session, like_id: int, now: datetime) -> None:
    """Add an application that waits for a decision for twenty days."""
    application_id = _another(session, like_id, now)
    long_ago = now - timedelta(days=20)
    case_queries.change(
        session, application_id, stage=Stage.SUBMITTED, number="PROF-2021-2-0098", last_sent_at=long_ago
    )


def _another(session: Session, like_id: int, now: datetime) -> int:
    case = case_queries.load(session, like_id)
    return case_queries.add_application(
        session,
        call_name=case.call.name,
        call_version=case.call.version,
        round_id=case.round.id,
        now=now,
        nis_code=case.nis_code,
    )


def code(session: Session, person_id: int, nonce: str, now: datetime, use: CodeUse = CodeUse.MAILBOX) -> int:
    """Mail a code to An; return its id."""
    return code_queries.add(
        session,
        MailCode(
            person_id=person_id,
            email=MAILBOX,
            use=use,
            nonce=nonce,
            asked_at=now,
            expires_at=now + timedelta(minutes=10),
        ),
    )


def officer(session: Session, role: str, person_id: int, now: datetime) -> int:
    """Add an officer who accepted; return the id."""
    row = accepted_officer(role, person_id, now, province="Antwerpen" if role == "province" else None)
    session.add(row)
    session.flush()
    return row.id


def accepted_officer(role: str, person_id: int, now: datetime, province: str | None = None) -> Officer:
    """Return the row of an officer who accepted."""
    nonce = derived_secret.new_nonce()
    return Officer(
        role=role,
        province=province,
        email=f"{role}@vlaanderen.be",
        nonce=nonce,
        token_hash=derived_secret.hashed(nonce),
        invited_at=now,
        expires_at=now + timedelta(days=14),
        person_id=person_id,
        accepted_at=now,
    )


def outbox_rows(session: Session) -> list[dict[str, object]]:
    """Return everything that the outbox keeps."""
    return [row.model_dump() for row in session.execute(select(OutboxMessage)).scalars()]
