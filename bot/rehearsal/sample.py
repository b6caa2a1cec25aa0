"""A sample of forty municipalities with drafts in several states, for a rehearsal when there is no data yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.answers import checklist
from models.answers.answer import Answer
from models.answers.judging import judged
from models.calls.call import Call, Item, Kind
from models.calls.round import Round
from models.calls.stages import Stage
from models.places.municipality import Municipality, municipalities_on
from models.records.applications import case_queries
from models.records.applications.case import Kept
from models.records.people import participant_queries, person_queries
from models.records.people.interest import Interest
from models.records.reminding import reminder_queries

TOWNS = 40
LISTED = 6  # further municipalities, of which somebody showed interest
IN_FIRST_ROUND = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """How a municipality of the sample stands."""

    filled: float  # which part of the questions is answered
    has_mailbox: bool = True
    prefers_chat: bool = False
    stage: Stage = Stage.DRAFT
    language: str = "nl"


# In turn, from one municipality to the next.
STATES = (
    Sample(filled=1.0),
    Sample(filled=0.5),
    Sample(filled=0.2),
    Sample(filled=0.8, prefers_chat=True),
    Sample(filled=0.3, has_mailbox=False),
    Sample(filled=0.0),
    Sample(filled=1.0, stage=Stage.SUBMITTED),
    Sample(filled=0.9, language="en"),
)
FELL_OUT = {IN_FIRST_ROUND + 1: Stage.INADMISSIBLE, IN_FIRST_ROUND + 2: Stage.UNCLEAR}  # by place in the sample


def fill(session: Session, call: Call, rounds: Sequence[Round]) -> None:
    """Add the sample: most of it in the first of these rounds, the rest, and two that fell out, in the last."""
    first, last = rounds[0], rounds[-1]
    known = sorted(municipalities_on(call.municipalities_on or first.last_day).values(), key=lambda town: town.name)
    towns = known[:: len(known) // (TOWNS + LISTED)][: TOWNS + LISTED]
    people = [_person(session, number, town, first.opens_at) for number, town in enumerate(towns[:TOWNS])]
    for number, (town, person_id) in enumerate(zip(towns, people, strict=False)):
        round_ = first if number < IN_FIRST_ROUND else last
        ended = FELL_OUT.get(number)
        before = _ended(session, call, first, town, ended) if ended is not None else None
        _draft(session, call, round_, town, person_id, STATES[number % len(STATES)], before)
    _draft(session, call, first, towns[2], people[1], STATES[2], None)  # one official works for two municipalities
    for town in towns[TOWNS:]:
        reminder_queries.add_interest(session, _interested(call, town, first.opens_at))


def _person(session: Session, number: int, town: Municipality, now: datetime) -> int:
    state = STATES[number % len(STATES)]
    person_id = person_queries.add_speaker(session, "local", number + 1, state.language, now).person_id
    wish = "chat" if state.prefers_chat else "mail"
    person_queries.change(session, person_id, name=f"Sample {number + 1}", agreed_at=now, reminders=wish)
    if state.has_mailbox:
        person_queries.add_mailbox(session, person_id, _address("contact", town), now)
    return person_id


def _draft(
    session: Session,
    call: Call,
    round_: Round,
    town: Municipality,
    person_id: int,
    state: Sample,
    before: int | None,
) -> None:
    now = round_.opens_at
    application_id = case_queries.add_application(
        session,
        call_name=call.name,
        call_version=call.version,
        round_id=round_.id,
        now=now,
        nis_code=town.nis_code,
        carried_from_id=before,
    )
    case_queries.change(session, application_id, stage=state.stage)
    participant_queries.join(session, application_id, person_id, "contact", now)
    person_queries.change(session, person_id, application_id=application_id)
    answers: dict[str, Answer] = {}
    for item in call.checklist.items[: 1 + round(state.filled * (len(call.checklist.items) - 1))]:
        if item in checklist.asked_items(call.checklist, answers):
            answers[item.key] = _answer(item, town, now)
            kept = Kept(answer=answers[item.key], answered_by=person_id, answered_at=now)
            case_queries.keep_answer(session, application_id, kept)


def _answer(item: Item, town: Municipality, now: datetime) -> Answer:
    """Return the example of an item as its answer."""
    if item.kind is Kind.MUNICIPALITY:
        return Answer(key=item.key, value=town.nis_code, said=town.name)
    said = item.example.in_language("nl")
    if item.kind is Kind.FILE:
        return Answer(key=item.key, value=["1"], said=said)
    return judged(item, said, on=now.date(), municipality=town.name)


def _ended(session: Session, call: Call, round_: Round, town: Municipality, stage: Stage) -> int:
    application_id = case_queries.add_application(
        session,
        call_name=call.name,
        call_version=call.version,
        round_id=round_.id,
        now=round_.opens_at,
        nis_code=town.nis_code,
    )
    case_queries.change(session, application_id, stage=stage)
    return application_id


def _interested(call: Call, town: Municipality, now: datetime) -> Interest:
    return Interest(
        call_name=call.name,
        name="Sample",
        email=_address("interest", town),
        nis_code=town.nis_code,
        consent="sample",
        source="rehearsal",
        imported_at=now,
    )


def _address(name: str, town: Municipality) -> str:
    """Return a mailbox that exists nowhere."""
    letters = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in town.name.casefold())
    return f"{name}@{letters}.example"
