"""A meeting of two sides as a calendar file: both are invited (REQUEST), or hear that it is off (CANCEL).

Source: RFC 5546, 3.2.2 and 3.2.5: an ORGANIZER and every ATTENDEE, also when the whole meeting is cancelled. What is
changed is sent again under the same UID with a higher SEQUENCE. Nobody has to reply: the file asks for no answer.
"""

from typing import TYPE_CHECKING

from models.letters.facts import Attendee, Meeting
from reminders.calendar_file import as_bytes, empty_calendar, empty_event, enclosure
from reminders.letter import Enclosure

if TYPE_CHECKING:
    from icalendar import Event, vCalAddress


def meeting_enclosure(meeting: Meeting, sender: str, language: str) -> Enclosure:
    """Return the calendar file as it goes with a letter from `sender`, "Name <name@place>"."""
    method = "CANCEL" if meeting.is_cancelled else "REQUEST"
    return enclosure(meeting.file_name, method, meeting_text(meeting, method, sender, language))


def meeting_text(meeting: Meeting, method: str, sender: str, language: str) -> bytes:
    """Return the iCalendar text of a meeting."""
    from zoneinfo import ZoneInfo

    zone = meeting.starts_at.tzinfo
    assert isinstance(zone, ZoneInfo)  # noqa: S101 - the facts are in the zone of the call
    calendar = empty_calendar(method, zone, meeting.starts_at, meeting.starts_at + meeting.lasts)
    calendar.add_component(_event(meeting, sender, language))
    return as_bytes(calendar)


def _event(meeting: Meeting, sender: str, language: str) -> "Event":
    event = empty_event(meeting.uid, meeting.stamped_at, meeting.sequence, sender)
    for one in meeting.attendees:
        event.add("attendee", _attendee(one))
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.starts_at + meeting.lasts)
    event.add("summary", meeting.summary, parameters={"language": language})
    event.add("location", meeting.place)
    event.add("description", meeting.description, parameters={"language": language})
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    return event


def _attendee(one: Attendee) -> "vCalAddress":
    from icalendar import vCalAddress

    found = vCalAddress(f"mailto:{one.mailbox}")
    found.params["CN"] = one.name
    found.params["ROLE"] = "REQ-PARTICIPANT"
    found.params["PARTSTAT"] = "NEEDS-ACTION"
    found.params["RSVP"] = "FALSE"
    return found
