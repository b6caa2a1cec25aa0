"""Mails of plain text, from a table of data: how people number their answers, and what officers order."""

import tomllib
from pathlib import Path

from tests.mail_corpus.specimen import AN, Specimen, mail

PIET = "Piet Maes <piet@provincie.example>"  # a province officer
TABLE = Path(__file__).with_name("plain.toml")


def specimen(row: dict[str, str]) -> Specimen:
    """Return the mail of a row."""
    to = row.get("to", "case")
    raw = mail(row["text"], sender=AN if to == "case" else PIET)
    return Specimen(name=row["name"], raw=raw, leads_to=row["leads_to"], to=to)


SPECIMENS = tuple(specimen(row) for row in tomllib.loads(TABLE.read_text())["mail"])
