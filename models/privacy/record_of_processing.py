"""The record of processing: what is kept of people, why, who sees it and how long, from the register of data."""

from collections.abc import Sequence

from models.records.privacy.data_register import DataClass, Erase, Registered, register

KINDS = {
    DataClass.CONTACT: "contact details",
    DataClass.TEXT: "own words",
    DataClass.FILE: "files",
    DataClass.TOWN: "the municipality's",
    DataClass.OFFICE: "of an office",
}
WHEN_ERASED = {
    Erase.GOES: "goes",
    Erase.BLANKED: "emptied, the number stays",
    Erase.STAYS: "stays, names written over",
    Erase.RULE: 'by the rule "Erasing"',
}
COLUMNS = ("table", "of people it holds", "why", "who sees it", "how long", "when its person is erased")


def record() -> str:
    """Return the record as a table of Markdown: a line for each table in which anything is of a person."""
    lines = [_cells(COLUMNS), f"|{'---|' * len(COLUMNS)}\n"]
    return "".join([*lines, *(_line(entry) for entry in register().values() if entry.is_about_people)])


def _line(entry: Registered) -> str:
    told = (entry.why, entry.seen_by, entry.kept, WHEN_ERASED[entry.erase])
    return _cells((f"`{entry.name}`", _holds(entry), *told))


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _holds(entry: Registered) -> str:
    """Return the columns with their kind; a table with none only says who did what."""
    found = [(kind, entry.of(one)) for one, kind in KINDS.items()]
    told = [f"{kind} ({', '.join(columns)})" for kind, columns in found if columns]
    return "; ".join(told) or "who did what, as a number"
