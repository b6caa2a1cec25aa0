"""The report as a workbook: a sheet for each question, and the list behind the numbers; no cell is a formula."""

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from models.figures import tables
from models.figures.figures import Figures
from models.figures.tables import Table
from models.language.wording import words
from models.records.counted.figure_queries import Counted

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


def figures_as_workbook(
    found: Figures, members: tuple[Counted, ...], stuck: Mapping[str, Table], language: str
) -> bytes:
    """Return the report as an .xlsx file; `stuck` has a table for each round: where unsent applications stand."""
    import xlsxwriter

    content = BytesIO()
    # Texts stay texts: what a person typed may begin with = or with an address.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        bold = book.add_format({"bold": True})
        for name, table in _sheets(found, members, stuck, language).items():
            _write(book.add_worksheet(name), table, bold)
    return content.getvalue()


def _sheets(
    found: Figures, members: tuple[Counted, ...], stuck: Mapping[str, Table], language: str
) -> dict[str, Table]:
    rounds = tables.rounds(found, language)
    named = {
        "totals": tables.totals(found, language),
        "rounds": rounds,
        "provinces": tables.provinces(found, language),
        "evaluation": tables.evaluation(found, language),
        "annex": tables.annex(found, members, language),
    }
    sheets = {words().say(f"report.sheet.{name}", language): table for name, table in named.items()}
    for round_id, table in stuck.items():
        sheets[f"{words().say('report.sheet.stuck', language)} {round_id}"[:31]] = table
    return sheets


def _write(sheet: "Worksheet", table: Table, bold: "Format") -> None:
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(table.head):
        sheet.write_string(0, column, name, bold)
        width = max(len(str(row[column])) for row in (table.head, *table.rows))
        sheet.set_column(column, column, min(width + 2, 60))
    for line, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(line, column, cell)
            else:
                sheet.write_string(line, column, cell)
