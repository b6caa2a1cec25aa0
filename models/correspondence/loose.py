"""What a mail brings that belongs to no item: kept beside the case or its writer, asked about, or a question."""

from collections.abc import Iterable

from sqlmodel import Session

from models.calls.call import Item, Kind
from models.correspondence.likely import two_likely
from models.correspondence.mailed_case import MailedCase
from models.correspondence.taken import Incoming, Result
from models.language.clean_text import folded
from models.mail_reading import bare_numbers, wishes
from models.records.desk import question_queries
from models.records.messages import loose_queries
from models.records.messages.mail_in import LooseText
from models.turns import asking, history, passing_on
from models.turns.items import answering, attaching
from models.turns.items.attaching import Upload
from models.turns.outcome import Noted
from models.turns.turn import Turn
from models.turns.views import Unplaced


def keep_all(mailed: MailedCase, text: str, uploads: Iterable[Upload]) -> None:
    """Keep with a case that cannot be changed any more what was mailed about it; a question goes to a person."""
    for upload in uploads:
        attaching.keep_with(mailed.session, mailed.turn, mailed.case, None, upload)
        mailed.result.files.append((upload.name, ""))
        mailed.result.kept_files.add(upload.stored_name)
        mailed.result.note("file_beside")
    keep(mailed, text)


def keep(mailed: MailedCase, text: str) -> None:
    """Keep words beside the case, with the two items that they most likely answer; a question goes to a person."""
    text = wishes.without_small_talk(text)
    if not folded(text):
        return
    if wishes.asks(text):
        _ask(mailed, text)
        return
    _add(mailed, text, _likely(mailed, text))


def keep_with_writer(session: Session, turn: Turn, incoming: Incoming, text: str, result: Result) -> None:
    """Keep words beside who wrote them, where they belong to no application."""
    if text:
        row = LooseText(person_id=turn.person_id, mail_id=incoming.row_id, text=text, created_at=turn.at)
        loose_queries.add(session, row)
    if incoming.uploads:
        result.note("files_not_kept")


def ask_where(mailed: MailedCase, unplaced: Unplaced) -> None:
    """Ask to which item a file belongs; where none asks for files, it is only kept."""
    if unplaced.items:
        _add(mailed, "", unplaced.items[:2], unplaced.attachment_id)
    else:
        mailed.result.note("file_beside")


def _likely(mailed: MailedCase, text: str) -> tuple[Item, ...]:
    """Return the items to ask about; none where nothing can be changed."""
    if mailed.is_closed:
        return ()
    case = mailed.case
    on = answering.day_of(mailed.turn, case)
    items = [item for item in mailed.asked if item.kind not in {Kind.FILE, Kind.MUNICIPALITY}]
    likely = two_likely(items, case.answers, text, on)
    named = bare_numbers.numbered_bare(text, case.checklist)
    if named is None or named[0] not in items:
        return likely
    return (named[0], *(item for item in likely if item is not named[0]))[:2]


def _ask(mailed: MailedCase, text: str) -> None:
    """Answer a question from the list of those that people ask, or keep it with the case for a person."""
    session, turn, case = mailed.session, mailed.turn, mailed.case
    question_id = question_queries.add(session, turn.person_id, case.application_id, None, text, turn.at)
    # Of what is fixed the list tells how it is changed: a person answers better.
    faq = None if mailed.is_closed else asking.known_question(case.call, text)
    if faq is not None:
        question_queries.answer(session, question_id, f"faq:{faq.key}", turn.at)
        mailed.result.faqs.append(faq.key)
        return
    history.record(session, turn, case, "asked", None, detail=str(question_id))
    passing_on.pass_on(session, turn, question_id, case)
    officers = passing_on.answering(session, case)
    mailed.result.note(Noted.QUESTION_KEPT.value if officers else "question_waits")


def _add(mailed: MailedCase, text: str, likely: Iterable[Item], attachment_id: int | None = None) -> None:
    row = LooseText(
        application_id=mailed.case.application_id,
        person_id=mailed.turn.person_id,
        mail_id=mailed.mail_id,
        attachment_id=attachment_id,
        text=text,
        likely=" ".join(item.key for item in likely),
        created_at=mailed.turn.at,
    )
    mailed.result.loose.append(loose_queries.add(mailed.session, row))
