"""Days, moments and deadlines as people read them."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from models.calls.round import Round
from models.language.wording import words

LOCALES = {"nl": "nl", "en": "en_GB"}
MINUTE = timedelta(minutes=1)


def day_words(day: date, language: str) -> str:
    """Return "vrijdag 12 november 2021" or "Friday 12 November 2021"."""
    return _day_words(day.year, day.month, day.day, language)


def short_day_words(day: date, language: str) -> str:
    """Return "12 nov. 2021" or "12 Nov 2021": where there is little room, such as at an axis."""
    from babel.dates import format_date

    return format_date(day, "d MMM y", locale=_locale(language))


def moment_words(moment: datetime, zone: ZoneInfo, language: str) -> str:
    """Return "vrijdag 12 november 2021 om 14.05 uur" or "Friday 12 November 2021 at 2.05 pm", in `zone`."""
    local = moment.astimezone(zone)
    return f"{day_words(local, language)} {'at' if language == 'en' else 'om'} {_time_words(local, language)}"


def moment_and_place_words(moment: datetime, zone: ZoneInfo, language: str) -> str:
    """Return "vrijdag 12 november 2021 om 14.05 uur (Brussel)": a moment that must be beyond doubt."""
    return f"{moment_words(moment, zone, language)} ({_city(str(zone), language)})"


def deadline_words(round_: Round, language: str) -> str:
    """Return "vrijdag 12 november 2021, 23.59 uur (Brussel)": the last minute of the round, in the zone of its call."""
    closes_at = round_.closes_at
    return _last_minute(closes_at, str(closes_at.tzinfo), language)


def until_words(until: datetime, zone: ZoneInfo, language: str) -> str:
    """Return "vrijdag 12 november 2021, 23.59 uur (Brussel)": the last minute before `until`, in `zone`."""
    return _last_minute(until.astimezone(zone), str(zone), language)


def _last_minute(until: datetime, zone_name: str, language: str) -> str:
    last = until - MINUTE
    return f"{day_words(last, language)}, {_time_words(last, language)} ({_city(zone_name, language)})"


def days_left(round_: Round, now: datetime, zone: ZoneInfo) -> int:
    """Return the days from today to the round's last day: 0 on the last day itself and after it."""
    return max(0, (round_.last_day - now.astimezone(zone).date()).days)


def duration_words(days: int, language: str) -> str:
    """Return "5 jaar" for 1825 days, and "400 dagen" for what is no whole number of years of 365 days."""
    years, rest = divmod(days, 365)
    is_whole = years > 0 and not rest
    return words().say("duration.years" if is_whole else "duration.days", language, count=years if is_whole else days)


def hour_words(at: time, language: str) -> str:
    """Return "14.30 uur" or "2.30 pm"."""
    return _time_words(at, language)


def _time_words(local: datetime | time, language: str) -> str:
    if language != "en":
        return f"{local.hour}.{local:%M} uur"
    return f"{local.hour % 12 or 12}.{local:%M} {'am' if local.hour < 12 else 'pm'}"


@lru_cache(maxsize=1024)
def _day_words(year: int, month: int, day: int, language: str) -> str:
    from babel.dates import format_date

    return format_date(date(year, month, day), "EEEE d MMMM y", locale=_locale(language))


@lru_cache(maxsize=32)
def _city(zone_name: str, language: str) -> str:
    """Return a zone's city: "Europe/Brussels" is Brussel in Dutch; CLDR keeps quiet where English would repeat it."""
    from babel import Locale

    cities = Locale.parse(_locale(language)).time_zones.get(zone_name, {})
    return str(cities.get("city", zone_name.rpartition("/")[2].replace("_", " ")))


def _locale(language: str) -> str:
    return LOCALES.get(language, LOCALES["nl"])
