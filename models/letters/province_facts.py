"""What the weekly list of a province officer is about: who has not submitted, and where each is stuck; no answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.answers import checklist
from models.calls.call import Call, Item
from models.calls.round import Round
from models.calls.stages import Stage
from models.language import moments
from models.language.clean_text import folded
from models.language.wording import words
from models.letters.facts import Facts
from models.places.municipality import Municipality, municipalities_on
from models.records import case_queries, deadline_queries, weekly_queries
from models.records.case import Case
from models.records.outbox_queries import Message
from models.records.weekly_queries import Standing

NOT_SENT = {Stage.DRAFT, Stage.WITHDRAWN, Stage.EXPIRED}
HOW = ("ready", "draft", "withdrawn", "interest", "not_started")  # in the order of the list
MOST_IN_CHAT = 10  # drafts that a chat message names


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A municipality that has not submitted."""

    name: str
    how: str  # one of HOW
    where: str  # in words: "vraag 7 (Uitdaging)"
    missing: str
    mailbox: str

    @property
    def cells(self) -> list[str]:
        """Return the line as a row of the table."""
        return [self.name, self.where, self.missing, self.mailbox]


def province_list(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return who has not submitted in the open round; None without a round, without anybody, or for who was revoked."""
    province = weekly_queries.province_of(session, message.ref_id)
    call = deadline_queries.newest_call(session, str(message.payload["call"]))
    round_ = call.round_at(now)
    if province is None or round_ is None:
        return None
    day = call.municipalities_on or round_.last_day
    towns = [one for one in municipalities_on(day).values() if one.province == province]
    best = _furthest(session, call, round_, towns)
    open_towns = [town for town in towns if not _is_sent(best.get(town.nis_code))]
    lines = _lines(session, call, open_towns, best, message.language)
    if not lines:
        return None
    return Facts(values=_values(call, round_, province, lines, len(towns) - len(lines), now, message.language))


def _furthest(session: Session, call: Call, round_: Round, towns: Sequence[Municipality]) -> dict[str, Standing]:
    """Return by municipality the application that is furthest: sent, else its own, else the newest draft."""
    found = weekly_queries.standings(session, call.name, round_.id, [town.nis_code for town in towns])
    ranked = sorted(found, key=lambda one: (one.stage not in NOT_SENT, one.stage is Stage.DRAFT, one.is_owned))
    return {one.nis_code: one for one in ranked}


def _is_sent(standing: Standing | None) -> bool:
    return standing is not None and standing.stage not in NOT_SENT


def _lines(
    session: Session, call: Call, towns: Sequence[Municipality], best: dict[str, Standing], language: str
) -> list[Line]:
    interested = weekly_queries.interested(session, call.name)
    lines = [
        _line(session, town, best.get(town.nis_code), interested.get(town.nis_code, 0), language) for town in towns
    ]
    return sorted(lines, key=lambda line: (HOW.index(line.how), folded(line.name)))


def _line(session: Session, town: Municipality, standing: Standing | None, interested: int, language: str) -> Line:
    if standing is not None and standing.stage is Stage.DRAFT:
        return _draft(case_queries.load(session, standing.application_id), town, standing, language)
    if standing is not None and standing.stage is Stage.WITHDRAWN:
        how, where = "withdrawn", words().say("list.withdrawn", language)
    elif interested:
        how, where = "interest", words().say("list.interest", language, count=interested)
    else:
        how, where = "not_started", words().say("list.not_started", language)
    return Line(name=town.name, how=how, where=where, missing="", mailbox="")


def _draft(case: Case, town: Municipality, standing: Standing, language: str) -> Line:
    missing = checklist.missing(case.call.checklist, case.answers)
    item = _stuck_at(case, standing)
    how = "draft" if missing or item is not None else "ready"
    where = words().say("list.ready", language)
    if item is not None:
        where = words().say("list.draft", language, number=item.number, short=item.short.in_language(language))
    return Line(
        name=town.name,
        how=how,
        where=where,
        missing=words().say("list.missing", language, count=len(missing)) if missing else "",
        mailbox=_mailbox(standing, language),
    )


def _stuck_at(case: Case, standing: Standing) -> Item | None:
    """Return the item that was asked last while it is open, else the first that is; None when nothing is."""
    asked = case.item(standing.place)
    if asked is not None and asked.key not in case.answers and asked.key not in case.skipped:
        return asked
    return checklist.next_item(case.call.checklist, case.answers, case.skipped)


def _mailbox(standing: Standing, language: str) -> str:
    if standing.is_owned:
        return ""
    if not standing.has_mailbox:
        return words().say("list.unproven", language)
    return words().say("list.foreign", language) if standing.is_foreign else ""


def _values(
    call: Call, round_: Round, province: str, lines: Sequence[Line], submitted: int, now: datetime, language: str
) -> dict[str, object]:
    stuck = [line for line in lines if line.how in {"ready", "draft"}]
    return {
        "province": province,
        "call_title": call.title.in_language(language),
        "round": round_.id,
        "deadline": moments.deadline_words(round_, language),
        "days": moments.days_left(round_, now, call.zone),
        "submitted": submitted,
        "counts": _counts(lines, language),
        "rows": [line.cells for line in lines],
        "stuck": [", ".join(filter(None, line.cells)) for line in stuck[:MOST_IN_CHAT]],
        "more": max(0, len(stuck) - MOST_IN_CHAT),
    }


def _counts(lines: Sequence[Line], language: str) -> list[str]:
    """Return "2 ontwerpen" and the like, for each sort that there is."""
    sizes = {how: sum(line.how == how for line in lines) for how in HOW}
    return [words().say(f"list.count.{how}", language, count=size) for how, size in sizes.items() if size]
