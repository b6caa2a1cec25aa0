"""What the weekly list of a province officer is about: who has not submitted, where each is stuck, who fell out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.calls.call import Call
from models.calls.round import Round
from models.desk import rights
from models.desk.province import board, following
from models.desk.province.board import Progress, Spot
from models.desk.province.following import Matter
from models.language import moments
from models.language.clean_text import folded
from models.language.wording import words
from models.letters import pursued_facts
from models.letters.facts import Facts
from models.records.applications import deadline_queries
from models.records.messages.outbox_queries import Message
from models.records.people.reply_token import For, of_officer
from models.records.reminding import weekly_queries
from models.records.reminding.weekly_queries import Standing

HOW = ("ready", "draft", "withdrawn", "interest", "not_started", "earlier")  # in the order of the list
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
    """Return who has not submitted in the open round, and who fell out and is not finished; None when nobody is."""
    province = weekly_queries.province_of(session, message.ref_id)
    call = deadline_queries.newest_call(session, str(message.payload["call"]))
    if province is None:
        return None
    round_ = call.round_at(now)
    found = following.matters(session, call, rights.towns_of(call, now, province), now)
    still_open = [one.spot for one in found if round_ is not None and not board.is_sent(one.spot)]
    lines = sorted(
        (_line(session, one, message.language) for one in still_open),
        key=lambda line: (HOW.index(line.how), folded(line.name)),
    )
    fallen = pursued_facts.values(found, message.language)
    if not lines and not fallen["fallen"]:
        return None
    values = _values(call, round_, lines, len(found) - len(lines), now, message.language)
    how = words().say("officer_mail.how_list", message.language, town=_example(lines, found))
    reply = of_officer(For.DESK, message.person_id or 0)
    return Facts(values={"province": province, "how": how, **values, **fallen}, reply=reply)


def _example(lines: Sequence[Line], found: Sequence[Matter]) -> str:
    """Return the municipality that the letter names when it says how to reply: one that is in the list."""
    fallen = (one.spot.town.name for one in found if one.fallen is not None and one.group in pursued_facts.STILL_OPEN)
    return lines[0].name if lines else min(fallen, default="")


def _line(session: Session, spot: Spot, language: str) -> Line:
    progress = board.progress(session, spot)
    if progress is not None:
        return _draft(spot, progress, language)
    if spot.where == "withdrawn":
        how, where = "withdrawn", words().say("list.withdrawn", language)
    elif spot.where == "earlier":
        how, where = "earlier", _earlier(spot, language)
    elif spot.interested:
        how, where = "interest", words().say("list.interest", language, count=spot.interested)
    else:
        how, where = "not_started", words().say("list.not_started", language)
    return Line(name=spot.town.name, how=how, where=where, missing="", mailbox="")


def _earlier(spot: Spot, language: str) -> str:
    newest = next(one for one in spot.past if one.number is not None)
    stage = words().say(f"stage.{newest.stage}", language)
    return words().say("list.earlier", language, round=newest.round_id, stage=stage)


def _draft(spot: Spot, progress: Progress, language: str) -> Line:
    item = progress.item
    where = words().say("list.ready", language)
    if item is not None:
        where = words().say("list.draft", language, number=item.number, short=item.short.in_language(language))
    missing = words().say("list.missing", language, count=progress.missing) if progress.missing else ""
    return Line(
        name=spot.town.name,
        how="draft" if progress.missing or item is not None else "ready",
        where=where,
        missing=missing,
        mailbox=_mailbox(spot.standing, language) if spot.standing is not None else "",
    )


def _mailbox(standing: Standing, language: str) -> str:
    if standing.is_owned:
        return ""
    if not standing.has_mailbox:
        return words().say("list.unproven", language)
    return words().say("list.foreign", language) if standing.is_foreign else ""


def _values(
    call: Call, round_: Round | None, lines: Sequence[Line], submitted: int, now: datetime, language: str
) -> dict[str, object]:
    stuck = [line for line in lines if line.how in {"ready", "draft"}]
    return {
        "call_title": call.title.in_language(language),
        "round": round_.id if round_ is not None else None,
        "deadline": moments.deadline_words(round_, language) if round_ is not None else None,
        "days": moments.days_left(round_, now, call.zone) if round_ is not None else None,
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
