"""kernbot contacts import: people who showed interest, from a list that a spreadsheet saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typer
from sqlalchemy import Engine
from sqlmodel import Session

from bot.commands.mistakes import Refused
from bot.commands.progress import watched
from models.calls.call import Call
from models.interest.interest_list import BadLine, Interested, NoSuchList, columns_of, read_line
from models.interest.spreadsheet import Line, lines_of
from models.language.clean_text import one_line
from models.records.people import interest_queries

AT_ONCE = 200  # people in one transaction
MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of a list."""

    new: int
    known: int
    bad: tuple[BadLine, ...]


def import_file(engine: Engine, call: Call, file: Path, consent: str, language: str, now: datetime) -> Imported:
    """Add the people of a list to the interest in a call; what is good is kept, whatever the other lines hold.

    Raises:
        Refused: it is no list that can be read, or nothing says on what basis its people may be written to.
    """
    if file.stat().st_size > MOST_BYTES:
        raise Refused(f"{file}: larger than {MOST_BYTES // 1_000_000} MB; that is no list of people")
    lines = lines_of(file.read_bytes())
    try:
        columns = columns_of(lines[0] if lines else None)
    except NoSuchList as reason:
        raise Refused(f"{file}: {reason}") from None
    consent = one_line(consent)
    if "consent" not in columns and not consent:
        raise Refused(
            f"{file}: say on what basis these people may be written to, with --consent TEXT "
            "or in a column toestemming; for example --consent 'inschreving webinar 25 juni 2021'"
        )
    taken = _read(lines[1:], columns, call, consent, language, now)
    people = [one for one in taken if isinstance(one, Interested)]
    chunks = [people[at : at + AT_ONCE] for at in range(0, len(people), AT_ONCE)]
    new = 0
    for chunk in watched(chunks, "keeping people"):
        with Session(engine) as session:
            new += interest_queries.add(session, call.name, chunk, one_line(file.name), now)
            session.commit()
    bad = tuple(one for one in taken if isinstance(one, BadLine))
    return Imported(new=new, known=len(people) - new, bad=bad)


def _read(
    lines: Sequence[Line], columns: dict[str, int], call: Call, consent: str, language: str, now: datetime
) -> list[Interested | BadLine]:
    round_ = call.next_round(now)
    day = call.municipalities_on or (round_.last_day if round_ is not None else now.astimezone(call.zone).date())
    return [read_line(line, columns, day, consent, language) for line in watched(lines, "reading lines")]


def report(imported: Imported, call: Call) -> None:
    """Print what came of a list: the good on standard output, each bad line on standard error."""
    typer.echo(f"{call.name}: {imported.new} new, {imported.known} known already.")
    if imported.new == 0:
        typer.echo("Nothing changed.")
    for one in imported.bad:
        typer.echo(f"line {one.line}: {one.reason}", err=True)
    if imported.bad:
        typer.echo(f"{len(imported.bad)} lines were not taken: mend them and import the list again.", err=True)
