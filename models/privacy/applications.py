"""What of an application goes with a person, and what is the municipality's and stays.

Source: ARCHITECTURE.md, Rules: Erasing.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.privacy import contact_details
from models.privacy.contact_details import Details
from models.records.applications import application_erasing_queries as rows
from models.records.applications import event_queries
from models.records.applications.application import Application
from models.records.people import participant_queries
from models.records.people.whose import Whose
from models.records.privacy import erasing_queries, erasure_queries
from models.records.privacy.wiping import is_telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What was found while taking somebody out: the words that name them, files that may go, texts that went."""

    words: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()

    def with_(self, words: Collection[str] = (), files: Collection[str] = (), texts: Collection[str] = ()) -> "Part":
        """Return it with more of each."""
        return Part(
            words=self.words | frozenset(words),
            files=self.files | frozenset(files),
            texts=self.texts | frozenset(texts),
        )


def touched(session: Session, whose: Whose) -> set[int]:
    """Return every application in which they had a part, or that names their mailbox."""
    return erasing_queries.applications_of(session, whose.person_ids) | erasing_queries.applications_naming(
        session, whose.mailboxes
    )


def take_out(session: Session, whose: Whose, application_ids: Collection[int], *, channel: str, now: datetime) -> Part:
    """Take somebody out of applications: what is theirs alone goes whole, elsewhere their contact details go."""
    part = Part()
    for row in rows.not_erased(session, application_ids):
        if stays(session, whose, row):
            part = part.with_(words=_take_out_of(session, whose, row, channel, now))
        else:
            found, texts = _words(session, whose, row)[1], rows.typed(session, row.id)
            part = part.with_(found, erase_application(session, row, channel=channel, now=now), texts)
    rows.leave(session, whose.person_ids, now)
    rows.forget_messages(session, whose.person_ids, whose.chats)
    return part


def stays(session: Session, whose: Whose, row: Application) -> bool:
    """Return whether an application is the municipality's: it was sent, or somebody else works on it.

    A draft in which they are only named is not theirs to take along either.
    """
    if row.first_sent_at is not None or rows.others(session, row.id, whose.person_ids):
        return True
    return not rows.took_part(session, row.id, whose.person_ids)


def erase_application(session: Session, row: Application, *, channel: str, now: datetime) -> set[str]:
    """Erase all that was written in an application; return the stored names of its files. Its steps stay."""
    files = rows.stored_files(session, row.id)
    erasing_queries.forget_words(session, row.id)
    rows.empty_submissions(session, row.id, now)
    erasure_queries.empty_asked_in(session, row.id, now)
    rows.end(session, row, now)
    event_queries.record(session, row.id, "erased", at=now, person_id=None, channel=channel)
    return files


def named_in(session: Session, application_id: int) -> set[str]:
    """Return the names and the phone numbers that stand in an application."""
    naming = {key for key in rows.answers(session, application_id) if key.endswith(contact_details.NAMING)}
    return {word for word in rows.said(session, application_id, naming) if is_telling(word)}


def _words(session: Session, whose: Whose, row: Application) -> tuple[frozenset[str], frozenset[str]]:
    """Return the items that are their contact details, and the words that name them."""
    found = _details(session, whose, row, rows.answers(session, row.id))
    naming = {key for key in found.keys if key.endswith(contact_details.NAMING)}
    typed = {word for word in rows.said(session, row.id, naming) if is_telling(word)}
    return found.keys, found.words | typed


def _take_out_of(session: Session, whose: Whose, row: Application, channel: str, now: datetime) -> frozenset[str]:
    keys, words = _words(session, whose, row)
    sendings = rows.sent(session, row.id)
    for sending in sendings:
        found = _details(session, whose, row, json.loads(sending.content)["answers"])
        keys, words = keys | found.keys, words | found.words
    for sending in sendings:
        rows.rewrite_submission(session, sending, keys, words | whose.mailboxes, now)
    rows.forget_answers(session, row.id, keys)
    _hand_on(session, whose, row)
    event_queries.record(session, row.id, "person_erased", at=now, person_id=None, channel=channel)
    return words


def _details(session: Session, whose: Whose, row: Application, answers: Mapping[str, object]) -> Details:
    is_contact = "contact" in rows.roles(session, row.id, whose.person_ids)
    return contact_details.details(answers, whose.mailboxes, is_contact=is_contact)


def _hand_on(session: Session, whose: Whose, row: Application) -> None:
    """Make somebody else the contact when the contact goes."""
    others = rows.others(session, row.id, whose.person_ids)
    if others and "contact" in rows.roles(session, row.id, whose.person_ids):
        participant_queries.set_role(session, row.id, others[0], "contact")
