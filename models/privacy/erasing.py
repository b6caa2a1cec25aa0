"""How somebody is erased: every row of theirs, in one transaction; what lies outside the rows becomes a chore.

Source: ARCHITECTURE.md, Rules: Erasing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from models.privacy import applications, erase_list
from models.records.applications import application_erasing_queries
from models.records.people import person_queries, whose_queries
from models.records.people.whose import MAIL, Whose
from models.records.privacy import elsewhere_queries, erasing_queries, erasure_queries
from models.records.privacy.wiping import is_telling
from models.storage.transactions.isolation import Sharing, shares


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """That somebody is to be erased: why, by which channel, when."""

    reason: str  # asked, operator, restored, retention
    channel: str
    now: datetime
    key: bytes = field(repr=False)  # of the installation, for the list
    is_listed: bool = True  # what the call's retention erases may come back with a backup, and goes again by itself


def erase(session: Session, whose: Whose, request: Request) -> None:
    """Erase these persons, mailboxes and chats; what is the municipality's or the office's stays, without them."""
    now = request.now
    touched = applications.touched(session, whose)
    asked = erasure_queries.asked_by(session, whose)
    part = applications.take_out(session, whose, touched, channel=request.channel, now=now)
    names = {name for one in whose.person_ids if (name := person_queries.person(session, one).name)}
    words = {name for name in names if is_telling(name)} | part.words
    letters = erasure_queries.letters(session, whose, touched)
    files = part.files | application_erasing_queries.forget_removed_files(session, whose.person_ids)
    erasure_queries.end_offices(session, whose, now)
    erasure_queries.end_invitations(session, whose, now)
    erasure_queries.empty_asked_by(session, whose, now)
    erasure_queries.forget_parked(session, whose)
    local_files = erasure_queries.forget_local_chats(session, whose.local_chats)
    local_files |= elsewhere_queries.forget_copies(session, whose, touched)
    erasing_queries.forget_rows(session, whose)
    erasing_queries.wipe_everywhere(session, touched, whose.mailboxes)
    erasing_queries.wipe_in(session, touched, words)
    elsewhere_queries.wipe_words(session, whose, touched, words)
    elsewhere_queries.wipe_texts(session, whose, touched, part.texts | asked)
    erasure_queries.become_pseudonyms(session, whose, now)
    if request.is_listed:
        marks = {erase_list.mark_of(request.key, way, address) for way, address in whose.addresses}
        erasure_queries.mark(session, marks, now)
    chores = {
        "files": sorted(application_erasing_queries.without_owner(session, files)),
        "local_files": sorted(local_files),
        "letters": sorted(letters),
        "words": sorted(whose.mailboxes | words),
        "chats": sorted(map(str, whose.local_chats)),
    }
    erasure_queries.begin(session, request.reason, chores, now)


def erase_speaker(session: Session, person_id: int, request: Request) -> None:
    """Erase who speaks, on this device; a mailbox that somebody else proved as well is theirs, too, and stays."""
    erase(session, whose_queries.of_person_alone(session, person_id), request)


@shares(Sharing.STRICTLY)
def erase_mailbox(session: Session, mailbox: str, request: Request) -> bool:
    """Erase everybody who proved a mailbox, and the mailbox wherever it stands; return False when no row knows it."""
    known = (MAIL, mailbox.lower()) in whose_queries.addresses(session)
    if not known and not erasing_queries.applications_naming(session, {mailbox}):
        return False
    erase(session, whose_queries.of_mailbox(session, mailbox), request)
    return True


def apply_erase_list(session: Session, marks: Mapping[str, datetime], *, key: bytes, now: datetime) -> int:
    """Erase again what a restored backup brought back of who is on the list; return how many mailboxes and chats.

    `marks` is the list of the backup and the one beside the database together (`erase_list.together`). Who came back
    after they were erased is left alone: only persons from before that moment go. The key must be that of the
    installation that made the list. The caller owns the transaction, then does the chores, as after any erasure.
    """
    count = 0
    request = Request(reason="restored", channel="system", now=now, key=key, is_listed=False)
    for way, address, at in erase_list.matching(key, marks, whose_queries.addresses(session)):
        whose = whose_queries.of_address(session, way, address, at)
        if whose.person_ids or whose.mailboxes:
            erase(session, whose, request)
            count += 1
    for mark, at in erase_list.together(marks, erasure_queries.marks(session)).items():
        erasure_queries.mark(session, {mark}, at)
    return count
