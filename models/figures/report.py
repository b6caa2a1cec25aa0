"""The report of a call: its figures with the lists behind them, as the bytes of a file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlmodel import Session

from models.calls.call import Call
from models.figures import figures, snapshots, tables
from models.figures.as_json import figures_as_json
from models.figures.as_markdown import figures_as_markdown
from models.figures.as_workbook import figures_as_workbook
from models.figures.figures import Figures
from models.records.counted import figure_queries
from models.records.counted.figure_queries import Counted

Form = Literal["md", "json", "xlsx"]
FORMS: tuple[Form, ...] = ("md", "json", "xlsx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was counted at one moment."""

    found: Figures
    members: tuple[Counted, ...]
    stuck: Mapping[str, Mapping[str | None, int]]  # by round: at which item drafts stand, with how many stand there


def gather(session: Session, call: Call, now: datetime, round_id: str | None = None) -> Report:
    """Count a call, or one of its rounds; the caller owns the transaction.

    Raises:
        KeyError: the call has no such round.
    """
    found = figures.figures(session, call, now, round_id)
    stuck = {one.round.id: figure_queries.stuck_at(session, call.name, one.round.id) for one in found.rounds}
    return Report(found=found, members=figures.members(session, found), stuck=stuck)


def as_file(report: Report, form: Form, language: str) -> bytes:
    """Return a report as Markdown, JSON or a workbook."""
    found = report.found
    if form == "json":
        counted = {"at": found.at.isoformat(timespec="seconds"), **figures_as_json(found)}
        return (json.dumps(counted, ensure_ascii=False, indent=2) + "\n").encode()
    if form == "md":
        return figures_as_markdown(found, report.members, language, snapshots.checksum(found)).encode()
    stuck = {round_id: tables.stuck(found.call, places, language) for round_id, places in report.stuck.items()}
    return figures_as_workbook(found, report.members, stuck, language)
