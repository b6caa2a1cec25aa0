"""Applications after the selection in the tests: brought there by a clerk and an officer of the agency who talk."""

import json
from datetime import date, datetime

from sqlmodel import Session

from models.answers.answer import Answer
from models.calls.stages import Stage
from models.records.applications import case_queries, event_queries, submission_queries
from models.records.applications.case import Kept
from models.records.applications.submission_queries import Sending
from models.records.guidance import course_queries, showcase_queries
from models.records.guidance.guidance import Expert, Intake, Phase
from models.records.people import participant_queries
from tests.fakes import desk, facts
from tests.fakes.conversation import CLEAR, Chat, Town
from tests.fakes.played_once import played_once

AN, NUMBER = "an.peeters@heist-op-den-berg.be", "PROF-2021-2-0001"
INTAKE = ("vrijdag 3 december", "14.30 uur", "Gemeentehuis, Kerkplein 17")
EVALUATION = ("8", "Grotendeels")
USEFUL = (
    "De wandeling met 9 handelaars door de Kerkstraat. Daar ontstond het idee om lege etalages samen in te richten."
)
STEPS = "Voor eind maart bezoeken we 4 eigenaars van lege panden in de Kerkstraat, zodat er 2 winkels opengaan."
STORY = "In de Kerkstraat richtten 9 handelaars met An Peeters 11 lege etalages in. Er zijn er 5 weer open."


@played_once
async def selected(town: Town) -> tuple[Chat, Chat]:
    """Return the chats of a clerk whose municipality was selected, and of an officer of the agency.

    What was sent and decided is written down at once: the conversation that leads there has tests of its own.
    """
    an, els = await town.proven("An", AN), await desk.agency(town)
    app = (await facts.case_of(an)).application_id
    await town.house.services.store.run(_selected, app, town.clock())
    return an, els


def _selected(session: Session, app: int, now: datetime) -> None:
    values = {"municipality": "12014", "themes": ["beleving"], "expertise": ["events"], "challenge": CLEAR}
    for key, value in values.items():
        said = value if isinstance(value, str) else ", ".join(value)
        answer = Answer(key=key, value=value, said=said)
        case_queries.keep_answer(session, app, Kept(answer=answer, answered_by=None, answered_at=now))
    content = json.dumps({"answers": values, "attachments": []})
    row = Sending(
        application_id=app,
        version=1,
        sent_at=now,
        checksum="0" * 64,
        content=content,
        coach_version="1",
        coach_outcome="{}",
    )
    submission_queries.add(session, row)
    sent = {"number": NUMBER, "first_sent_at": now, "last_sent_at": now}
    case_queries.change(session, app, stage=Stage.SELECTED, **sent)
    for what in ("submitted", "admissible", "selected"):
        event_queries.record(session, app, what, at=now, person_id=None, channel="local")
    for person_id, _ in participant_queries.active(session, app):
        case_queries.place(session, app, person_id, None, now)


@played_once
async def planned(town: Town) -> tuple[Chat, Chat]:
    """Return them once the intake interview is planned, on 3 December at half past two."""
    an, els = await selected(town)
    town.clock.move_to("2021-11-22 10:00:00")
    await els.says(NUMBER)
    await els.presses("Intakegesprek plannen")
    await els.answers(*INTAKE)
    await els.presses("Niets")
    await els.presses("Bevestigen")
    await town.mails()
    return an, els


@played_once
async def held(town: Town) -> tuple[Chat, Chat]:
    """Return them once the interview was held, which is written down at once; the officer is asked for the budget."""
    an, els = await selected(town)
    app = (await facts.case_of(an)).application_id
    await town.house.services.store.run(_held, app, town.clock())
    await els.says(NUMBER)
    await els.presses("Budget")
    return an, els


def _held(session: Session, app: int, now: datetime) -> None:
    places = {"place": "Gemeentehuis", "planned_at": now, "held_at": now}
    course_queries.add(session, Intake(application_id=app, starts_at=now, **places))
    case_queries.change(session, app, stage=Stage.INTAKE)


@played_once
async def guided(town: Town) -> tuple[Chat, Chat]:
    """Return them once the guidance began: one expert, one phase up to and including 31 March 2022."""
    an, els = await held(town)
    await els.says("12.500")
    await els.presses("Bevestigen")
    await els.presses("+ Expert")
    await els.presses("Winkelconcepten")
    await els.answers("Mia Maes", "Stadslab")
    await els.presses("Bevestigen")
    await els.presses("+ Fase")
    await els.answers("Verkennen", "10 januari 2022", "31 maart 2022")
    await els.presses("Bevestigen")
    await els.presses("Begeleiding starten")
    await els.presses("Bevestigen")
    return an, els


@played_once
async def in_guidance(town: Town) -> tuple[Chat, Chat]:
    """Return them once the guidance began, as `guided` does, but with everything written down at once."""
    an, els = await selected(town)
    app = (await facts.case_of(an)).application_id
    await town.house.services.store.run(_arranged, app, town.clock())
    return an, els


def _arranged(session: Session, app: int, now: datetime) -> None:
    _held(session, app, now)
    expert = {"field": "shop_concepts", "name": "Mia Maes", "organisation": "Stadslab"}
    course_queries.add(session, Expert(application_id=app, added_at=now, **expert))
    days = {"from_on": date(2022, 1, 10), "until_on": date(2022, 3, 31)}
    course_queries.add(session, Phase(application_id=app, title="Verkennen", added_at=now, **days))
    case_queries.change(session, app, stage=Stage.GUIDANCE)


@played_once
async def asked(town: Town) -> tuple[Chat, Chat]:
    """Return them once the evaluation was asked, on 1 April 2022."""
    an, els = await in_guidance(town)
    town.clock.move_to("2022-04-01 09:05:00")
    await town.house.desk.tick()
    await town.mails()
    return an, els


@played_once
async def evaluated(town: Town) -> tuple[Chat, Chat]:
    """Return them once the evaluation was sent; the clerk is asked whether the story may be shared."""
    an, els = await asked(town)
    await an.says("/aanvraag")
    await an.answers(*EVALUATION, USEFUL)
    await an.presses("Overslaan")
    await an.answers(STEPS, "ja", STORY)
    await an.presses("Nakijken en versturen")
    await an.presses("Ja, versturen")
    return an, els


async def shared(town: Town) -> int:
    """Return the application whose story everybody can read, all of it written down at once."""
    an, _ = await selected(town)
    app = (await facts.case_of(an)).application_id
    await town.house.services.store.run(_shared, app, town.clock())
    return app


def _shared(session: Session, app: int, now: datetime) -> None:
    _arranged(session, app, now)
    answer = Answer(key="showcase_story", value=STORY, said=STORY)
    case_queries.keep_answer(session, app, Kept(answer=answer, answered_by=None, answered_at=now))
    case_queries.change(session, app, stage=Stage.EVALUATED)
    [person_id, *_] = [person_id for person_id, _ in participant_queries.active(session, app)]
    showcase_queries.share(session, app, " themes=beleving expertise=events ", person_id, now)
