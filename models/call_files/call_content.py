"""The content of a call as one canonical JSON text, and the call made from it.

This text is what the database keeps: with it a call can be rebuilt exactly as it was, without its file. It is made from
a file that was checked, so nothing is checked here.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from models.calls.call import (
    Call,
    Checklist,
    Faq,
    Item,
    Kind,
    Limits,
    Option,
    ReminderRule,
    Retention,
    Words,
)
from models.calls.round import RoundRule

Table = Mapping[str, Any]


def content_of(table: Table, name: str) -> str:
    """Return the canonical JSON of a checked file: sorted keys, UTF-8, no spaces, with the call's name inside."""
    return json.dumps({**table, "name": name}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=32)
def call_from_content(content: str) -> Call:
    """Return the call whose canonical JSON this is."""
    table = json.loads(content)
    zone = ZoneInfo(table["time_zone"])
    opens_on = _day(table.get("opens_on"))
    return Call(
        name=table["name"],
        version=hashlib.sha256(content.encode()).hexdigest(),
        title=_words(table["title"]),
        short=_words(table["short"]),
        summary=_words(table["summary"]),
        help=_words(table["help"]),
        number_prefix=table["number_prefix"],
        zone=zone,
        opens_at=datetime.combine(opens_on, time(), tzinfo=zone) if opens_on else None,
        round_rules=tuple(_round_rule(raw) for raw in table["round"]),
        municipalities_on=_day(table.get("municipalities_on")),
        reminders=_reminders(table["reminders"]),
        checklist=_checklist(table["item"]),
        evaluation=_checklist(table.get("evaluation", [])),
        faq=tuple(_faq(raw) for raw in table.get("faq", [])),
        decisions={stage: _words(raw) for stage, raw in table["decisions"].items()},
        after_submission=tuple(_words(raw) for raw in table.get("after_submission", ())),
        retention=Retention(**table["retention"]),
    )


def item_from(raw: Table) -> Item:
    """Return the item that a checked table of a checklist describes."""
    return Item(
        number=raw["number"],
        key=raw["key"],
        kind=Kind(raw["kind"]),
        title=_pair(raw, "title"),
        short=_pair(raw, "short"),
        why=_pair(raw, "why"),
        example=_pair(raw, "example"),
        required=raw.get("required", True),
        minutes=raw["minutes"],
        options=tuple(Option(key=option["key"], words=_words(option)) for option in raw.get("options", ())),
        limits=Limits(**raw.get("limits", {})),
        clarity=tuple(raw.get("clarity", ())),
        when=tuple(raw.get("when", {}).items()),
        required_when=tuple(raw.get("required_when", {}).items()),
        dated=raw.get("dated", False),
        other_than=raw.get("other_than", ""),
        nothing_counts=raw.get("nothing_counts", False),
        plan=raw.get("plan", ""),
        experts=raw.get("experts", False),
        showcase=raw.get("showcase", False),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _words(raw: Table) -> Words:
    return Words(nl=raw["nl"], en=raw["en"])


def _pair(raw: Table, field: str) -> Words:
    """Return a text of an item or a question, whose languages are tables of their own."""
    return Words(nl=raw["nl"][field], en=raw["en"][field])


def _checklist(raws: list[Table]) -> Checklist:
    return Checklist(items=tuple(item_from(raw) for raw in raws))


def _faq(raw: Table) -> Faq:
    return Faq(
        key=raw["key"],
        question=_pair(raw, "question"),
        answer=_pair(raw, "answer"),
        triggers=tuple(raw.get("triggers", ())),
    )


def _reminders(raw: Table) -> ReminderRule:
    return ReminderRule(
        days_before=tuple(raw["days_before"]),
        interest_days_before=tuple(raw.get("interest_days_before", ())),
        at_hour=raw["at_hour"],
        last_call_hours=tuple(raw["last_call_hours"]),
        quiet_from_hour=raw["quiet_from_hour"],
        quiet_until_hour=raw["quiet_until_hour"],
    )


def _round_rule(raw: Table) -> RoundRule:
    """Return a round's rule; days are "2021-11-12", or "11-12" when they come every year."""
    *year, month, day = (int(part) for part in raw["last_day"].split("-"))
    *guidance_year, guidance_month, guidance_day = (int(part) for part in raw["guidance_from"].split("-"))
    return RoundRule(
        id=raw["id"],
        year=year[0] if year else None,
        month=month,
        day=day,
        guidance_month=guidance_month,
        guidance_day=guidance_day,
        guidance_year=guidance_year[0] if guidance_year else None,
    )
