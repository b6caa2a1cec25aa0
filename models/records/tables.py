"""Every table, for whoever needs them all: migrations, and what is kept of a person."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from models.records import (  # noqa: F401 - importing a row registers its table
    application,
    attachment,
    call_version,
    consent,
    decision,
    desk_form,
    erasure,
    evaluation,
    extension,
    follow_up,
    foreign_mailbox,
    guidance,
    inbox,
    interest,
    invitation,
    lease,
    local_chat,
    mail_code,
    mail_in,
    officer,
    officer_session,
    outbox,
    person,
    plan,
    planned,
    question,
    snapshot,
    submission,
    unreachable,
)


def metadata() -> MetaData:
    """Return the tables."""
    return SQLModel.metadata
