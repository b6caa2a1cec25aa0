"""How to reach whom of a municipality: who works on its application, else who showed interest."""

from dataclasses import dataclass

from sqlmodel import Session

from models.answers import kinds_contact
from models.calls.stages import LIVE
from models.desk.cases import sent
from models.desk.province.following import Matter
from models.records.applications import case_queries
from models.records.desk import board_queries
from models.records.people import participant_queries, person_queries, reach_queries

# What an application says of its contact and back-up contact; an item that a call does not have is left out.
SAID = (("contact_name", "contact_email", "contact_phone"), ("backup_name", "backup_email", "backup_phone"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody of a municipality."""

    name: str  # "" for who proved no mailbox
    email: str | None
    phone: str | None = None
    person_id: int | None = None  # of who works on the application
    interest_id: int | None = None  # of who stands on a list
    has_chat: bool = False
    arrives: bool = False  # a letter of ours has a way to them
    has_stopped: bool = False  # they asked for no reminders
    language: str | None = None


def contacts(session: Session, matter: Matter) -> tuple[Contact, ...]:
    """Return how to reach whom: the people at work, what was sent of others, then the list."""
    at_work = _at_work(session, matter)
    known = {one.email for one in at_work}
    others = [one for one in (*_said(session, matter), *_on_lists(session, matter)) if one.email not in known]
    unique = {(one.email or one.name): one for one in reversed(others)}
    return (*at_work, *reversed(unique.values()))


def who_gets_it(session: Session, matter: Matter) -> tuple[Contact, ...]:
    """Return to whom a nudge goes: everybody at work; when nobody is, who showed interest and did not say stop.

    Who stopped reminders and works on an application gets it: a person writes, about a case of theirs. Whoever
    only stands on a list and asked to be left alone does not.
    """
    found = contacts(session, matter)
    at_work = tuple(one for one in found if one.person_id is not None and one.arrives)
    listed = tuple(one for one in found if one.interest_id is not None and one.arrives and not one.has_stopped)
    return at_work or listed


def _at_work(session: Session, matter: Matter) -> tuple[Contact, ...]:
    if matter.application_id is None:
        return ()
    phones = {email: phone for _, email, phone in _lines(session, matter)}
    return tuple(
        _person(session, person_id, name, email, phones.get(email or ""))
        for person_id, name, email, _ in participant_queries.people(session, matter.application_id)
    )


def _person(session: Session, person_id: int, name: str | None, email: str | None, phone: str | None) -> Contact:
    chats = [(front, str(chat_id)) for front, chat_id in person_queries.chats_of(session, person_id)]
    places = [*([("mail", email)] if email else []), *chats]
    closed = reach_queries.marked(session, places)
    row = person_queries.person(session, person_id)
    return Contact(
        name=(name or email or "?") if email else "",  # who proved nothing is not named
        email=email,
        phone=phone,
        person_id=person_id,
        has_chat=any(one not in closed for one in chats),
        arrives=any(one not in closed for one in places),
        has_stopped=row.reminders == "off",
        language=row.language,
    )


def _lines(session: Session, matter: Matter) -> tuple[tuple[str, str, str | None], ...]:
    """Return (name, mailbox, phone) of the contacts in what was sent last; what is only a draft is not read."""
    newest = next((one for one in matter.spot.past if one.number is not None), None)
    case_file = (
        sent.standing(session, case_queries.load(session, newest.application_id)) if newest is not None else None
    )
    if case_file is None:
        return ()
    values = {key: str(answer.value or "") for key, answer in case_file.answers.items()}
    found = [tuple(values.get(key, "") for key in keys) for keys in SAID]
    return tuple(
        (name, email.lower(), kinds_contact.shown_phone(phone) if phone else None)
        for name, email, phone in found
        if name or email
    )


def _said(session: Session, matter: Matter) -> tuple[Contact, ...]:
    return tuple(
        Contact(name=name or email, email=email or None, phone=phone) for name, email, phone in _lines(session, matter)
    )


def _on_lists(session: Session, matter: Matter) -> tuple[Contact, ...]:
    if matter.spot.standing is not None and matter.spot.standing.stage in LIVE and matter.spot.standing.is_owned:
        return ()
    found = board_queries.on_lists(session, matter.call_name, matter.spot.town.nis_code)
    closed = reach_queries.marked(session, [("mail", one.email) for one in found])
    return tuple(
        Contact(
            name=one.name,
            email=one.email,
            interest_id=one.interest_id,
            arrives=("mail", one.email) not in closed,
            has_stopped=one.has_stopped,
            language=one.language,
        )
        for one in found
    )
