"""How the writer of a mail is proven: a code goes to the mailbox and comes back; until then the mail waits."""

from datetime import datetime

from sqlmodel import Session

from models.correspondence import answers_out
from models.correspondence.taken import Came, Ending, Incoming, Result
from models.correspondence.who import Writer, known_as
from models.dialogue.conversation import House
from models.language.moment import Moment
from models.mail_reading import tongue, wishes
from models.mail_reading.passages import Written
from models.records.applications import event_queries
from models.records.messages import mail_in_queries
from models.records.people import code_queries, person_queries
from models.records.people.reply_token import CASES, Reply
from models.records.people.speaker import Speaker
from models.turns.outcome import Noted
from models.turns.people import agreeing, proof, proving
from models.turns.turn import Heard, Turn


def turn_of(house: House, speaker: Speaker, received_at: datetime, now: datetime) -> Turn:
    """Return the turn of who writes a mail: it counts from when the receiving server took it."""
    heard = Heard(front=mail_in_queries.FRONT, chat_id=0, moment=Moment.exactly(received_at))
    return Turn(speaker=speaker, heard=heard, call=house.call, now=now, key=house.key)


def keep_until_proven(session: Session, house: House, incoming: Incoming, writer: Writer, now: datetime) -> Ending:
    """Let a mail wait, and mail a code to its mailbox unless one is on its way or went there today."""
    sender = incoming.mail.sender or ""
    language = tongue.language_of(incoming.mail.text) or house.language
    person_id = known_as(session, sender, writer.application_id) or person_queries.add_person(session, language, now)
    is_told = mail_in_queries.was_answered_lately(session, sender, now) and not _is_about_a_case(writer)
    if writer.application_id is not None:
        event_queries.record(
            session,
            writer.application_id,
            "mail_waits",
            at=now,
            person_id=None,
            channel=mail_in_queries.FRONT,
            detail="other_mailbox",
        )
    if not is_told:
        _mail_code(session, house, person_id, sender, now)
    return Ending(came=Came.WAITS, person_id=person_id, application_id=writer.application_id, is_answered=not is_told)


def _is_about_a_case(writer: Writer) -> bool:
    return writer.token is not None and writer.token.reply.use in CASES


def _mail_code(session: Session, house: House, person_id: int, email: str, now: datetime) -> None:
    speaker = person_queries.writer(session, person_id, None)
    if speaker is None:
        return
    turn = turn_of(house, speaker, now, now)
    if not proving.is_on_its_way(session, turn, email):
        proving.ask_code(session, turn, email)


def take_code(
    session: Session, house: House, incoming: Incoming, written: Written, reply: Reply, now: datetime
) -> Ending:
    """Take the code in a reply; what waited for it is applied next. A dead one gets a new one, within limits."""
    application_id = person_queries.current_application(session, reply.person_id)
    speaker = person_queries.writer(session, reply.person_id, application_id)
    row = code_queries.one(session, int(reply.exactly or "0", 16))
    if speaker is None or row is None or row.person_id != reply.person_id:
        return Ending(came=Came.NOTHING)
    turn = turn_of(house, speaker, incoming.received_at, now)
    code = wishes.code_in(written.lines)
    if code is None or not _is_right(session, turn, code):
        return _ask_again(session, turn, row.email)
    if not speaker.agreed:  # the mail that brought the code says that replying is agreeing
        agreeing.agree_by_mail(session, turn)
    waited = mail_in_queries.release(session, row.email, reply.person_id)
    if not waited:
        result = Result(notes=[Noted.MAILBOX_PROVEN.value])
        answers_out.answer(session, turn, incoming, result, application_id)
    return Ending(came=Came.PROVEN, person_id=reply.person_id, is_answered=not waited)


def _is_right(session: Session, turn: Turn, code: str) -> bool:
    outcome = proof.take_code(session, turn, code)
    return any(note.what is Noted.MAILBOX_PROVEN for note in outcome.notes)


def _ask_again(session: Session, turn: Turn, email: str) -> Ending:
    """Mail a new code in place of one that is dead; one that still works can be tried again."""
    if email in person_queries.proven_mailboxes(session, turn.person_id):
        return Ending(came=Came.NOTHING, person_id=turn.person_id)  # the same reply once more
    is_dead = not proving.is_on_its_way(session, turn, email)
    if is_dead:
        proving.ask_code(session, turn, email)
    return Ending(came=Came.CODE_AGAIN, person_id=turn.person_id, is_answered=is_dead)
