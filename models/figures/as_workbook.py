"""The report as a workbook: a sheet for each question, and the list behind the numbers."""

from collections.abc import Mapping

from models.figures import tables
from models.figures.figures import Figures
from models.figures.tables import Table
from models.figures.workbook import workbook
from models.language.wording import words
from models.records.counted.figure_queries import Counted


def figures_as_workbook(
    found: Figures, members: tuple[Counted, ...], stuck: Mapping[str, Table], language: str
) -> bytes:
    """Return the report as an .xlsx file; `stuck` has a table for each round: where unsent applications stand."""
    named = {
        "totals": tables.totals(found, language),
        "rounds": tables.rounds(found, language),
        "provinces": tables.provinces(found, language),
        "evaluation": tables.evaluation(found, language),
        "annex": tables.annex(found, members, language),
    }
    sheets = {words().say(f"report.sheet.{name}", language): table for name, table in named.items()}
    for round_id, table in stuck.items():
        sheets[f"{words().say('report.sheet.stuck', language)} {round_id}"] = table
    return workbook(sheets)
