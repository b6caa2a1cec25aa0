"""The way of one mail through the rules: applied once, sorted, its writer known, then taken for what it says.

Source: ARCHITECTURE.md, Rules: Mail.
"""

from datetime import datetime

from sqlmodel import Session

from models.correspondence import answers_out, case_mail, desk_mail, invited, proofs
from models.correspondence.taken import Came, Ending, Incoming, MailRules
from models.correspondence.who import Writer, answers_an_old_letter, writer_of
from models.dialogue.conversation import House
from models.mail_reading import clerk_orders, passages, tongue, verdict, wishes
from models.mail_reading.mail import Mail, Sort
from models.mail_reading.passages import Written
from models.places import mail_domain
from models.records.applications import event_queries
from models.records.desk import officer_queries
from models.records.messages import mail_in_queries
from models.records.messages.mail_in_queries import Found
from models.records.people import derived_secret, person_queries, reach_queries, signed_link
from models.records.people.reply_token import CASES, For
from models.records.people.signed_link import Holder, HolderKind
from models.storage.transactions.isolation import Sharing, shares
from models.turns.reminding import preferences

MACHINE = {Sort.AUTOMATIC: Came.AUTOMATIC, Sort.LIST: Came.LIST, Sort.OWN: Came.OWN, Sort.BOUNCE: Came.BOUNCE}


@shares(Sharing.STRICTLY)
def take_mail(session: Session, house: House, rules: MailRules, incoming: Incoming, now: datetime) -> Ending | None:
    """Apply a stored mail at most once; None when it had been applied before. The caller owns the transaction."""
    mail = incoming.mail
    sender = mail.sender[:320] if mail.sender is not None else None
    found = Found(sender=sender, message_id=mail.message_id, subject=mail.subject)
    if not mail_in_queries.claim(session, incoming.row_id, found, now):
        return None
    ending = _taken(session, house, rules, incoming, now)
    came = mail_in_queries.Came(
        state=str(ending.came),
        person_id=ending.person_id,
        application_id=ending.application_id,
        answered_at=now if ending.is_answered else None,
    )
    mail_in_queries.note(session, incoming.row_id, came)
    return ending


def _taken(session: Session, house: House, rules: MailRules, incoming: Incoming, now: datetime) -> Ending:
    mail = incoming.mail
    if mail.sort is Sort.BOUNCE:
        _mark_gone(session, house.key, mail, now)
    if mail.sort is not Sort.PERSON or mail.sender is None:
        return Ending(came=MACHINE.get(mail.sort, Came.AUTOMATIC))
    writer = writer_of(session, house.key, incoming, now)
    if verdict.is_forged(mail.verdicts, rules.authserv_id):
        return _refused(session, house, incoming, writer, now)
    written = passages.unsigned(passages.written(mail.text), mail.sender)
    if _stopped_by_link(session, house.key, mail.subject, writer, written, now):
        return Ending(came=Came.STOPPED)
    if writer.person_id is not None and writer.is_to_officer:
        return desk_mail.take(session, house, incoming, writer, now)
    return _of_clerk(session, house, incoming, written, writer, now)


def _of_clerk(
    session: Session, house: House, incoming: Incoming, written: Written, writer: Writer, now: datetime
) -> Ending:
    if writer.person_id is not None and writer.token is not None and writer.token.reply.use is For.INVITATION:
        return invited.take(session, house, incoming, written, writer, now)
    if writer.person_id is not None:
        return case_mail.take(session, house, incoming, written, writer, now)
    old = answers_an_old_letter(session, house.key, incoming, now) if writer.token is None else None
    if old is not None:
        return desk_mail.ask_again(session, house, incoming, old, now)
    if writer.token is not None and writer.token.reply.use is For.CODE:
        return proofs.take_code(session, house, incoming, written, writer.token.reply, now)
    return _not_known(session, house, incoming, written, writer, now)


def _mark_gone(session: Session, key: bytes, mail: Mail, now: datetime) -> None:
    """Mark the mailboxes from which a mail of ours came back; anybody can write that something came back."""
    for mailbox in mail.failed:
        if derived_secret.mark_of(key, mailbox) in mail.marks:
            reach_queries.mark(session, "mail", mailbox, "a mail came back", now)


def _refused(session: Session, house: House, incoming: Incoming, writer: Writer, now: datetime) -> Ending:
    """Fill in nothing; the history of the case shows it, and who was impersonated reads it at the own mailbox."""
    if writer.token is not None and writer.is_to_officer:
        desk_mail.tell_of_forgery(session, house, incoming, writer.token.reply, now)
    elif writer.token is not None and writer.person_id is not None:
        answers_out.warn_clerk(session, incoming, writer.person_id, writer.application_id, now)
    if writer.application_id is not None:
        event_queries.record(
            session,
            writer.application_id,
            "mail_refused",
            at=now,
            person_id=None,
            channel=mail_in_queries.FRONT,
            detail="dmarc",
        )
    return Ending(came=Came.FORGED, application_id=writer.application_id)


def _stopped_by_link(
    session: Session, key: bytes, subject: str, writer: Writer, written: Written, now: datetime
) -> bool:
    """Stop reminders when the subject bears the link for that, or a reply to a list of interest says so."""
    holder = None
    words = subject.split()
    if len(words) >= 2 and words[0].lower() == "stop":
        holder = signed_link.holder_of(key, signed_link.Use.STOP, words[1], now)
    of_list = writer.token is not None and writer.token.reply.use is For.LIST
    says_no = wishes.wants_to_stop(written.lines, "") or clerk_orders.ends(written) is not None
    if holder is None and of_list and writer.token is not None and says_no:
        holder = Holder(kind=HolderKind.INTEREST, row_id=writer.token.reply.person_id)
    if holder is None:
        return False
    try:
        preferences.stop(session, holder, now)
    except preferences.NobodyThere:
        return False
    return True


def _not_known(
    session: Session, house: House, incoming: Incoming, written: Written, writer: Writer, now: datetime
) -> Ending:
    """Keep a mail until a code proves who wrote it, or tell who is not known how one applies; once a day."""
    mail = incoming.mail
    sender = mail.sender or ""
    use = writer.token.reply.use if writer.token is not None else None
    if use is For.INVITATION and clerk_orders.agrees(written) is False:
        return Ending(came=Came.NOTHING)  # who does not know the inviter need not do anything
    asks = (
        writer.is_to_officer
        or use in CASES | {For.INVITATION}
        or wishes.wants_to_apply("\n".join([mail.subject, *written.lines]))
        or bool(person_queries.people_with_mailbox(session, sender))
    )
    of_town = bool(mail_domain.likely_municipalities(sender, now.astimezone(house.call.zone).date()))
    # An invitation to be an officer is accepted in the chat: whoever mails it is shown the way there.
    if asks or (of_town and officer_queries.invited(session, sender, now) is None):
        return proofs.keep_until_proven(session, house, incoming, writer, now)
    return _shown_the_way(session, house, incoming, now)


def _shown_the_way(session: Session, house: House, incoming: Incoming, now: datetime) -> Ending:
    """Tell who is not known how one goes on; once a day."""
    mail = incoming.mail
    if mail_in_queries.was_answered_lately(session, mail.sender or "", now):
        return Ending(came=Came.SILENT)
    answers_out.tell_the_way_in(session, incoming, tongue.language_of(mail.text) or house.language, now)
    return Ending(came=Came.WAY_IN, is_answered=True)
