"""What the letters to the operator are about: how well it runs, and what did not arrive."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from models.language import moments
from models.language.working_days import BRUSSELS
from models.letters.facts import Facts
from models.records.messages import failure_queries
from models.records.messages.outbox_queries import Message
from models.turns.watching.health import Reason

MOST_LINES = 50  # of each group; more is for the database


def health(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:  # noqa: ARG001
    """Return since when it is not well and why, or since when it is again."""
    payload: Any = message.payload
    at = datetime.fromisoformat(payload["at"]).astimezone(BRUSSELS)
    reasons = [Reason(what=one["what"], values=one["values"]) for one in payload["reasons"]]
    values = {
        "reasons": [reason.in_words(message.language) for reason in reasons],
        "at": moments.moment_and_place_words(at, BRUSSELS, message.language),
    }
    return Facts(values=values)


def failures(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    """Return what did not arrive, while there is something."""
    payload: Any = message.payload
    start, end = (datetime.fromisoformat(payload[name]) for name in ("start", "end"))
    found = failure_queries.troubled(session, start, end)
    if not any(found.values()):
        return None
    values: dict[str, object] = {
        "start": moments.moment_words(start, BRUSSELS, message.language),
        "end": moments.moment_words(end, BRUSSELS, message.language),
        "total": sum(len(group) for group in found.values()),
        "counts": {name: len(group) for name, group in found.items()},
    }
    for name, group in found.items():
        values[name] = [one.line for one in group[:MOST_LINES]]
    return Facts(values=values)
