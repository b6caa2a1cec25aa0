"""Reading what officers type outside a checklist: an amount of money, an hour of the day."""

import re
from decimal import Decimal

from models.answers.kinds_dates import is_month
from models.answers.kinds_numbers import read_number
from models.answers.reading import listed
from models.language.clean_text import folded, one_line

MOST_EUROS = 10_000_000  # no guidance costs more: a slip of the pen
_MARKS = re.compile(r"\s*(€|euro's|euros|euro|eur)\s*", re.IGNORECASE)
_TAX = re.compile(
    r"\s*\(?\b(?:excl\.?|exclusief|excluding|zonder|without|incl\.?|inclusief|including|met|with)"
    r" ?(?:de )?(?:btw|vat)\b[.)]*$",
    re.IGNORECASE,
)
# Digits with one of these are no amount in all: "3 winkels", "500 euro per dag".
_COUNTED = frozenset(
    listed(
        "uur uren u h dag dagen dagdeel dagdelen week weken maand maanden jaar jaren keer minuut minuten hour"
        " hours day days weeks month months year years minute minutes times per procent percent winkel winkels"
        " handelszaak handelszaken handelaar handelaars zaak zaken pand panden straat straten kern kernen gemeente"
        " gemeenten persoon personen mens mensen medewerker medewerkers deelnemer deelnemers expert experts"
        " gesprek gesprekken sessie sessies workshop workshops bezoek bezoeken fase fasen fases stap stappen vraag"
        " vragen shop shops store stores trader traders building buildings street streets municipality"
        " municipalities person persons people participant participants meeting meetings session sessions visit"
        " visits phase phases step steps question questions"
    )
)
_ENDING = re.compile(r",-+$|,=$")
_CENTS = re.compile(r"(.*[0-9])[.,]([0-9]{2})")
_HOUR = re.compile(r"(?:om |at )?([0-9]{1,2})(?:(?: ?[u.:h] ?|:)([0-5][0-9])?)?(?: ?(uur|u|h|am|pm))?", re.IGNORECASE)


def read_cents(said: str) -> int | None:
    """Return an amount such as "12.500", "12 500 euro" or "€ 12.500,00" in whole cents, or None.

    A comma or a point with two digits behind it begins the cents; with three it stands between thousands.
    """
    text = _ENDING.sub("", _TAX.sub("", _MARKS.sub(" ", one_line(said)).strip()))
    if not text or text[-1] in ".," or _is_counted(text):
        return None
    cents = _CENTS.fullmatch(text)
    whole = cents[1] if cents is not None else text
    euros = _whole(whole)
    if euros is None or euros > MOST_EUROS:
        return None
    return euros * 100 + (int(cents[2]) if cents is not None else 0)


def _is_counted(text: str) -> bool:
    """Return whether the digits count something else than money, or are of a day: "4 oktober"."""
    return "%" in text or any(word in _COUNTED or is_month(word) for word in re.findall(r"[^\W\d_]+", folded(text)))


def _whole(text: str) -> int | None:
    """Return whole euros; "12,500" in money can only be thousands."""
    if re.fullmatch(r"[1-9][0-9]{0,2}(,[0-9]{3})+", text):
        text = text.replace(",", "")
    value = read_number(0, None, text).value
    return int(Decimal(value)) if isinstance(value, int) else None


def read_hour(said: str) -> str | None:
    """Return an hour of the day such as "14.30 uur", "14u", "9:05" or "2.30 pm" as "14:30", or None."""
    found = _HOUR.fullmatch(one_line(said))
    if found is None:
        return None
    hour, minute, mark = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if mark in {"am", "pm"}:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if mark == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 else None
