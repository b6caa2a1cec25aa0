"""What the lines of a list of interested people say: who, which mailbox, which municipality, and on what basis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.answers.kinds_contact import read_email
from models.interest.spreadsheet import Line
from models.language.clean_text import folded
from models.places import municipality_match
from models.places.municipality_match import How

MOST_NAME, MOST_CONSENT = 120, 200  # characters that are kept
MOST_SHOWN = 60  # characters of a cell in a reason
# What the columns are called, without accents, capitals and signs.
COLUMNS: Mapping[str, frozenset[str]] = {
    "name": frozenset({"naam", "name", "volledige naam", "full name", "contactpersoon", "deelnemer", "participant"}),
    "first": frozenset({"voornaam", "first name", "firstname", "given name"}),
    "last": frozenset({"achternaam", "familienaam", "last name", "lastname", "surname", "family name"}),
    "email": frozenset({"e mail", "email", "mail", "e mailadres", "emailadres", "mailadres", "e mail address"})
    | frozenset({"email address", "mailbox"}),
    "municipality": frozenset({"gemeente", "municipality", "stad", "stad gemeente", "gemeente stad", "town", "city"}),
    "consent": frozenset({"toestemming", "consent", "grondslag", "basis", "consent basis", "legal basis"}),
    "language": frozenset({"taal", "language"}),
}
REFUSALS = frozenset({"nee", "neen", "no", "n", "false", "0", "geen", "none", "onwaar"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Interested:
    """A person of the list who may be written to."""

    line: int
    name: str
    email: str
    nis_code: str
    language: str
    consent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that cannot be taken, and all that is to be mended in it, for the operator."""

    line: int
    reason: str


class NoSuchList(Exception):
    """The file is no list that can be read; its text says what to do."""


def columns_of(heading: Line | None) -> dict[str, int]:
    """Return the place of each column that is known.

    Raises:
        NoSuchList: the mailbox or the municipality has none.
    """
    cells = [folded(cell) for cell in (heading.cells or ())] if heading is not None else []
    found = {
        what: place
        for what, names in COLUMNS.items()
        for place, cell in reversed(list(enumerate(cells)))
        if cell in names
    }
    lacking = [words for what, words in (("email", "e-mail"), ("municipality", "gemeente")) if what not in found]
    if lacking:
        seen = ", ".join(cell for cell in (heading.cells or ()) if cell) if heading is not None else ""
        raise NoSuchList(
            f"no column {' and no column '.join(lacking)} in the first line; "
            f"it must name the columns naam, e-mail and gemeente, and has: {seen[:200] or 'nothing'}"
        )
    return found


def read_line(line: Line, columns: Mapping[str, int], day: date, consent: str, language: str) -> Interested | BadLine:
    """Return what a line says, or why it cannot be taken; `consent` is the basis for lines that name none."""
    if line.cells is None:
        return BadLine(line=line.number, reason="a quotation mark is not closed")
    cells = {what: line.cells[place] if place < len(line.cells) else "" for what, place in columns.items()}
    basis = cells.get("consent") or consent
    if folded(basis) in REFUSALS:
        return BadLine(line=line.number, reason="the person did not agree")
    email = read_email(cells["email"])
    town = municipality_match.match(cells["municipality"], day)
    reasons = [] if basis else ["no basis on which the person may be written to"]
    if not isinstance(email.value, str):
        reasons.append(f"not one e-mail address: {_shown(cells['email'])}")
    if not town.certain or town.how is How.TYPO:  # in chat a person confirms it; here nobody would
        reasons.append(_not_certain(cells["municipality"], town))
    if reasons:
        return BadLine(line=line.number, reason="; ".join(reasons))
    return Interested(
        line=line.number,
        name=_name(cells)[:MOST_NAME],
        email=str(email.value).lower(),
        nis_code=town.candidates[0].municipality.nis_code,
        language=_language(cells.get("language", ""), language),
        consent=basis[:MOST_CONSENT],
    )


def _name(cells: Mapping[str, str]) -> str:
    return cells.get("name") or f"{cells.get('first', '')} {cells.get('last', '')}".strip()


def _language(cell: str, otherwise: str) -> str:
    return {"nl": "nl", "ne": "nl", "du": "nl", "en": "en"}.get(folded(cell)[:2], otherwise)


def _not_certain(said: str, found: municipality_match.Match) -> str:
    names: Sequence[str] = [candidate.municipality.name for candidate in found.candidates]
    if not names:
        return f"no municipality: {_shown(said)}"
    return f"which municipality is {_shown(said)}: {' or '.join(names)}?"


def _shown(cell: str) -> str:
    return f"'{cell[:MOST_SHOWN]}'" if cell else "empty"
