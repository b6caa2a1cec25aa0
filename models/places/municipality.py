"""The municipalities of Flanders, as they are on a given day."""

import csv
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

DATA = Path(__file__).parent / "data"
PROVINCES = ("Antwerpen", "Limburg", "Oost-Vlaanderen", "Vlaams-Brabant", "West-Vlaanderen")
_STAND_IN = {"postal_codes": "", "valid_from": "", "valid_until": "", "successor_nis": ""}
_admitted: dict[str, "Municipality"] = {}  # stand-ins that count as municipalities here
CREDIT = (
    "NIS-codes en namen: Statbel (REFNIS), bewerkt, stand 2025-01-01; "
    "postcodes: bpost-lijst en BeST Address (FOD BOSA), bewerkt"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """A municipality under one NIS code: a merger makes a new one, even when the name stays.

    Source: Statbel (REFNIS), see `CREDIT`.
    """

    nis_code: str  # "12014"
    name: str
    province: str
    centrumstad: bool
    postal_codes: tuple[str, ...]
    website_domain: str | None  # None when it is not known
    valid_from: date | None  # None means since before 2019
    valid_until: date | None  # the last valid day; None means still valid
    successor_nis: str | None  # the municipality it merged into

    @property
    def is_stand_in(self) -> bool:
        """Return whether this stands for a town of the replay whose name is not public: one of the others, unnamed."""
        return self.nis_code in stand_ins()

    def is_valid(self, day: date) -> bool:
        """Return whether the municipality exists on `day`."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)


@lru_cache(maxsize=1)
def all_municipalities() -> Mapping[str, Municipality]:
    """Return the municipalities of every day by NIS code, in the order of the code."""
    return MappingProxyType({row["nis_code"]: _parsed(row) for row in rows("municipalities.csv")})


def municipality(nis_code: str) -> Municipality:
    """Return the municipality with this code, of any day, or the stand-in.

    Raises:
        KeyError: there is no such code.
    """
    known = all_municipalities().get(nis_code)
    return known if known is not None else stand_ins()[nis_code]


@lru_cache(maxsize=1)
def stand_ins() -> Mapping[str, Municipality]:
    """Return the stand-ins by code: towns of the replay of 2021 whose name is not public; of no day by themselves."""
    return MappingProxyType({row["nis_code"]: _parsed(_STAND_IN | row) for row in rows("stand_ins.csv")})


def admit_stand_ins() -> None:
    """Let the stand-ins be municipalities of every day, in this process; before anything is looked up."""
    _admitted.update(stand_ins())


@lru_cache(maxsize=1)
def municipalities_on(day: date) -> Mapping[str, Municipality]:
    """Return the municipalities of `day` by NIS code: 300 until 2024, 285 from 2025."""
    return _valid_at(vintage_on(day))


def vintage_on(day: date) -> date:
    """Return the first day since when the municipalities are those of `day`: a small key for whatever is kept by day.

    The data begins in 2019; an earlier day gets the municipalities of 2019.
    """
    starts = _vintages()
    return starts[max(bisect_right(starts, day) - 1, 0)]


def successor_on(nis_code: str, day: date) -> Municipality | None:
    """Return the municipality itself when it exists on `day`, else the one it merged into.

    None means that it did not exist yet: then `counterparts_on` gives those that were to become it.

    Raises:
        KeyError: there is no such code.
    """
    valid = municipalities_on(day)
    code: str | None = nis_code
    while code is not None and code not in valid:
        code = municipality(code).successor_nis
    return valid[code] if code is not None else None


def predecessors(nis_code: str) -> tuple[Municipality, ...]:
    """Return the municipalities that merged into this one, by code; empty when it is no result of a merger."""
    return tuple(town for town in all_municipalities().values() if town.successor_nis == nis_code)


def counterparts_on(nis_code: str, day: date) -> tuple[Municipality, ...]:
    """Return what stands for a municipality on `day`: itself, what it merged into, or those that were to become it.

    Raises:
        KeyError: there is no such code.
    """
    town = successor_on(nis_code, day)
    if town is not None:
        return (town,)
    valid = municipalities_on(day)
    return tuple(before for before in predecessors(nis_code) if before.nis_code in valid)


def rows(file_name: str) -> Iterator[dict[str, str]]:
    """Read a file of the reference data, row by row."""
    with (DATA / file_name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@lru_cache(maxsize=1)
def _vintages() -> tuple[date, ...]:
    """Return the days on which the list of municipalities changes, in order."""
    begun = {town.valid_from for town in all_municipalities().values() if town.valid_from}
    ceased = {town.valid_until + timedelta(days=1) for town in all_municipalities().values() if town.valid_until}
    return tuple(sorted(begun | ceased))


@lru_cache(maxsize=8)
def _valid_at(vintage: date) -> Mapping[str, Municipality]:
    real = {code: town for code, town in all_municipalities().items() if town.is_valid(vintage)}
    return MappingProxyType(real | _admitted)


def _parsed(row: Mapping[str, str]) -> Municipality:
    return Municipality(
        nis_code=row["nis_code"],
        name=row["name"],
        province=row["province"],
        centrumstad=row["centrumstad"] == "1",
        postal_codes=tuple(filter(None, row["postal_codes"].split(";"))),
        website_domain=row["website_domain"] or None,
        valid_from=_day(row["valid_from"]),
        valid_until=_day(row["valid_until"]),
        successor_nis=row["successor_nis"] or None,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
