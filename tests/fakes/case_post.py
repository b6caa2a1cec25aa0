"""Every kind of message that can be posted about a submitted application, and the facts and words that come of it."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import Session

from models.answers.answer import Answer
from models.calls.stages import Stage
from models.letters import letter_facts
from models.letters.facts import Facts
from models.records import (
    case_queries,
    code_queries,
    derived_secret,
    invitation_queries,
    participant_queries,
    person_queries,
    submission_queries,
)
from models.records.application import Event
from models.records.case import Kept
from models.records.interest import Interest
from models.records.invitation import Invitation
from models.records.outbox import OutboxMessage
from models.records.outbox_queries import Message
from reminders import contents
from reminders.contents import Parcel
from tests.fakes.conversation import Chat, Town

MAILBOX = "an.peeters@heist-op-den-berg.be"
CHRIS = "chris@mechelen.be"
BRAM = "bram.claes@heist-op-den-berg.be"
ABOUT_A_CASE = letter_facts.KINDS - {"health", "failures"}  # those are for the operator


@dataclass(slots=True, kw_only=True)
class CasePost:
    """An application that An submitted, on which Bram works too, and the messages about it by kind."""

    town: Town
    chat: Chat
    messages: dict[str, Message] = field(default_factory=dict)
    bram_id: int = 0

    async def facts(self, kind: str, **changed: object) -> Facts | None:
        """Gather what a message says now."""
        message = replace(self.messages[kind], **changed)
        services = self.town.house.services
        return await services.store.run(letter_facts.gather, message, services.house.key, services.clock())

    async def written(self, kind: str, start_link: str = "", **changed: object) -> Parcel:
        """Write a message as the sweep does."""
        facts = await self.facts(kind, **changed)
        assert facts is not None, f"{kind} is of no use any more"
        return contents.write(replace(self.messages[kind], **changed), facts, start_link)

    async def do(self, work, *args, **kwargs):
        """Do something in the database."""
        return await self.town.house.services.store.run(work, *args, **kwargs)


async def case_post(town: Town, *, colleague: str = "Bram Claes") -> CasePost:
    """Let An submit, and post everything that can be posted about it."""
    chat = await town.complete("An", MAILBOX)
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")
    post = CasePost(town=town, chat=chat)
    await post.do(_fill, post, colleague, town.clock())
    return post


def _fill(session: Session, post: CasePost, colleague: str, now: datetime) -> None:
    an = person_queries.speaker(session, "local", post.chat.chat_id)
    assert an is not None
    assert an.application_id is not None
    bram = person_queries.speaker(session, "local", 77) or person_queries.add_speaker(session, "local", 77, "nl", now)
    person_queries.change(session, bram.person_id, name=colleague)
    person_queries.add_mailbox(session, bram.person_id, BRAM, now)
    nonce = derived_secret.new_nonce()
    invitation = Invitation(
        application_id=an.application_id,
        invited_by=bram.person_id,
        email=BRAM,
        nonce=nonce,
        token_hash=derived_secret.hashed(derived_secret.token_of(post.town.house.services.house.key, nonce)),
        created_at=now,
        expires_at=now + timedelta(days=14),
    )
    standing = submission_queries.newest(session, an.application_id)
    refs = {
        "code": code_queries.add(session, an.person_id, MAILBOX, nonce, now, now + timedelta(minutes=10)),
        "receipt": standing.id if standing else None,
        "invitation": invitation_queries.add(session, invitation),
        "join_request": invitation_queries.add_request(session, an.application_id, bram.person_id, now),
        "interest": _interested(session, colleague, now),
    }
    _begin_lier(session, an.application_id, bram.person_id, now)
    for kind in ABOUT_A_CASE:
        post.messages[kind] = Message(
            key=f"{kind}:of-the-case",
            kind=kind,
            way="mail",
            address=MAILBOX,
            language="nl",
            person_id={"reminder": bram.person_id, "interest": None}.get(kind, an.person_id),
            application_id=_withdrawn(session, an.application_id, now) if kind == "withdrawn" else an.application_id,
            ref_id=refs.get(kind),
            payload={"about": bram.person_id, "by": an.person_id},
        )
    post.bram_id = bram.person_id


def _interested(session: Session, source: str, now: datetime) -> int:
    """Add somebody who showed interest for Mechelen, on a list with that name."""
    row = Interest(
        call_name="profploeg-2021",
        name="Chris",
        email=CHRIS,
        nis_code="12025",
        consent="asked at the webinar",
        source=source,
        imported_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def _begin_lier(session: Session, like_id: int, person_id: int, now: datetime) -> None:
    """Let a person begin an application of Lier, with one answer that is unclear and the rest missing."""
    case = case_queries.load(session, like_id)
    application_id = case_queries.add_application(
        session,
        call_name=case.call.name,
        call_version=case.call.version,
        round_id=case.round.id,
        now=now,
        nis_code="12021",
    )
    participant_queries.join(session, application_id, person_id, "contact", now)
    vague = Answer(key="challenge", value="Leegstand.", said="Leegstand.", unclear=("place",))
    case_queries.keep_answer(session, application_id, Kept(answer=vague, answered_by=person_id, answered_at=now))


def outbox_rows(session: Session) -> list[dict[str, object]]:
    """Return everything that the outbox keeps."""
    return [row.model_dump() for row in session.execute(select(OutboxMessage)).scalars()]


def _withdrawn(session: Session, like_id: int, now: datetime) -> int:
    case = case_queries.load(session, like_id)
    application_id = case_queries.add_application(
        session,
        call_name=case.call.name,
        call_version=case.call.version,
        round_id=case.round.id,
        now=now,
        nis_code=case.nis_code,
    )
    case_queries.change(session, application_id, stage=Stage.WITHDRAWN, number="PROF-2021-2-0099")
    session.add(Event(application_id=application_id, at=now, channel="local", what="withdrawn"))
    session.flush()
    return application_id
