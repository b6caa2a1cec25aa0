"""A calendar file as it lies in a mailbox: taken from the mail by its media type, read by another parser, and raw."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage

from icalendar import Calendar, Event

from tests.fakes.conversation import Town


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarMail:
    """A mail with a calendar file in it."""

    mail: EmailMessage
    part: EmailMessage
    raw: bytes
    calendar: Calendar

    @property
    def method(self) -> str:
        """Return the method of the calendar."""
        return str(self.calendar["METHOD"])

    @property
    def text(self) -> str:
        """Return the words of the mail."""
        body = self.mail.get_body(("plain",))
        assert body is not None
        return body.get_content()

    @property
    def events(self) -> list[Event]:
        """Return the events, in the order of their days."""
        return sorted(self.calendar.walk("VEVENT"), key=lambda event: event.decoded("dtstart"))

    @property
    def uids(self) -> list[str]:
        """Return the names of the events."""
        return [str(event["UID"]) for event in self.events]

    @property
    def days(self) -> list[str]:
        """Return the days of the events as "2021-11-08"."""
        return [event.decoded("dtstart").date().isoformat() for event in self.events]

    @property
    def sequences(self) -> set[int]:
        """Return which sequence numbers the events bear."""
        return {int(event["SEQUENCE"]) for event in self.events}


async def calendar_mails(town: Town) -> list[CalendarMail]:
    """Send what is due and return the mails that bring a calendar file, oldest first."""
    await town.house.sweep.send_due()
    paths = sorted((town.house.settings.data_dir / "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    return [found for path in paths for found in _read(path.read_bytes())]


def _read(eml: bytes) -> Iterator[CalendarMail]:
    mail = email.message_from_bytes(eml, policy=email.policy.default)
    for part in mail.iter_attachments():
        if part.get_content_type() == "text/calendar":
            raw = part.get_payload(decode=True)
            yield CalendarMail(mail=mail, part=part, raw=raw, calendar=Calendar.from_ical(raw))
