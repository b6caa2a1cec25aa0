"""What the letters of decisions are about: the reason, the exact items with how to mend them, and the next step."""

from datetime import datetime

from sqlmodel import Session

from models.calls.stages import Stage
from models.desk.cases import sent
from models.desk.cases.sent import Sent
from models.desk.decisions import mending, settling
from models.language import moments
from models.language.wording import words
from models.letters.facts import Facts, town
from models.records.applications import carried_queries, case_queries
from models.records.applications.case import Case
from models.records.desk.decision_queries import Decided
from models.records.messages.outbox_queries import Message

ONWARD = ("continue", "here")


def told(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return a decision that needs no reply: admissible, selected; None when it was undone or is of no use any more."""
    found = _standing(session, message, now)
    return Facts(values=_values(*found, message.language)) if found is not None else None


def information_requested(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return what is asked and until when; None when it was replied to already, or taken back."""
    found = _standing(session, message, now)
    if found is None or found[0].case.stage is not Stage.INFORMATION_REQUESTED or found[1].reply_by_at is None:
        return None
    zone = found[0].case.call.zone
    until = moments.until_words(found[1].reply_by_at, zone, message.language)
    return Facts(values={**_values(*found, message.language), "until": until}, buttons=(ONWARD,))


def fallen_out(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return why it fell out, what to mend, and the draft that is ready for the next round."""
    found = _standing(session, message, now)
    if found is None:
        return None
    case_file, decision = found
    successor_id = carried_queries.successor(session, case_file.case.application_id)
    following = case_queries.load(session, successor_id) if successor_id is not None else None
    draft = following if following is not None and following.stage is Stage.DRAFT else None
    missed = decision.reply_by_at if decision.from_stage is Stage.INFORMATION_REQUESTED else None
    values = {
        **_values(*found, message.language),
        "stage": str(decision.to_stage),
        "missed": moments.until_words(missed, case_file.case.call.zone, message.language) if missed else None,
        "has_other": following is not None and draft is None,
        **_next(draft, message.language),
    }
    if draft is None:
        return Facts(values=values)
    return Facts(values=values, buttons=(ONWARD, ("decline", f"decl:{draft.application_id}")))


def _next(draft: Case | None, language: str) -> dict[str, object]:
    if draft is None:
        return {"next_round": None, "deadline": None}
    return {
        "next_round": words().say("round.name", language, id=draft.round.id),
        "deadline": moments.deadline_words(draft.round, language),
    }


def _standing(session: Session, message: Message, now: datetime) -> tuple[Sent, Decided] | None:
    """Return the decision of a letter with what it is about, once what follows from it is done; None when undone."""
    decision = settling.settle(session, message.ref_id or 0, now)
    if decision is None:
        return None
    case = case_queries.load(session, decision.application_id)
    case_file = sent.standing(session, case)
    if case_file is None or case.stage is Stage.WITHDRAWN:
        return None
    return case_file, decision


def _values(case_file: Sent, decision: Decided, language: str) -> dict[str, object]:
    case = case_file.case
    return {
        "municipality": town(case, language),
        "number": case.number or "",
        "call_title": case.call.title.in_language(language),
        "lead": " ".join(case.call.decisions[decision.to_stage].in_language(language).split()),
        "items": mending.lines(case_file, decision, language),
        "remark": mending.remark(case_file, decision),
    }
