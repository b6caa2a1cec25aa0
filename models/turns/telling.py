"""How the people of an application are told what happened: in their mailbox and in their chats, through the outbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from models.records.messages import outbox_queries
from models.records.messages.outbox_queries import Message
from models.records.people import participant_queries, person_queries
from models.turns.act import Act

KEY_LENGTH = 160  # as long as a key of the outbox may be


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is told, whoever hears it."""

    kind: str
    key: str  # telling twice is harmless
    application_id: int | None = None
    ref_id: int | None = None
    payload: Mapping[str, object] = field(default_factory=dict)
    due_at: datetime | None = None  # None: at once
    last_at: datetime | None = None
    language: str | None = None  # None: that of who hears it


def post(
    session: Session,
    act: Act,
    person_id: int,
    news: News,
    *,
    chats_beside_mail: bool = True,
    mailed: frozenset[str] = frozenset(),
) -> frozenset[str]:
    """Tell a person: in the mailbox they proved last, and in each of their chats; who speaks hears it in this one.

    Without `chats_beside_mail` only who proved no mailbox is told in chat. Return the mailboxes that know it by now:
    those of `mailed` are not told again, for who talks on two devices is two persons with one mailbox.
    """
    mailboxes = person_queries.proven_mailboxes(session, person_id)[:1]
    addresses = [("mail", email) for email in mailboxes if email not in mailed]
    if person_id != act.person_id and (chats_beside_mail or not mailboxes):
        addresses += _chats(session, person_id)
    _post_to(session, act, person_id, news, addresses)
    return mailed.union(mailboxes)


def answer(session: Session, act: Act, person_id: int, news: News, *, by_mail: bool) -> None:
    """Tell a person where they talk to us: in each of their chats; in the mailbox they proved last, who mailed it.

    Who has no chat is mailed as well.
    """
    chats = _chats(session, person_id)
    is_mailed = by_mail or not chats
    mailbox = [("mail", email) for email in person_queries.proven_mailboxes(session, person_id)[:1]]
    _post_to(session, act, person_id, news, [*(mailbox if is_mailed else ()), *chats])


def _chats(session: Session, person_id: int) -> list[tuple[str, str]]:
    return [(front, str(chat_id)) for front, chat_id in person_queries.chats_of(session, person_id)]


def _post_to(session: Session, act: Act, person_id: int, news: News, addresses: Sequence[tuple[str, str]]) -> None:
    language = news.language or person_queries.language_of(session, person_id)
    for way, address in addresses:
        message = Message(
            key=f"{news.key}:{person_id}:{way}:{address}"[:KEY_LENGTH],
            kind=news.kind,
            way=way,
            address=address,
            language=language,
            person_id=person_id,
            application_id=news.application_id,
            ref_id=news.ref_id,
            payload=news.payload,
            due_at=news.due_at,
            last_at=news.last_at,
        )
        outbox_queries.post(session, message, act.now)


def tell_others(session: Session, act: Act, news: News) -> None:
    """Tell everybody else who works on the application of `news`."""
    mailed = frozenset(person_queries.proven_mailboxes(session, act.person_id)[:1] if act.person_id is not None else ())
    for person_id in _people(session, news):
        if person_id != act.person_id:
            mailed = post(session, act, person_id, news, mailed=mailed)


def tell_all(session: Session, act: Act, news: News, *, chats_beside_mail: bool = True) -> int:
    """Tell everybody who works on the application of `news`; return how many people that are."""
    people = _people(session, news)
    mailed: frozenset[str] = frozenset()
    for person_id in people:
        mailed = post(session, act, person_id, news, chats_beside_mail=chats_beside_mail, mailed=mailed)
    return len(people)


def _people(session: Session, news: News) -> list[int]:
    at = news.application_id
    return [person_id for person_id, _ in participant_queries.active(session, at)] if at is not None else []
