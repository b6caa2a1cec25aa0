"""The ready text of a letter to a municipality: what its situation is, what lacks, until when, and an offer to help."""

from sqlmodel import Session

from models.calls.call import Call
from models.calls.round import Round
from models.desk.cases import sent
from models.desk.decisions import mending
from models.desk.province import board
from models.desk.province.following import Matter
from models.language import moments
from models.language.wording import words
from models.records.applications import case_queries, deadline_queries
from models.records.desk import decision_queries
from models.turns.turn import Turn

MOST_LACKING = 5  # items that a letter names; more is no longer read


def of(session: Session, turn: Turn, matter: Matter, language: str) -> str:
    """Return the text for what there is to follow, in a language."""
    town = matter.spot.town.name
    round_ = deadline_queries.open_round(session, turn.call, matter.spot.town.nis_code, turn.now)
    parts = [_lead(session, matter, turn.call, language), *_lacking(session, matter, language)]
    if round_ is not None:
        parts.append(_deadline(session, matter, round_, turn, language))
    parts.append(words().say("nudge.offer", language, town=town))
    return "\n\n".join(parts)


def _lead(session: Session, matter: Matter, call: Call, language: str) -> str:
    values = {"town": matter.spot.town.name, "call": call.short.in_language(language)}
    if matter.fallen is not None:
        stage = words().say(f"stage.{matter.fallen.stage}", language)
        return words().say("nudge.fallen", language, stage=stage, round=matter.fallen.round_id, **values)
    progress = board.progress(session, matter.spot)
    if progress is not None and progress.item is not None and progress.missing:
        where = f"{progress.item.number} ({progress.item.short.in_language(language)})"
        return words().say("nudge.draft", language, where=where, count=progress.missing, **values)
    return words().say("nudge.ready" if progress is not None else f"nudge.{matter.kind}", language, **values)


def _lacking(session: Session, matter: Matter, language: str) -> list[str]:
    """Return what lacked when it fell out, as the municipality read it in the decision."""
    if matter.fallen is None:
        return []
    case_file = sent.standing(session, case_queries.load(session, matter.fallen.application_id))
    decision = decision_queries.newest(session, matter.fallen.application_id, matter.fallen.stage)
    if case_file is None or decision is None or not decision.items:
        return []
    lines = mending.lines(case_file, decision, language)[:MOST_LACKING]
    return ["\n".join([words().say("nudge.lacking", language), *(f"- {line}" for line in lines)])]


def _deadline(session: Session, matter: Matter, round_: Round, turn: Turn, language: str) -> str:
    days = moments.days_left(round_, turn.now, turn.call.zone)
    key = "nudge.draft_ready" if board.progress(session, matter.spot) is not None else "nudge.begin"
    return words().say(key, language, deadline=moments.deadline_words(round_, language), count=days)
