"""A reply to an invitation: who says yes works on the application once their mailbox is proven; the rest is filled in.

Source: ARCHITECTURE.md, Rules: Mail.
"""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from models.correspondence import answers_out, case_mail, loose
from models.correspondence.desk_result import outcome_of
from models.correspondence.proofs import turn_of
from models.correspondence.taken import Came, Ending, Incoming, Result
from models.correspondence.who import Writer
from models.dialogue.conversation import House
from models.mail_reading import clerk_orders, wishes
from models.mail_reading.passages import Written
from models.records.people import derived_secret, invitation_queries, participant_queries, person_queries
from models.records.people.reply_token import For, Reply
from models.turns.outcome import Noted
from models.turns.people import inviting
from models.turns.turn import Turn


def take(session: Session, house: House, incoming: Incoming, written: Written, writer: Writer, now: datetime) -> Ending:
    """Let the writer work on the application when they say so, and fill in what else the mail says."""
    person_id, token = writer.person_id or 0, writer.token
    own = person_queries.current_application(session, person_id)
    speaker = person_queries.writer(session, person_id, own)
    if speaker is None or token is None:
        raise KeyError(person_id)
    turn = turn_of(house, replace(speaker, asked=""), incoming.received_at, now)
    result = Result()
    application_id = _accepted(session, turn, written, token.reply, result)
    if application_id is None:
        return _kept(session, turn, incoming, written, own, result)
    about = Reply(use=For.CASE, person_id=person_id, application_id=application_id)
    writer = replace(writer, token=replace(token, reply=about))
    return case_mail.take(session, house, incoming, clerk_orders.without_first(written), writer, now, result)


def _accepted(session: Session, turn: Turn, written: Written, reply: Reply, result: Result) -> int | None:
    """Return the application on which the writer works now, None when they did not say yes or cannot."""
    row = invitation_queries.one(session, reply.about)
    agrees = clerk_orders.agrees(written)
    if agrees is not True or row is None:
        result.note("invitation_let_be" if agrees is False else "invitation_yes_or_no")
        result.reply = None if agrees is False else reply
        return None
    if row.accepted_at is not None and participant_queries.takes_part(session, row.application_id, turn.person_id):
        return row.application_id  # they said so before
    token = derived_secret.token_of(turn.key, row.nonce)
    outcome = outcome_of(lambda: inviting.open_invitation(session, turn, token))
    result.tell(outcome)
    has_joined = any(note.what is Noted.JOINED for note in outcome.notes)
    return person_queries.current_application(session, turn.person_id) if has_joined else None


def _kept(
    session: Session, turn: Turn, incoming: Incoming, written: Written, own: int | None, result: Result
) -> Ending:
    """Keep the words beside who wrote them, and answer how it stands."""
    text = wishes.without_small_talk("\n".join(written.lines))
    loose.keep_with_writer(session, turn, incoming, text, result)
    answers_out.answer(session, turn, incoming, result, own)
    return Ending(came=Came.APPLIED, person_id=turn.person_id, application_id=own, is_answered=True)
