"""The versions of an application that were sent, and what changed between two of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.desk import rights
from models.desk.cases import sent
from models.desk.cases.difference import Changed, Version, difference
from models.desk.cases.sent import Sent
from models.desk.rights import Right
from models.records.applications import submission_queries
from models.records.applications.case import Case
from models.records.applications.listed import File
from models.turns.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two versions of an application beside each other."""

    case: Case
    before: tuple[int, datetime]  # the version, and when it was sent
    after: tuple[int, datetime]
    changes: tuple[Changed, ...]
    known: tuple[int, ...]  # all versions


def compare(session: Session, turn: Turn, application_id: int, before: int, after: int) -> Compared:
    """Return what changed between two versions; 0 stands for the newest and the one before it.

    Raises:
        Instead: the application or one of the versions is not there for this person.
    """
    case = rights.sent_case(session, turn, application_id, Right.READ)
    rows = {row.version: row for row in submission_queries.all_of(session, application_id)}
    after = after or max(rows)
    before = before or after - 1
    if before not in rows or after not in rows or before == after:
        raise rights.not_there(turn)
    old, new = (sent.of_row(session, case, rows[one]) for one in (before, after))
    return Compared(
        case=case,
        before=(old.version, old.sent_at),
        after=(new.version, new.sent_at),
        changes=difference(case.call.checklist, _version(old), _version(new)),
        known=tuple(sorted(rows)),
    )


def _version(one: Sent) -> Version:
    return Version(answers=one.answers, files=_by_item(one.files))


def _by_item(files: Sequence[File]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in files:
        found.setdefault(file.item_key or "", []).append(file.name)
    return found
