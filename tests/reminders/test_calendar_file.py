"""The calendar file itself: its form to the octet, its zone over the clock change, its alarms."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from models.language.working_days import BRUSSELS, is_working_day
from models.letters.facts import CalendarEntry, CalendarFile
from reminders.calendar_file import calendar_enclosure, calendar_text
from reminders.zone_rules import changes, timezone_rules

NOW = datetime(2021, 10, 20, 8, 0, tzinfo=UTC)
LONG = "Sint-Gillis-bij-Dendermonde; één, twee\nen dér-de régel 🗓 " * 6
SENDER = "Kernbot, van VLAIO <kernbot@localhost>"


def a_file(*days: date, summary: str = "Vergadering", cancelled: bool = False, sequence: int = 3) -> CalendarFile:
    entries = [
        CalendarEntry(uid=f"{'ab' * 16}{n}", day=day, summary=summary, description=LONG) for n, day in enumerate(days)
    ]
    return CalendarFile(
        file_name="stappenplan.ics",
        entries=tuple(entries),
        zone=BRUSSELS,
        sequence=sequence,
        stamped_at=NOW,
        is_cancelled=cancelled,
    )


AROUND_THE_CHANGE = (date(2021, 10, 29), date(2021, 11, 2), date(2021, 11, 10))


def text_of(file: CalendarFile, method: str = "PUBLISH") -> bytes:
    return calendar_text(file, method, SENDER, "nl")


def test_every_line_ends_in_crlf_and_holds_75_octets_at_most() -> None:
    text = text_of(a_file(*AROUND_THE_CHANGE, summary=LONG))
    lines = text.split(b"\r\n")
    assert lines[-1] == b""
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert b"\r" not in text.replace(b"\r\n", b"")


def test_no_letter_is_cut_where_a_line_is_folded() -> None:
    lines = text_of(a_file(*AROUND_THE_CHANGE, summary=LONG)).split(b"\r\n")
    assert any(line.startswith(b" ") for line in lines)
    assert all(line.decode("utf-8") or not line for line in lines)  # each line by itself is whole UTF-8


def test_unfolded_by_hand_it_says_what_the_parser_reads() -> None:
    text = text_of(a_file(*AROUND_THE_CHANGE, summary=LONG))
    unfolded = text.replace(b"\r\n ", b"").decode().split("\r\n")
    [escaped, *_] = [line.split(":", 1)[1] for line in unfolded if line.startswith("SUMMARY")]
    by_hand = escaped.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
    [first, *_] = Calendar.from_ical(text).walk("VEVENT")
    assert by_hand == str(first["SUMMARY"]) == LONG


def test_it_is_published_by_an_organizer_and_invites_nobody() -> None:
    text = text_of(a_file(*AROUND_THE_CHANGE))
    unfolded = text.replace(b"\r\n ", b"")
    assert unfolded.count(b'ORGANIZER;CN="Kernbot, van VLAIO":mailto:kernbot@localhost') == 3
    assert b"ATTENDEE" not in text
    assert b"METHOD:PUBLISH\r\n" in text


def test_each_event_bears_what_the_standard_asks_of_a_published_one() -> None:
    for event in Calendar.from_ical(text_of(a_file(*AROUND_THE_CHANGE))).walk("VEVENT"):
        assert {"UID", "DTSTAMP", "SEQUENCE", "ORGANIZER", "DTSTART", "SUMMARY"} <= event.keys()
        assert event.decoded("dtstamp") == NOW
        assert event.decoded("sequence") == 3
        assert str(event["STATUS"]) == "CONFIRMED"


def test_a_cancelled_one_names_the_same_events_as_cancelled_and_rings_no_more() -> None:
    put_in = Calendar.from_ical(text_of(a_file(*AROUND_THE_CHANGE)))
    taken_out = Calendar.from_ical(text_of(a_file(*AROUND_THE_CHANGE, cancelled=True, sequence=4), "CANCEL"))
    assert [e["UID"] for e in taken_out.walk("VEVENT")] == [e["UID"] for e in put_in.walk("VEVENT")]
    assert {str(event["STATUS"]) for event in taken_out.walk("VEVENT")} == {"CANCELLED"}
    assert {int(event["SEQUENCE"]) for event in taken_out.walk("VEVENT")} == {4}
    assert taken_out.walk("VALARM") == []


def test_the_hour_is_nine_before_and_after_the_clock_change_of_31_october_2021() -> None:
    events = Calendar.from_ical(text_of(a_file(*AROUND_THE_CHANGE))).walk("VEVENT")
    starts = [event.decoded("dtstart") for event in events]
    assert [start.astimezone(UTC).hour for start in starts] == [7, 8, 8]
    assert [f"{start.astimezone(BRUSSELS):%d %H:%M}" for start in starts] == ["29 09:00", "02 09:00", "10 09:00"]
    assert [event["DTSTART"].params["TZID"] for event in events] == ["Europe/Brussels"] * 3


def test_the_zone_in_the_file_itself_tells_the_right_time_to_who_knows_no_zones() -> None:
    [rules] = Calendar.from_ical(text_of(a_file(*AROUND_THE_CHANGE))).walk("VTIMEZONE")
    told = rules.to_tz(lookup_tzid=False)
    for local in ("2021-10-29 09:00", "2021-10-31 01:59", "2021-10-31 03:01", "2021-11-02 09:00", "2021-11-12 09:00"):
        naive = datetime.fromisoformat(local)
        assert naive.replace(tzinfo=told).utcoffset() == naive.replace(tzinfo=BRUSSELS).utcoffset(), local


@pytest.mark.parametrize("day", [date(2021, 10, 29), date(2021, 11, 2), date(2021, 11, 12), date(2022, 3, 28)])
def test_the_alarm_rings_at_nine_on_the_working_day_before_counted_in_hours(day: date) -> None:
    text = text_of(a_file(day))
    [event] = Calendar.from_ical(text).walk("VEVENT")
    [alarm] = event.walk("VALARM")
    rings_at = (event.decoded("dtstart").astimezone(UTC) + alarm.decoded("trigger")).astimezone(BRUSSELS)
    assert (rings_at.hour, rings_at.minute) == (9, 0)
    assert is_working_day(rings_at.date())
    assert rings_at.date() < day
    hours = round(-alarm.decoded("trigger") / timedelta(hours=1))
    assert f"\r\nTRIGGER:-PT{hours}H\r\n".encode() in text


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/Brussels", ["2021-03-28 01:00", "2021-10-31 01:00", "2022-03-27 01:00"]),
        ("Asia/Tokyo", []),
    ],
)
def test_the_changes_of_a_zone_are_found_to_the_second(zone: str, expected: list[str]) -> None:
    found = changes(ZoneInfo(zone), datetime(2021, 1, 1, 0, 0, 7, tzinfo=UTC), datetime(2022, 6, 1, tzinfo=UTC))
    assert [f"{change:%Y-%m-%d %H:%M}" for change in found] == expected


def test_a_zone_that_never_changes_has_one_rule() -> None:
    rules = timezone_rules(ZoneInfo("Asia/Tokyo"), NOW, NOW)
    assert [part.name for part in rules.subcomponents] == ["STANDARD"]


def test_the_file_goes_by_its_own_media_type_with_the_method_in_it() -> None:
    enclosure = calendar_enclosure(a_file(*AROUND_THE_CHANGE, cancelled=True), SENDER, "nl")
    assert enclosure.media_type == "text/calendar"
    assert enclosure.parameters == {"method": "CANCEL", "charset": "utf-8"}
