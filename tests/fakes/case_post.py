"""Every kind of message that can be posted about a submitted application, and the facts and words that come of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlmodel import Session

from models.answers.answer import Answer
from models.calls.stages import Stage
from models.desk.officers import appointing
from models.desk.rights import Role
from models.letters import letter_facts
from models.letters.facts import Facts
from models.records.applications import case_queries, submission_queries
from models.records.applications.application import Event
from models.records.applications.case import Kept
from models.records.applications.submission_queries import Sending
from models.records.desk import decision_queries, officer_queries
from models.records.desk.decision import Decision
from models.records.desk.officer import Officer
from models.records.messages.mail_in import MailIn
from models.records.messages.outbox import OutboxMessage
from models.records.messages.outbox_queries import Message
from models.records.people import code_queries, derived_secret, invitation_queries, participant_queries, person_queries
from models.records.people.interest import Interest
from models.records.people.invitation import Invitation
from models.records.people.mail_code import CodeUse, MailCode
from models.records.reminding import plan_queries
from models.turns.reminding import calendars
from reminders import contents
from reminders.contents import Parcel
from tests.fakes import beside_post, course_post, ended_cases
from tests.fakes.conversation import Chat, StandingClock, Town
from tests.fakes.prepared_town import prepared_town

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
    by_role = {"province": _officer(session, "province", an.person_id, now)}
    by_role["agency"] = _officer(session, "agency", bram.person_id, now)  # one role at a time for each person
    standing = submission_queries.newest(session, an.application_id)
    ended_id, carried_id = ended_cases.expired(session, an.application_id, now)
    changed_id, sending_id = ended_cases.changed_after_sending(session, an.application_id, now)
    refs = {
        "expired": carried_id,
        "unsent": sending_id,
        "code": _code(session, an.person_id, nonce, now),
        "desk_login": _code(session, an.person_id, nonce, now, CodeUse.DESK),
        "receipt": standing.id if standing else None,
        "invitation": invitation_queries.add(session, invitation),
        "officer_invitation": _invited(session, post, now),
        "join_request": invitation_queries.add_request(session, an.application_id, bram.person_id, now),
        "interest": _interested(session, colleague, now),
        "province_list": by_role["province"],
        "undecided_list": by_role["agency"],
        "figures": by_role["agency"],
        "mail_answer": _mailed(session, MAILBOX, now),
        "way_in": _mailed(session, "jan@example.org", now),
        "mail_parked": _mailed(session, "jan@parked.example", now, parked_at=now),
        "officer_answer": _mailed(session, "piet@provincie.example", now),
    }
    _begin_lier(session, an.application_id, bram.person_id, now)
    about = {
        "withdrawn": _withdrawn(session, an.application_id, now),
        "plan": _planned(session, an.application_id, an.person_id, now),
        "expired": ended_id,
        "unsent": changed_id,
    }
    guided_id, refs["intake"] = course_post.in_guidance(session, an.application_id, an.person_id, now)
    about |= dict.fromkeys(course_post.KINDS, guided_id)
    refs["more_time"] = refs["interest"]
    _undecided(session, an.application_id, now)
    refs |= {kind: _decision(session, an.application_id, kind, now) for kind in ("admissible", "selected")}
    refs["fallen_out"] = _decision(session, an.application_id, "inadmissible", now)
    refs |= beside_post.refs(session, an.application_id, bram.person_id, an.person_id, now)
    about["information_requested"] = _asked(session, an.application_id, now)
    refs["information_requested"] = _decision(session, about["information_requested"], "information_requested", now)
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


def _mailed(session: Session, sender: str, now: datetime, parked_at: datetime | None = None) -> int:
    """Store a mail that came in and was applied; return its id."""
    row = MailIn(
        content_key=sender,
        raw=b"",
        received_at=now,
        stored_at=now,
        applied_at=now,
        parked_at=parked_at,
        sender=sender,
        message_id="<1@example.be>",
        subject="Profploeg",
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


def _invited(session: Session, post: CasePost, now: datetime) -> int:
    """Invite an officer; return the id."""
    key = post.town.house.services.house.key
    appointing.invite(session, Role.PROVINCE, BRAM, now, province="Antwerpen", language="nl", key=key)
    return officer_queries.all_of(session)[-1].id


def _decision(session: Session, application_id: int, to_stage: str, now: datetime) -> int:
    """Decide about an application, so that it leaves now; return the id."""
    standing = submission_queries.newest(session, application_id)
    assert standing is not None
    row = Decision(
        application_id=application_id,
        submission_id=standing.id,
        from_stage="submitted",
        to_stage=to_stage,
        items="challenge",
        remark="7: Over welke straten gaat het?",
        reply_by_at=now + timedelta(days=14) if to_stage == "information_requested" else None,
        begun_at=now,
        taken_at=now,
        leaves_at=now,
    )
    return decision_queries.add(session, row)


def _asked(session: Session, like_id: int, now: datetime) -> int:
    """Let there be an application of which more is asked, as it was sent in another."""
    case, standing = case_queries.load(session, like_id), submission_queries.newest(session, like_id)
    assert standing is not None
    names = {"call_name": case.call.name, "call_version": case.call.version, "round_id": case.round.id}
    application_id = case_queries.add_application(session, **names, now=now, nis_code=case.nis_code)
    case_queries.change(
        session, application_id, stage=Stage.INFORMATION_REQUESTED, number="PROF-2021-2-0090", last_sent_at=now
    )
    copy = standing.model_dump(exclude={"id", "application_id", "erased_at"})
    submission_queries.add(session, Sending(**copy, application_id=application_id))
    return application_id


def outbox_rows(session: Session) -> list[dict[str, object]]:
    """Return everything that the outbox keeps."""
    return [row.model_dump() for row in session.execute(select(OutboxMessage)).scalars()]


def _withdrawn(session: Session, like_id: int, now: datetime) -> int:
    application_id = _another(session, like_id, now)
    case_queries.change(session, application_id, stage=Stage.WITHDRAWN, number="PROF-2021-2-0099")
    session.add(Event(application_id=application_id, at=now, channel="local", what="withdrawn"))
    session.flush()
    return application_id


def _planned(session: Session, like_id: int, person_id: int, now: datetime) -> int:
    """Add a draft whose plan the person has in their calendar."""
    application_id = _another(session, like_id, now)
    participant_queries.join(session, application_id, person_id, "contact", now)
    plan_queries.answer(session, application_id, person_id, now, weekday=0, agenda_days=7)
    case = case_queries.load(session, application_id)
    plan = calendars.plan_of(session, case)
    assert plan is not None
    calendars.subscribe(session, case, person_id, plan, now)
    return application_id


def _undecided(session: Session, like_id: int, now: datetime) -> None:
    application_id = _another(session, like_id, now)
    long_ago = now - timedelta(days=20)
    case_queries.change(
        session, application_id, stage=Stage.SUBMITTED, number="PROF-2021-2-0098", last_sent_at=long_ago
    )


def _another(session: Session, like_id: int, now: datetime) -> int:
    case = case_queries.load(session, like_id)
    return case_queries.add_application(
        session,
        call_name=case.call.name,
        call_version=case.call.version,
        round_id=case.round.id,
        now=now,
        nis_code=case.nis_code,
    )


def _code(session: Session, person_id: int, nonce: str, now: datetime, use: CodeUse = CodeUse.MAILBOX) -> int:
    return code_queries.add(
        session,
        MailCode(
            person_id=person_id,
            email=MAILBOX,
            use=use,
            nonce=nonce,
            asked_at=now,
            expires_at=now + timedelta(minutes=10),
        ),
    )


def _officer(session: Session, role: str, person_id: int, now: datetime) -> int:
    row = accepted_officer(role, person_id, now, province="Antwerpen" if role == "province" else None)
    session.add(row)
    session.flush()
    return row.id


def accepted_officer(role: str, person_id: int, now: datetime, province: str | None = None) -> Officer:
    """Return the row of an officer who accepted."""
    nonce = derived_secret.new_nonce()
    return Officer(
        role=role,
        province=province,
        email=f"{role}@vlaanderen.be",
        nonce=nonce,
        token_hash=derived_secret.hashed(nonce),
        invited_at=now,
        expires_at=now + timedelta(days=14),
        person_id=person_id,
        accepted_at=now,
    )
