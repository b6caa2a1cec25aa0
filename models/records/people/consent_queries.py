"""Queries on the consent log; the caller owns the transaction."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col

from models.records.people.consent import Consent

PRIVACY, SHOWCASE = "privacy", "showcase"
# The version of the words that people agree to; a test knows them by their hash, so that none changes under a version.
TEXT_VERSION = "2"


def give(
    session: Session,
    person_id: int,
    what: str,
    *,
    language: str,
    channel: str,
    now: datetime,
    application_id: int | None = None,
) -> None:
    """Note that a person agreed."""
    consent = Consent(
        person_id=person_id,
        what=what,
        application_id=application_id,
        text_version=TEXT_VERSION,
        language=language,
        channel=channel,
        given_at=now,
    )
    session.add(consent)
    session.flush()


def withdraw(session: Session, what: str, application_id: int, now: datetime) -> None:
    """Note that the consent for an application was taken back, by whoever gave it."""
    given = update(Consent).where(
        col(Consent.what) == what, col(Consent.application_id) == application_id, col(Consent.withdrawn_at).is_(None)
    )
    session.connection().execute(given.values(withdrawn_at=now))
