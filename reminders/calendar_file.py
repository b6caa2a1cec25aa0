"""A plan as a calendar file: put in (PUBLISH), or taken out again (CANCEL); nobody is invited to anything.

Source: RFC 5545 and RFC 5546, 3.2.1 and 3.2.5: an ORGANIZER and no ATTENDEE.
"""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from models.language.working_days import working_days_before
from models.letters.facts import CalendarEntry, CalendarFile
from reminders.letter import Enclosure
from reminders.mail_message import mailbox
from reminders.zone_rules import timezone_rules

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event, vCalAddress

AT = time(9)  # in the zone of the call; what is to be done can be done all day
TAKES = timedelta(minutes=30)
ASK_AGAIN = timedelta(hours=12)
PRODUCT = "-//Kernbot//Stappenplan//NL"


def calendar_enclosure(file: CalendarFile, sender: str, language: str) -> Enclosure:
    """Return the calendar file as it goes with a letter from `sender`, "Name <name@place>"."""
    method = "CANCEL" if file.is_cancelled else "PUBLISH"
    return enclosure(file.file_name, method, calendar_text(file, method, sender, language))


def enclosure(name: str, method: str, content: bytes) -> Enclosure:
    """Return an iCalendar text as it goes with a letter; what mail programs do with it the method says."""
    parameters = {"method": method, "charset": "utf-8"}
    return Enclosure(name=name, media_type="text/calendar", content=content, parameters=parameters)


def calendar_text(file: CalendarFile, method: str, sender: str, language: str) -> bytes:
    """Return the iCalendar text: lines of at most 75 octets that end in CRLF."""
    return as_bytes(_calendar(file, method, sender, language))


def feed_text(file: CalendarFile, title: str, sender: str, language: str) -> bytes:
    """Return the iCalendar text of a calendar that programs ask for again: with its name, and how often to ask.

    Source: RFC 7986, 5.1 and 5.7; the X- names are what programs read that are older.
    """
    calendar = _calendar(file, "PUBLISH", sender, language)
    for name in ("name", "x-wr-calname"):
        calendar.add(name, title)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    return as_bytes(calendar)


def _calendar(file: CalendarFile, method: str, sender: str, language: str) -> "Calendar":
    starts = [datetime.combine(entry.day, AT, tzinfo=file.zone) for entry in file.entries]
    calendar = empty_calendar(method, file.zone, min(starts), max(starts))
    for entry, start in zip(file.entries, starts, strict=True):
        calendar.add_component(_event(entry, start, file, sender, language))
    return calendar


def empty_calendar(method: str, zone: ZoneInfo, first: datetime, last: datetime) -> "Calendar":
    """Return a calendar without events, with the clock changes of the zone around them."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(timezone_rules(zone, first, last))
    return calendar


def empty_event(uid: str, stamped_at: datetime, sequence: int, sender: str) -> "Event":
    """Return an event that says which one it is, how often it was changed and from whom it comes."""
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamped_at)
    event.add("sequence", sequence)
    event.add("organizer", organizer(sender))
    return event


def as_bytes(calendar: "Calendar") -> bytes:
    """Return the iCalendar text of a calendar."""
    text: bytes = calendar.to_ical()
    return text


def organizer(sender: str) -> "vCalAddress":
    """Return who a calendar says that it comes from."""
    from icalendar import vCalAddress

    address = mailbox(sender)
    found = vCalAddress(f"mailto:{address.addr_spec}")
    found.params["CN"] = address.display_name or address.addr_spec
    return found


def _event(entry: CalendarEntry, start: datetime, file: CalendarFile, sender: str, language: str) -> "Event":
    event = empty_event(entry.uid, file.stamped_at, file.sequence, sender)
    event.add("dtstart", start)
    event.add("dtend", start + TAKES)
    event.add("summary", entry.summary, parameters={"language": language})
    event.add("description", entry.description, parameters={"language": language})
    event.add("status", "CANCELLED" if file.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # it takes no time from the day
    if not file.is_cancelled:
        event.add_component(_alarm(entry, start))
    return event


def _alarm(entry: CalendarEntry, start: datetime) -> "Alarm":
    """Return the alarm, at the same hour of the working day before.

    In hours alone: a day is not 24 of them when the clock changes, and programs differ in what they make of "1 day".
    """
    from icalendar import Alarm, vUri

    before = datetime.combine(working_days_before(entry.day, 1), AT, tzinfo=start.tzinfo)
    hours = round((start.timestamp() - before.timestamp()) / 3600)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.summary)
    alarm.add("trigger", vUri(f"-PT{hours}H"))  # a value as it stands: the library would write days
    return alarm
