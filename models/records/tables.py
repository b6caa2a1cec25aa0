"""Every table, for whoever needs them all: migrations, and what is kept of a person."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

# ruff: noqa: F401 - importing a row registers its table
from models.records.applications import application, attachment, call_version, extension, submission
from models.records.counted import snapshot
from models.records.desk import decision, desk_form, follow_up, officer, officer_session, question
from models.records.guidance import evaluation, guidance
from models.records.messages import inbox, lease, local_chat, mail_in, outbox
from models.records.people import consent, foreign_mailbox, interest, invitation, mail_code, person, unreachable
from models.records.privacy import erasure
from models.records.reminding import plan, planned


def metadata() -> MetaData:
    """Return the tables."""
    return SQLModel.metadata
