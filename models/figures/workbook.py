"""Tables as a workbook, a sheet each; no cell is a formula."""

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from models.figures.tables import Table

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

WIDEST = 60  # characters of a column; a longer cell is read in the bar above the sheet
LONGEST_NAME = 31  # of a sheet, as Excel has it
LONGEST_CELL = 32_767  # characters, as Excel has it


def workbook(sheets: Mapping[str, Table]) -> bytes:
    """Return an .xlsx file with a sheet for each name."""
    import xlsxwriter

    content = BytesIO()
    # Texts stay texts: what a person typed may begin with = or with an address.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        bold = book.add_format({"bold": True})
        for name, table in sheets.items():
            _write(book.add_worksheet(name[:LONGEST_NAME]), table, bold)
    return content.getvalue()


def _write(sheet: "Worksheet", table: Table, bold: "Format") -> None:
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(table.head):
        sheet.write_string(0, column, name, bold)
        width = max(len(str(row[column])) for row in (table.head, *table.rows))
        sheet.set_column(column, column, min(width + 2, WIDEST))
    for line, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(line, column, cell)
            else:
                sheet.write_string(line, column, cell[:LONGEST_CELL])
