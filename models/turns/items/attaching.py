"""How a file joins an application: judged by its content, put with its item, shown, removed."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from models.answers import checklist
from models.answers.answer import Answer
from models.calls.call import Item, Kind
from models.records.applications import attachment_queries, case_queries
from models.records.applications.attachment import Attachment
from models.records.applications.case import Case, Kept
from models.records.messages import loose_queries
from models.records.people import participant_queries
from models.turns import history, opening
from models.turns.act import Act
from models.turns.items import walking
from models.turns.outcome import Instead, Note, Noted, Outcome, only
from models.turns.turn import Turn
from models.turns.views import Unplaced

STILL_THE_SAME = timedelta(minutes=10)  # a file that follows another so soon belongs to the same item


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file whose bytes are stored already under `stored_name`."""

    name: str
    media_type: str
    size: int  # bytes
    sha256: str
    stored_name: str
    album: str | None = None
    has_caption: bool = False


def refuse(session: Session, turn: Turn, reason: str, *, has_caption: bool = False) -> Outcome:
    """Say why a file was not taken and what to do, also with the words beside it; the place stays."""
    notes = (Note(Noted.FILE_REFUSED, {"reason": reason}), *_of_caption(has_caption))
    try:
        case = opening.working_case(session, turn)
    except Instead as instead:
        return instead.outcome.noting(*notes)
    return walking.here(session, turn, case).noting(*notes)


def _of_caption(has_caption: bool) -> tuple[Note, ...]:
    """Return that words beside a file are no answer, when there are any."""
    return (Note(Noted.CAPTION_LEFT),) if has_caption else ()


def attach(session: Session, turn: Turn, upload: Upload) -> Outcome:
    """Keep a file with the item that is asked; when none takes files, ask where it belongs."""
    case = opening.working_case(session, turn)
    return keep_with(session, turn, case, _item_for(session, turn, case, upload), upload)


def keep_with(session: Session, turn: Turn, case: Case, item: Item | None, upload: Upload) -> Outcome:
    """Keep a file with an item of the case; with None, ask where it belongs."""
    if item is not None:
        opening.demand_asked(case, item.key)
    row = Attachment(
        application_id=case.application_id,
        item_key=item.key if item else None,
        file_name=upload.name,
        media_type=upload.media_type,
        size=upload.size,
        sha256=upload.sha256,
        stored_name=upload.stored_name,
        album=upload.album,
        added_by=turn.person_id,
        added_at=turn.at,
    )
    attachment_id = attachment_queries.add(session, row)
    history.record(session, turn, case, "file_added", item.key if item else None, detail=upload.sha256[:16])
    notes = _of_caption(upload.has_caption)
    if item is not None:
        return _placed(session, turn, case, item, upload.name).noting(*notes)
    view = Unplaced(case=case, attachment_id=attachment_id, items=_file_items(case), name=upload.name)
    return Outcome(view=view, notes=(Note(Noted.FILE_UNPLACED, {"name": upload.name}), *notes))


def was_attached(outcome: Outcome | None) -> bool:
    """Return whether a file was kept in the turn with this outcome."""
    kept = {Noted.SAVED_FILE, Noted.FILE_UNPLACED}
    return outcome is not None and any(note.what in kept for note in outcome.notes)


def place_file(session: Session, turn: Turn, attachment_id: int, number: str) -> Outcome:
    """Put a file with the item that the person chose."""
    case, row = _own_file(session, turn, attachment_id)
    item = case.item(number)
    if item is None or item.kind is not Kind.FILE:
        return only(Noted.NOT_THERE)
    before = case.item(row.item_key)
    if before != item:
        attachment_queries.place(session, attachment_id, item.key)
        loose_queries.settle_file(session, attachment_id, turn.at)
        history.record(session, turn, case, "file_placed", item.key, detail=row.sha256[:16])
        case = list_files(session, turn, case, before) if before is not None else case
    return _placed(session, turn, case, item, row.file_name)


def remove_file(session: Session, turn: Turn, attachment_id: int) -> Outcome:
    """Take a file out of the application."""
    case, row = _own_file(session, turn, attachment_id)
    attachment_queries.remove(session, attachment_id, turn.at)
    history.record(session, turn, case, "file_removed", row.item_key, detail=row.sha256[:16])
    item = case.item(row.item_key)
    note = Note(Noted.FILE_REMOVED, {"name": row.file_name})
    if item is None:
        return walking.here(session, turn, case).noting(note)
    case = list_files(session, turn, case, item)
    return walking.question(session, turn, case, item).noting(note)


def _own_file(session: Session, turn: Turn, attachment_id: int) -> tuple[Case, Attachment]:
    """Return the case and row of a file of the person's own application.

    Raises:
        Instead: it is not theirs, or not there: nothing tells which.
    """
    row = attachment_queries.one(session, attachment_id)
    if row is None or not participant_queries.takes_part(session, row.application_id, turn.person_id):
        raise Instead(only(Noted.NOT_THERE))
    case = opening.working_case(session, turn, row.application_id)
    if case.application_id != row.application_id:
        raise Instead(only(Noted.NOT_THERE))
    return case, row


def _item_for(session: Session, turn: Turn, case: Case, upload: Upload) -> Item | None:
    """Return the item that is asked when it takes files; else that of the album, or of a file sent just before."""
    if upload.album:
        of_album = case.item(attachment_queries.of_album(session, case.application_id, upload.album))
        if of_album is not None:
            return of_album
    asked = case.item(turn.speaker.place) or case.next_item()
    if asked is not None and asked.kind is Kind.FILE:
        return asked
    files = attachment_queries.of_application(session, case.application_id)
    if not files or files[-1].added_by != turn.person_id or turn.at - files[-1].added_at > STILL_THE_SAME:
        return None
    before = case.item(files[-1].item_key)
    together = sum(1 for one in files if one.item_key == files[-1].item_key)
    has_room = before is not None and (before.limits.most is None or together < before.limits.most)
    return before if has_room else None


def unplaced(session: Session, case: Case) -> tuple[Unplaced, ...]:
    """Return the files that belong to no item yet, the oldest first, while an item asks for files."""
    items = _file_items(case)
    rows = attachment_queries.of_application(session, case.application_id) if items else []
    return tuple(
        Unplaced(case=case, attachment_id=row.id, items=items, name=row.file_name)
        for row in rows
        if row.item_key is None
    )


def _file_items(case: Case) -> tuple[Item, ...]:
    return tuple(i for i in checklist.asked_items(case.checklist, case.answers) if i.kind is Kind.FILE)


def _placed(session: Session, turn: Turn, case: Case, item: Item, name: str) -> Outcome:
    case = list_files(session, turn, case, item)
    note = Note(Noted.SAVED_FILE, {"name": name, "number": item.number})
    if turn.speaker.place != item.key:
        return walking.here(session, turn, case).noting(note)
    return walking.go_on(session, turn, case, item).noting(note)


def list_files(session: Session, act: Act, case: Case, item: Item) -> Case:
    """Let the answer to a file item be the list of its files."""
    files = attachment_queries.of_application(session, case.application_id, item.key)
    if not files:
        case_queries.forget_answer(session, case.application_id, item.key)
        return case_queries.load(session, case.application_id)
    _keep_words(session, case, item)
    most = item.limits.most
    answer = Answer(
        key=item.key,
        value=[str(row.id) for row in files],
        said=", ".join(row.file_name for row in files),
        problem="too_many" if most is not None and len(files) > most else None,
    )
    kept = Kept(answer=answer, answered_by=act.person_id, answered_at=act.at)
    case_queries.keep_answer(session, case.application_id, kept)
    return case.with_answer(kept)


def _keep_words(session: Session, case: Case, item: Item) -> None:
    """Keep beside the files what was typed where a file was asked."""
    before = case.kept.get(item.key)
    if before is not None and before.answer.value is None:
        message = case_queries.messages(session, case.application_id).get(item.key)
        case_queries.keep_earlier(session, case.application_id, before, message=message)
