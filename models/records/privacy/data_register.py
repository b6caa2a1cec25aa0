"""The register of data: what each column holds of people, why, who sees it, how long; read from the file beside it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_suffix(".toml")


class DataClass(StrEnum):
    """What a column holds; the file says what each means."""

    CONTACT = "contact"
    POINTER = "pointer"
    TEXT = "text"
    FILE = "file"
    TOWN = "town"
    OFFICE = "office"
    SECRET = "secret"  # noqa: S105 - the name of a class
    TECHNICAL = "technical"


class Erase(StrEnum):
    """What erasing a person does with a row that is theirs."""

    GOES = "goes"
    BLANKED = "blanked"
    STAYS = "stays"
    RULE = "rule"


OWN_WORDS = (DataClass.CONTACT, DataClass.TEXT, DataClass.FILE)  # what is emptied in a row that is blanked
WRITTEN = (*OWN_WORDS, DataClass.TOWN, DataClass.OFFICE)  # where words can stand that name somebody


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A table: what it holds of people, and whose rows they are."""

    name: str
    why: str
    seen_by: str
    kept: str
    erase: Erase
    columns: Mapping[str, DataClass]
    whose: tuple[str, ...] = ()
    found_by: tuple[str, ...] = ()
    chats: tuple[str, ...] = ()  # columns with the number of a chat on this machine
    unless: str | None = None

    def of(self, *classes: DataClass) -> tuple[str, ...]:
        """Return the columns of these classes."""
        return tuple(name for name, one in self.columns.items() if one in classes)

    @property
    def is_about_people(self) -> bool:
        """Return whether anything in it is of a person, or names one."""
        return bool(self.whose or self.found_by or self.chats or self.of(*WRITTEN))


@lru_cache(maxsize=1)
def register() -> Mapping[str, Registered]:
    """Return every table by name, in the order of the file."""
    with _FILE.open("rb") as file:
        return {name: _table(name, table) for name, table in tomllib.load(file).items()}


def _table(name: str, table: Mapping[str, Any]) -> Registered:
    columns = {column: one for one in DataClass for column in table.get(one, ())}
    return Registered(
        name=name,
        why=table["why"],
        seen_by=table["seen_by"],
        kept=table["kept"],
        erase=Erase(table["erase"]),
        columns=columns,
        whose=tuple(table.get("whose", ())),
        found_by=tuple(table.get("found_by", ())),
        chats=tuple(table.get("chats", ())),
        unless=table.get("unless"),
    )
