"""Every kind of message that can be posted about a submitted application, and the facts and words that come of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from models.desk.officers import appointing
from models.desk.rights import Role
from models.letters import letter_facts
from models.letters.facts import Facts
from models.records.applications import submission_queries
from models.records.desk import officer_queries
from models.records.messages.outbox_queries import Message
from models.records.people import derived_secret, invitation_queries, person_queries
from models.records.people.invitation import Invitation
from models.records.people.mail_code import CodeUse
from reminders import contents
from reminders.contents import Parcel
from tests.fakes import beside_post, case_rows, course_post, ended_cases
from tests.fakes.case_rows import MAILBOX
from tests.fakes.conversation import Chat, StandingClock, Town
from tests.fakes.prepared_town import prepared_town

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


@asynccontextmanager
async def copied_case_post(data_dir: Path, clock: StandingClock) -> AsyncIterator[CasePost]:
    """Give the same, made once in each process and copied: in a town of its own."""
    async with prepared_town(_messages_about, data_dir, clock) as (town, (messages, bram_id)):
        yield CasePost(town=town, chat=await town.person("An"), messages=dict(messages), bram_id=bram_id)


async def _messages_about(town: Town) -> tuple[dict[str, Message], int]:
    post = await case_post(town)
    return post.messages, post.bram_id


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
    by_role = {"province": case_rows.officer(session, "province", an.person_id, now)}
    by_role["agency"] = case_rows.officer(session, "agency", bram.person_id, now)  # one role at a time for each person
    standing = submission_queries.newest(session, an.application_id)
    ended_id, carried_id = ended_cases.expired(session, an.application_id, now)
    changed_id, sending_id = ended_cases.changed_after_sending(session, an.application_id, now)
    refs = {
        "expired": carried_id,
        "unsent": sending_id,
        "code": case_rows.code(session, an.person_id, nonce, now),
        "desk_login": case_rows.code(session, an.person_id, nonce, now, CodeUse.DESK),
        "receipt": standing.id if standing else None,
        "invitation": invitation_queries.add(session, invitation),
        "officer_invitation": _invited(session, post, now),
        "join_request": invitation_queries.add_request(session, an.application_id, bram.person_id, now),
        "interest": case_rows.interested(session, colleague, now),
        "province_list": by_role["province"],
        "undecided_list": by_role["agency"],
        "figures": by_role["agency"],
        "mail_answer": case_rows.mailed(session, MAILBOX, now),
        "way_in": case_rows.mailed(session, "jan@example.org", now),
        "mail_parked": case_rows.mailed(session, "jan@parked.example", now, parked_at=now),
        "officer_answer": case_rows.mailed(session, "piet@provincie.example", now),
    }
    case_rows.begin_lier(session, an.application_id, bram.person_id, now)
    about = {
        "withdrawn": case_rows.withdrawn(session, an.application_id, now),
        "plan": case_rows.planned(session, an.application_id, an.person_id, now),
        "expired": ended_id,
        "unsent": changed_id,
    }
    guided_id, refs["intake"] = course_post.in_guidance(session, an.application_id, an.person_id, now)
    about |= dict.fromkeys(course_post.KINDS, guided_id)
    refs["more_time"] = refs["interest"]
    case_rows.undecided(session, an.application_id, now)
    refs |= {kind: case_rows.decision(session, an.application_id, kind, now) for kind in ("admissible", "selected")}
    refs["fallen_out"] = case_rows.decision(session, an.application_id, "inadmissible", now)
    refs |= beside_post.refs(session, an.application_id, bram.person_id, an.person_id, now)
    about["information_requested"] = case_rows.asked(session, an.application_id, now)
    refs["information_requested"] = case_rows.decision(
        session, about["information_requested"], "information_requested", now
    )
    refs |= {"town_news": refs["nudge"], "information_given": refs["information_requested"]}
    for kind in ABOUT_A_CASE:
        post.messages[kind] = Message(
            key=f"{kind}:of-the-case",
            kind=kind,
            way="mail",
            address=MAILBOX,
            language="nl",
            person_id=_reader(kind, an.person_id, bram.person_id),
            application_id=about.get(kind, an.application_id),
            ref_id=refs.get(kind),
            payload={
                "about": bram.person_id,
                "by": an.person_id,
                "call": "profploeg-2021",
                "round": "2021-2",
                "sequence": 0,
                "number": 0,
                "town": "12021",
                "done": [["claimed", {"town": "Lier"}]],
                "page": "https://kernbot.example",
            },
        )
    post.bram_id = bram.person_id


def _reader(kind: str, an: int, bram: int) -> int | None:
    """Return who gets a letter: An is of the province, Bram of the agency; who only stands on a list is nobody."""
    if kind in {"interest", "more_time"}:
        return None
    return bram if kind in {"reminder", "information_given"} else an


def _invited(session: Session, post: CasePost, now: datetime) -> int:
    """Invite an officer; return the id."""
    key = post.town.house.services.house.key
    appointing.invite(session, Role.PROVINCE, BRAM, now, province="Antwerpen", language="nl", key=key)
    return officer_queries.all_of(session)[-1].id
