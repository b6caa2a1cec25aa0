"""What a message says: the letter or the chat message, with its files, written at the moment of sending."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.language.clean_text import folded
from models.language.wording import words
from models.letters.facts import DraftCopy, Facts, SentCopy
from models.records.applications.receipt import receipt_file
from models.records.messages.outbox_queries import Message
from models.records.people.reply_token import CASES, Reply
from reminders import mail_replies
from reminders.calendar_file import calendar_enclosure
from reminders.chat import ChatMessage
from reminders.letter import Enclosure, Footer, Letter, can_be_said_in_chat, chat_words, letter
from reminders.meeting_file import meeting_enclosure

if TYPE_CHECKING:
    from models.figures.report import Form, Report

OURSELVES = "Kernbot <kernbot@localhost>"
REPORT_FORMS: dict["Form", str] = {
    "md": "text/markdown",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A written message: a letter for a mailbox, or a message for a chat."""

    letter: Letter | None = None
    chat: ChatMessage | None = None
    reply_to: str | None = None  # the mailbox of the person who wrote it
    reply: Reply | None = None  # what a reply to the letter is about
    thread: str | None = None  # the Message-ID of the mail that the letter answers


def can_go_by(kind: str, way: str) -> bool:
    """Return whether there are words for such a message by that way: a code is never said in chat, a receipt is."""
    return way == "mail" or can_be_said_in_chat(kind)


def write(
    message: Message, facts: Facts, start_link: str = "", sender: str = OURSELVES, footer: Footer | None = None
) -> Parcel:
    """Write a message; takes a tenth of a second when there is a receipt in it, so never on the event loop.

    `start_link` opens the chat with the token behind it; empty when the chat cannot be reached by a link. `sender` is
    from whom our mails come: who a calendar says that its days are from. `footer` is the line under a letter by which
    its reader stops such mails.
    """
    files = _files(facts, message.language, sender)
    values = dict(facts.values)
    if facts.start_token is not None:
        values["link"] = start_link + facts.start_token if start_link else None
    if message.way == "mail":
        about = mail_replies.about(message, facts.reply)
        can_ask = about is not None and about.use in CASES
        written = letter(message.kind, message.language, enclosures=files, footer=footer, can_ask=can_ask, **values)
        return Parcel(letter=written, reply_to=facts.reply_to, reply=facts.reply, thread=facts.thread)
    buttons = tuple((words().say(f"chat_button.{word}", message.language), data) for word, data in facts.buttons)
    html = chat_words(message.kind, message.language, **values)
    return Parcel(chat=ChatMessage(html=html, buttons=buttons, enclosure=files[0] if files else None))


def _files(facts: Facts, language: str, sender: str) -> tuple[Enclosure, ...]:
    if facts.calendar is not None:
        return (calendar_enclosure(facts.calendar, sender, language),)
    if facts.report is not None:
        return _report_files(facts.report, language)
    if facts.meeting is not None:
        return (meeting_enclosure(facts.meeting, sender, language),)
    if facts.sent_copy is not None:
        return _receipt_files(facts.sent_copy, language)
    return (_draft_file(facts.draft_copy, language),) if facts.draft_copy is not None else ()


def _draft_file(copy: DraftCopy, language: str) -> Enclosure:
    from reminders.draft_pdf import draft_pdf

    town = copy.case.municipality.name if copy.case.municipality else ""
    name = "-".join(folded(f"{'answers' if language == 'en' else 'antwoorden'} {town} {copy.case.round.id}").split())
    return Enclosure(name=f"{name}.pdf", media_type="application/pdf", content=draft_pdf(copy, language))


def _report_files(counted: "Report", language: str) -> tuple[Enclosure, ...]:
    from models.figures.report import as_file

    name = f"{'figures' if language == 'en' else 'cijfers'}-{counted.found.call.name}-{counted.found.at:%Y-%m-%d}"
    return tuple(
        Enclosure(name=f"{name}.{form}", media_type=media_type, content=as_file(counted, form, language))
        for form, media_type in REPORT_FORMS.items()
    )


def _receipt_files(copy: SentCopy, language: str) -> tuple[Enclosure, ...]:
    from reminders.receipt_contents import receipt_view
    from reminders.receipt_pdf import receipt_pdf

    name = f"{copy.number}-v{copy.version}"
    pdf = receipt_pdf(receipt_view(copy, language), language)
    text = receipt_file(
        copy.content,
        call_name=copy.case.call.name,
        coach_version=copy.coach_version,
        coach_outcome=copy.coach_outcome,
        erased=copy.erased,
    )
    return (
        Enclosure(name=f"{name}.pdf", media_type="application/pdf", content=pdf),
        Enclosure(name=f"{name}.json", media_type="application/json", content=text.encode()),
    )
