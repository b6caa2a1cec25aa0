"""Every application of a call that was sent, with its answers: for a program, and as rows of a table."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.answers import checklist, kinds
from models.answers.answer import Answer, Answers, Value
from models.calls.call import Call, Item, Kind
from models.figures.figures import province_of, town_of
from models.figures.tables import Cell, Table
from models.language.wording import words
from models.records.applications import attachment_queries, call_queries, submission_queries
from models.records.applications.submission_queries import Standing

_COLUMNS = ("number", "municipality", "nis_code", "province", "round", "stage", "first_sent", "last_sent", "version")


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFile:
    """A file of an application, as it was sent."""

    item_key: str
    name: str
    sha256: str
    stored_name: str  # in the folder of files


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An application as it is given out: the version that stands, pinned to its call."""

    standing: Standing
    call: Call
    answers: Mapping[str, Value]
    files: tuple[GivenFile, ...]


def gather(session: Session, call: Call, round_id: str | None = None) -> tuple[Given, ...]:
    """Return every application of a call, or of one of its rounds, that was ever sent; drafts are nobody's business.

    Raises:
        KeyError: the call has no such round.
    """
    if round_id is not None:
        call.round(round_id)
    return tuple(_given(session, one) for one in list(submission_queries.standing(session, call.name, round_id)))


def _given(session: Session, one: Standing) -> Given:
    content = json.loads(one.content)
    stored = {row.sha256: row.stored_name for row in attachment_queries.all_of(session, one.application_id)}
    files = tuple(
        GivenFile(item_key=file["item"], name=file["name"], sha256=file["sha256"], stored_name=stored[file["sha256"]])
        for file in content["attachments"]
        if file["sha256"] in stored
    )
    call = call_queries.call_of(session, one.call_version)
    return Given(standing=one, call=call, answers=content["answers"], files=files)


def for_a_program(given: Given) -> dict[str, object]:
    """Return an application as JSON has it: values as they are kept, texts of options as their keys."""
    one, town = given.standing, town_of(given.standing.nis_code)
    return {
        "number": one.number,
        "nis_code": one.nis_code,
        "municipality": town.name if town is not None else None,
        "province": province_of(one.nis_code) if town is not None else None,
        "round": one.round_id,
        "stage": one.stage,
        "first_sent_at": _iso(one.first_sent_at, given.call),
        "sent_at": _iso(one.sent_at, given.call),
        "version": one.version,
        "call_version": one.call_version,
        "checksum": one.checksum,
        "answers": {key: value for key, value in given.answers.items() if not _is_file(given.call, key)},
        "attachments": [{"item": file.item_key, "name": file.name, "sha256": file.sha256} for file in given.files],
        "unclear": json.loads(one.coach_outcome),
    }


def _is_file(call: Call, key: str) -> bool:
    """Return whether an answer is files: they are attachments, and their numbers in the database say nothing."""
    item = call.checklist.by_key.get(key)
    return item is not None and item.kind is Kind.FILE


def as_table(given: Iterable[Given], call: Call, language: str) -> Table:
    """Return a row for each application and a column for each question that any of them was asked."""
    rows = tuple(given)
    items = _items(rows, call)
    head = (
        *(words().say(f"export.column.{name}", language) for name in _COLUMNS),
        *(f"{item.number}. {item.short.in_language(language)}" for item in items.values()),
        words().say("export.column.checksum", language),
    )
    return Table(head=head, rows=tuple(_row(one, items, language) for one in rows))


def _items(given: tuple[Given, ...], call: Call) -> dict[str, Item]:
    """Return the questions of the newest version, then those that only an older one had."""
    found = {item.key: item for item in call.checklist.items}
    for one in given:
        for item in one.call.checklist.items:
            found.setdefault(item.key, item)
    return found


def _row(given: Given, items: Mapping[str, Item], language: str) -> tuple[Cell, ...]:
    one, town = given.standing, town_of(given.standing.nis_code)
    return (
        one.number,
        town.name if town is not None else "",
        one.nis_code or "",
        province_of(one.nis_code) if town is not None else "",
        one.round_id,
        words().say(f"stage.{one.stage}", language),
        _minute(one.first_sent_at, given.call),
        _minute(one.sent_at, given.call),
        one.version,
        *_answers(given, items, language),
        one.checksum,
    )


def _answers(given: Given, items: Mapping[str, Item], language: str) -> list[str]:
    answers: Answers = {key: Answer(key=key, value=value, said=str(value)) for key, value in given.answers.items()}
    asked = {item.key: item for item in checklist.asked_items(given.call.checklist, answers)}
    return [_cell(given, asked[key], language) if key in asked else "" for key in items]


def _cell(given: Given, item: Item, language: str) -> str:
    if item.kind is Kind.FILE:
        return ", ".join(file.name for file in given.files if file.item_key == item.key)
    value = given.answers.get(item.key)
    if item.kind is Kind.MUNICIPALITY and isinstance(value, str):
        town = town_of(value)
        return town.name if town is not None else value
    return kinds.shown(item, value, language)


def _iso(moment: datetime, call: Call) -> str:
    return moment.astimezone(call.zone).isoformat(timespec="seconds")


def _minute(moment: datetime, call: Call) -> str:
    """Return a moment as it sorts: "2021-11-12 21:30", on the clock of the call."""
    return moment.astimezone(call.zone).strftime("%Y-%m-%d %H:%M")
