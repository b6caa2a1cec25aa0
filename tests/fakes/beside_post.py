"""What the letters between a municipality and the officers beside it are about: questions, mailboxes, a nudge."""

from datetime import datetime

from sqlmodel import Session

from models.records.desk import follow_up_queries, question_queries
from models.records.desk.follow_up import Nudge
from models.records.people import foreign_mailbox_queries

LIER = "12021"


def refs(session: Session, application_id: int, asker_id: int, officer_id: int, now: datetime) -> dict[str, int]:
    """Return by kind the row that its letter is about; the officer is one of the province of Antwerpen."""
    waiting, answered = (
        question_queries.add(session, asker_id, application_id, "challenge", "Wat is een kern?", now) for _ in range(2)
    )
    question_queries.answer(session, answered, "Waar mensen winkelen.", now, officer_id)
    return {
        "question": waiting,
        "answer": answered,
        "mailbox_asked": _mailbox(session, "open", application_id, asker_id, officer_id, now),
        "mailbox_confirmed": _mailbox(session, "yes", application_id, asker_id, officer_id, now, is_confirmed=True),
        "mailbox_refused": _mailbox(session, "no", application_id, asker_id, officer_id, now, is_confirmed=False),
        "nudge": nudge(session, officer_id, now),
    }


def nudge(session: Session, officer_id: int, now: datetime, text: str = "Bel me gerust.") -> int:
    """Let an officer have written to Lier, where a draft was begun; return the id."""
    row = Nudge(
        follow_up_id=follow_up_queries.begun(session, "profploeg-2021", "2021-2", LIER),
        language="nl",
        text=text,
        written_by=officer_id,
        begun_at=now,
        sent_at=now,
    )
    return follow_up_queries.add_nudge(session, row)


def _mailbox(
    session: Session,
    name: str,
    application_id: int,
    person_id: int,
    officer_id: int,
    now: datetime,
    *,
    is_confirmed: bool | None = None,
) -> int:
    found = foreign_mailbox_queries.add(
        session,
        email=f"{name}@adviesbureau.example",
        nis_code="12014",
        person_id=person_id,
        application_id=application_id,
        now=now,
    )
    assert found is not None
    if is_confirmed is not None:
        foreign_mailbox_queries.decide(
            session, found, is_confirmed=is_confirmed, reason="Onbekend.", decided_by=officer_id, now=now
        )
    return found
