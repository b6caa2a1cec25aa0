"""Queries on what the chats of others on this machine say of somebody; the caller owns the transaction.

A colleague and an officer have read there how an application stands, with the name and the number of its contact.
"""

import json
import re
from collections.abc import Collection
from html import escape

from sqlalchemy import ColumnElement, delete, false, or_, select, update
from sqlmodel import Session, col

from models.records.applications.application import Application, Participant
from models.records.desk.officer import Officer
from models.records.messages.local_chat import LocalFileRow, LocalMessageRow
from models.records.people.person import Chat
from models.records.people.whose import OF_TELEGRAM, Whose
from models.records.privacy.erasing_queries import naming
from models.records.privacy.wiping import GONE, wiped_json
from models.records.tables import metadata

_STATE = metadata().tables["local_message"].c.state
SHORTEST = 12  # letters of a line: a shorter one is no text by which somebody is known
BEGINNING = 30  # letters by which a line is found
AT_ONCE = 40  # lines that are looked for together
DRAFTS = ("antwoorden-%.pdf", "answers-%.pdf")  # copies of a draft that ended


def wipe_words(session: Session, whose: Whose, application_ids: Collection[int], words: Collection[str]) -> None:
    """Write over words (names, phone numbers) in the chats of officers, and of who worked on these applications."""
    said = {form for word in words for form in (word, escape(word), escape(word, quote=False))}
    if not said:
        return
    stored = {json.dumps(form)[1:-1] for form in said}
    wanted = select(col(LocalMessageRow.message_id), col(LocalMessageRow.state)).where(
        _of(whose, application_ids), naming(session, [_STATE], stored)
    )
    for message_id, state in session.connection().execute(wanted).all():
        _keep(session, message_id, wiped_json(state, said))


def wipe_texts(session: Session, whose: Whose, application_ids: Collection[int], texts: Collection[str]) -> None:
    """Write over what these texts said in the same chats, also where they are cut short: the rest of the line goes."""
    lines = {line.strip() for text in texts for line in text.splitlines()}
    begins = sorted({escape(line, quote=False)[:BEGINNING] for line in lines if len(line) >= SHORTEST})
    for some in (begins[first : first + AT_ONCE] for first in range(0, len(begins), AT_ONCE)):
        stored = {json.dumps(begin)[1:-1] for begin in some}
        wanted = select(col(LocalMessageRow.message_id), col(LocalMessageRow.state)).where(
            _of(whose, application_ids), naming(session, [_STATE], stored)
        )
        said = re.compile(rf"(?:{'|'.join(map(re.escape, some))})[^\n<]*", re.IGNORECASE)
        for message_id, state in session.connection().execute(wanted).all():
            message = json.loads(state)
            wiped = said.sub(GONE, message["text_html"])
            _keep(session, message_id, json.dumps(message | {"text_html": wiped}))


def forget_copies(session: Session, whose: Whose, application_ids: Collection[int]) -> set[str]:
    """Forget the receipts and the copies of drafts that colleagues got in a chat; return the stored names."""
    numbers = select(col(Application.number)).where(
        col(Application.id).in_(application_ids), col(Application.number).is_not(None)
    )
    receipts = [f"{number}-v%" for number in session.connection().execute(numbers).scalars()]
    copies = select(col(LocalFileRow.file_id), col(LocalFileRow.stored_name)).where(
        or_(*(col(LocalFileRow.name).like(name) for name in (*receipts, *DRAFTS)))
    )
    found = {row[0]: row[1] for row in session.connection().execute(copies)}
    sent = select(col(LocalMessageRow.message_id), col(LocalMessageRow.state)).where(
        _of(whose, application_ids, officers=False), _STATE.contains('"document": {')
    )
    gone: set[str] = set()
    for message_id, state in session.connection().execute(sent).all():
        message = json.loads(state)
        if message["from_bot"] and message["document"]["file_id"] in found:
            gone.add(message["document"]["file_id"])
            _keep(session, message_id, json.dumps(message | {"document": None}))
    session.connection().execute(delete(LocalFileRow).where(col(LocalFileRow.file_id).in_(gone)))
    return {stored for file_id in gone if (stored := found[file_id]) is not None}


def _of(whose: Whose, application_ids: Collection[int], *, officers: bool = True) -> ColumnElement[bool]:
    """Return that a message is in a chat of who works or worked on these applications, or of an officer."""
    workers = select(col(Participant.person_id)).where(col(Participant.application_id).in_(application_ids))
    appointed = select(col(Officer.person_id)).where(col(Officer.person_id).is_not(None))
    readers = or_(col(Chat.person_id).in_(workers), col(Chat.person_id).in_(appointed) if officers else false())
    theirs = select(col(Chat.chat_id)).where(
        readers, col(Chat.front) != OF_TELEGRAM, col(Chat.person_id).not_in(whose.person_ids)
    )
    return col(LocalMessageRow.chat_id).in_(theirs)


def _keep(session: Session, message_id: int, state: str) -> None:
    changed = update(LocalMessageRow).where(col(LocalMessageRow.message_id) == message_id).values(state=state)
    session.connection().execute(changed)
