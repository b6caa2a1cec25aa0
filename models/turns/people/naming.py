"""What a person is called towards somebody else."""

from sqlmodel import Session

from models.language.clean_text import one_line
from models.records.people import person_queries

MOST_NAME = 80  # characters of a name that somebody else reads


def called(session: Session, person_id: int | None) -> str:
    """Return what a person is called: the name, else the mailbox, else nothing that can be used."""
    if person_id is None:
        return "?"
    name, mailbox = person_queries.name_and_mailbox(session, person_id)
    return one_line(name or "")[:MOST_NAME] or mailbox or "?"
