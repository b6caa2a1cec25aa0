"""Who applied in 2021, as far as public, and when: the rows of the reference data with a clerk for each."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.demo.clock import BRUSSELS
from models.places.municipality import Municipality, municipality, rows

FIRST_DAY, LAST_DAY = date(2021, 6, 28), date(2021, 8, 13)  # in which clerks begin
AGENCY, PROVINCE = "Els Janssens", "Koen Maes"  # who decides, and who helps in Vlaams-Brabant
OFFICERS = {AGENCY: "els.janssens@vlaio.example", PROVINCE: "koen.maes@provincie.example"}  # their mailboxes
FIRST_NAMES = ("An", "Bram", "Clara", "Dries", "Els", "Femke", "Geert", "Hilde", "Ilse", "Jan", "Karen", "Lies")
FAMILY_NAMES = ("Peeters", "Claes", "Maes", "Jacobs", "Mertens", "Willems", "Goossens", "Wouters", "Vermeulen")


class Fate(StrEnum):
    """What became of an application."""

    SELECTED = "selected"
    INADMISSIBLE = "inadmissible"
    UNCLEAR = "unclear"
    NOT_SELECTED = "not_selected"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """A town that applied, its clerk, and when they sit down to it."""

    place: int  # in the data, from 0
    town: Municipality
    fate: Fate
    clerk: str
    mailbox: str
    begins_at: datetime
    sends_at: datetime


def names() -> list[str]:
    """Return everybody of the replay; no two have the same name."""
    return [AGENCY, PROVINCE, *(one.clerk for one in applicants())]


def applicants() -> list[Applicant]:
    """Return who applied, in the order of the data; the same at every call."""
    listed = list(rows("applications_2021.csv"))
    return [_applicant(place, row["nis_code"], Fate(row["outcome"])) for place, row in enumerate(listed)]


def _applicant(place: int, nis_code: str, fate: Fate) -> Applicant:
    town = municipality(nis_code)
    first, family = _name(place)
    begins_on = FIRST_DAY + timedelta(days=place * 11 % 40)  # 11 and 40 share no factor: spread over six weeks
    begins_at = datetime.combine(_working_day(begins_on), time(9 + place % 7, place * 13 % 60), BRUSSELS)
    sends_on = min(_working_day(begins_at.date() + timedelta(days=1 + place % 4)), LAST_DAY)
    sends_at = datetime.combine(sends_on, time(11 + place % 5, place * 7 % 60), BRUSSELS)
    if fate is Fate.LATE:
        begins_at = datetime.combine(date(2021, 8, 11), time(10 + place % 7), BRUSSELS)
        sends_at = datetime.combine(date(2021, 8, 16 + place % 4), time(11), BRUSSELS)
    return Applicant(
        place=place,
        town=town,
        fate=fate,
        clerk=f"{first} {family}",
        mailbox=f"{first}.{family}@{_domain(town)}".lower(),
        begins_at=begins_at,
        sends_at=max(begins_at, sends_at),
    )


def _name(place: int) -> tuple[str, str]:
    """Return a name that nobody else of the replay has: 12 and 9 meet after 36, and then the second ones move on."""
    return FIRST_NAMES[place % len(FIRST_NAMES)], FAMILY_NAMES[(place * 7 + place // 36) % len(FAMILY_NAMES)]


def _working_day(day: date) -> date:
    """Return `day`, or the Monday after it."""
    return day if day.weekday() < 5 else day + timedelta(days=7 - day.weekday())


def _domain(town: Municipality) -> str:
    """Return a domain that is nobody's: what is real is taken to `.example`."""
    name = (town.website_domain or town.nis_code).rpartition(".")[0] or town.nis_code
    return f"{name}.example"
