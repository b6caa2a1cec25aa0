"""A municipality that fell out of the first round, with its clerk and the officer of its province at hand."""

from datetime import datetime

from sqlmodel import Session

from models.answers.answer import Answer
from models.calls.stages import Stage
from models.records.applications import case_queries, submission_queries
from models.records.applications.case import Kept
from models.records.applications.receipt import canonical_json, checksum
from models.records.applications.submission_queries import Sending
from models.records.desk import decision_queries
from models.records.desk.decision import Decision
from models.turns.act import BySystem
from models.turns.sent import submitting
from tests.fakes import desk, facts
from tests.fakes.conversation import CLEAR, Chat, Town
from tests.fakes.played_once import played_once

AN = "an.peeters@heist-op-den-berg.be"
NUMBER = "PROF-2021-1-0001"


@played_once
async def fallen_out(town: Town) -> tuple[Chat, Chat]:
    """Return the chats of a clerk whose application was inadmissible for item 7 and who knows, and of the province."""
    town.clock.move_to("2021-08-10 10:00")
    an, piet = await town.proven("An", AN), await desk.province(town)
    await an.says("015 25 00 00")
    case = await facts.case_of(an)
    town.clock.move_to("2021-08-16 10:00")
    await town.house.services.store.run(_inadmissible, case.application_id, town.clock())
    await town.house.desk.tick()
    await town.house.sweep.send_due()
    return an, piet


def _inadmissible(session: Session, application_id: int, now: datetime) -> None:
    """Let an application be sent as it is, and found inadmissible."""
    challenge = Answer(key="challenge", value=CLEAR, said=CLEAR)
    case_queries.keep_answer(session, application_id, Kept(answer=challenge, answered_by=None, answered_at=now))
    case = case_queries.load(session, application_id)
    content = submitting.receipt_of(session, case, NUMBER, BySystem(now=now))
    sent = Sending(
        application_id=application_id,
        version=1,
        sent_at=now,
        checksum=checksum(content),
        content=canonical_json(content),
        coach_version="1",
        coach_outcome="{}",
    )
    submission_id = submission_queries.add(session, sent)
    values = {"number": NUMBER, "first_sent_at": now, "last_sent_at": now, "stage": Stage.INADMISSIBLE}
    case_queries.change(session, application_id, **values)
    decision = Decision(
        application_id=application_id,
        submission_id=submission_id,
        from_stage=Stage.SUBMITTED,
        to_stage=Stage.INADMISSIBLE,
        items="challenge",
        remark="7: Over welke straten gaat het?",
        begun_at=now,
        taken_at=now,
        leaves_at=now,
    )
    decision_queries.add(session, decision)
