"""What the answer to an officer's mail is about: what was done, what was not understood, what is asked back.

Source: ARCHITECTURE.md, Rules: Mail.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from models.language.wording import words
from models.letters.facts import Facts
from models.letters.mail_facts import subject_of
from models.records.desk import follow_up_queries, officer_queries
from models.records.messages import loose_queries, mail_in_queries
from models.records.messages.outbox_queries import Message
from models.records.people.reply_token import For, Reply, of_officer


def officer_answer(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    """Return what an officer's mail led to; None when the mail is not known any more."""
    mail = mail_in_queries.one(session, message.ref_id or 0)
    if mail is None or message.person_id is None:
        return None
    reply = _reply(message)
    loose = message.payload.get("loose")
    is_forged = message.payload.get("forged") is True  # then its subject is not the officer's either
    subject = words().say("officer_mail.forged_subject", message.language)
    values = {
        "subject": subject if is_forged else subject_of(mail, message.language),
        "done": _done(message),
        "left": loose_queries.texts(session, loose) if isinstance(loose, list) and loose else [],
        "letter": "" if is_forged else _letter(session, reply),
        "how": "" if is_forged else _how(session, reply, message),
    }
    return Facts(values=values, reply=reply, thread=None if is_forged else mail.message_id)


def _how(session: Session, reply: Reply, message: Message) -> str:
    """Return how to go on by mail about a municipality, "" where that is asked otherwise or not theirs."""
    if reply.use is not For.TOWN or officer_queries.role_of(session, reply.person_id) is None:
        return ""
    return words().say("officer_mail.how", message.language)


def _reply(message: Message) -> Reply:
    about = message.payload.get("about")
    use = For(str(message.payload.get("use", For.DESK)))
    return of_officer(use, message.person_id or 0, about if isinstance(about, int) else 0)


def _done(message: Message) -> list[str]:
    """Return the sentences, in the language of the reader."""
    found = message.payload.get("done")
    pairs = [one for one in found if isinstance(one, list) and len(one) == 2] if isinstance(found, list) else []
    return [_sentence(str(key), values, message.language) for key, values in pairs if isinstance(values, Mapping)]


def _sentence(key: str, values: Mapping[str, object], language: str) -> str:
    return words().say(f"officer_mail.{key}", language, **{"town": "", "by": "", **values})


def _letter(session: Session, reply: Reply) -> str:
    """Return the text of the letter to a municipality that waits for a word of its writer, "" when none does."""
    row = follow_up_queries.nudge(session, reply.about) if reply.use is For.NUDGE else None
    return row.text if row is not None and row.sent_at is None else ""
