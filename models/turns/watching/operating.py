"""What the operator is told by mail: that it is not well, that it is again, and each morning what did not arrive."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlmodel import Session

from models.language.working_days import BRUSSELS
from models.records.messages import failure_queries, outbox_queries, watermark_queries
from models.records.messages.failure_queries import Troubled
from models.records.messages.outbox_queries import Message
from models.turns.watching.health import Health

ONE_MAIL_PER = timedelta(hours=1)
OF_NO_USE_AFTER = timedelta(days=1)
LIST_AT = time(8, 30)  # in Brussels, every day with something to say
_RED, _WELL, _LISTED = "health:red", "health:well", "failures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """Where the operator is written to; without a mailbox the log says it all."""

    email: str
    language: str


def tell_health(session: Session, operator: Operator, health: Health, now: datetime) -> bool:
    """Mail the operator when it is not as they were told last; return whether they know how it is.

    At most one mail an hour: what changed meanwhile is told when the hour is over.
    """
    red_at, well_at = (watermark_queries.moment(session, name) for name in (_RED, _WELL))
    told_red = red_at is not None and (well_at is None or well_at < red_at)
    if told_red is not health.is_well:
        return True
    last_at = max((at for at in (red_at, well_at) if at is not None), default=None)
    if last_at is not None and now - last_at < ONE_MAIL_PER:
        return False
    watermark_queries.remember(session, _WELL if health.is_well else _RED, now)
    reasons = [{"what": reason.what, "values": dict(reason.values)} for reason in health.reasons]
    _post(session, operator, "health", f"health:{now.isoformat()}", {"at": now.isoformat(), "reasons": reasons}, now)
    return True


def list_failures(session: Session, operator: Operator, now: datetime) -> Mapping[str, tuple[Troubled, ...]]:
    """Post the list of what did not arrive since the last one, once a day; return it, {} when there is none to send."""
    end = _last_listing(now)
    start = watermark_queries.moment(session, _LISTED) or end - timedelta(days=1)
    if start >= end:
        return {}
    watermark_queries.remember(session, _LISTED, end)
    found = failure_queries.troubled(session, start, end)
    if operator.email and any(found.values()):
        window = {"start": start.astimezone(UTC).isoformat(), "end": end.astimezone(UTC).isoformat()}
        _post(session, operator, "failures", f"failures:{end.astimezone(BRUSSELS):%Y-%m-%d}", window, now)
    return found


def _last_listing(now: datetime) -> datetime:
    """Return the last half past eight in Brussels, up to `now`."""
    today = now.astimezone(BRUSSELS).date()
    at = datetime.combine(today, LIST_AT, tzinfo=BRUSSELS)
    return at if at <= now else datetime.combine(today - timedelta(days=1), LIST_AT, tzinfo=BRUSSELS)


def _post(
    session: Session, operator: Operator, kind: str, key: str, payload: Mapping[str, object], now: datetime
) -> None:
    message = Message(
        key=key,
        kind=kind,
        way="mail",
        address=operator.email,
        language=operator.language,
        payload=payload,
        last_at=now + OF_NO_USE_AFTER,
    )
    outbox_queries.post(session, message, now)
