"""The rehearsal: the same code on a copy, with another clock; nothing is sent and nothing is touched."""

import hashlib
import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
import structlog
from sqlalchemy import select
from sqlmodel import Session, col

from bot.clock import SimulatedClock
from bot.commands.mistakes import Refused
from bot.rehearsal import calendar
from bot.rehearsal.calendar import Human
from bot.rehearsal.commands import moments, rehearse, rounds_of, show_due
from bot.rehearsal.play import Left, open_play
from bot.settings import Settings
from models.call_files.call_file import shipped_call
from models.calls.stages import Stage
from models.language.working_days import is_working_day
from models.records.applications import case_queries
from models.records.applications.submission import Submission
from models.records.desk.decision import Decision
from models.records.messages.outbox import OutboxMessage
from models.storage import migrate
from models.storage.database import open_engine
from tests.bot.conftest import Kernbot
from tests.fakes.conversation import BRUSSELS, StandingClock
from tests.fakes.deadline import brussels
from tests.fakes.empty_database import database_of
from tests.fakes.reminded import HEIST, LIER, Reminded, reminded_people

AN = "an@heist-op-den-berg.be"
LINE = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d)  (\w+) +(\S+)( \(.*?\))?: (.*)")


def settings(folder: Path, **more: object) -> Settings:
    own = {"data_dir": folder, "call": "profploeg-2021", "database_url": database_of(folder)}
    return Settings(_env_file=None, **{**own, **more})


def bytes_of(folder: Path) -> Mapping[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def listed(text: str) -> list[tuple[str, ...]]:
    return [found.groups() for line in text.splitlines() if (found := LINE.fullmatch(line))]


async def test_present_data_is_only_read(
    tmp_path: Path, clock: StandingClock, capsys: pytest.CaptureFixture[str]
) -> None:
    with reminded_people(tmp_path, clock) as people:
        people.draft(people.person(AN), HEIST)
        people.draft(people.person("bram@lier.be"), LIER)
        people.fails("mail", "bram@lier.be")
        people.fails("local", "2")
        await people.tick("2021-10-29 09:00")
        rows = [row.model_dump() for row in people.rows()]
    before = bytes_of(tmp_path)
    await rehearse(settings(tmp_path), clock())
    await show_due(settings(tmp_path), brussels("2021-11-05 10:00"), whole_day=True)
    assert bytes_of(tmp_path) == before
    said = capsys.readouterr().out
    assert [line[0] for line in listed(said) if "expired" not in line[5]] == [
        "2021-10-01",
        "2021-10-15",
        "2021-10-29",
        "2021-11-05",
        "2021-11-09",
        "2021-11-10",
        "2021-11-12",
        "2021-11-12",
        "2021-11-05",  # of the second command
    ]
    assert said.count("no recipient: person 2 (An)") == 2
    assert rows_in(tmp_path) == rows


def rows_in(folder: Path) -> list[dict]:
    engine = open_engine(settings(folder).url)
    with Session(engine) as session:
        found = [row.model_dump() for row in session.scalars(select(OutboxMessage).order_by(col(OutboxMessage.id)))]
    engine.dispose()
    return found


async def test_a_running_program_is_not_held_up_and_its_newest_rows_are_seen(
    tmp_path: Path, clock: StandingClock, capsys: pytest.CaptureFixture[str]
) -> None:
    with reminded_people(tmp_path, clock) as people:
        people.draft(people.person(AN))
        await show_due(settings(tmp_path), brussels("2021-11-05 09:00"), whole_day=True)
        assert people.rows() == []
    assert [line[3] for line in listed(capsys.readouterr().out)] == [AN]


async def test_what_left_today_is_not_shown_again(
    tmp_path: Path, clock: StandingClock, capsys: pytest.CaptureFixture[str]
) -> None:
    with reminded_people(tmp_path, clock) as people:
        people.draft(people.person(AN))
        await people.tick("2021-11-05 09:00")
    await show_due(settings(tmp_path), brussels("2021-11-05 10:00"), whole_day=True)
    assert capsys.readouterr().out.endswith("2021-11-05 10:00: nothing would be sent\n")


async def test_without_a_moment_the_real_mark_says_what_is_owed_now(
    tmp_path: Path, clock: StandingClock, capsys: pytest.CaptureFixture[str]
) -> None:
    with reminded_people(tmp_path, clock) as people:
        people.draft(people.person(AN))
        people.planned_until("2021-11-04 09:00")
    await show_due(settings(tmp_path), brussels("2021-11-09 08:30"), whole_day=False)
    assert "2021-11-09 08:30  mail      an@heist-op-den-berg.be (An): draft, 7 days before" in capsys.readouterr().out


async def test_the_data_can_lie_in_either_database(
    any_database_url: str, tmp_path: Path, clock: StandingClock, capsys: pytest.CaptureFixture[str]
) -> None:
    with reminded_people(tmp_path / "data", clock, any_database_url) as people:
        people.draft(people.person(AN))
        people.interest("chris@mechelen.be")
    where = settings(tmp_path / "data", database_url=any_database_url)
    await show_due(where, brussels("2021-11-05 10:00"), whole_day=True)
    assert [line[3] for line in listed(capsys.readouterr().out)] == [AN, "chris@mechelen.be"]


async def test_who_does_not_reply_in_time_hears_in_the_play_that_the_application_fell_out(
    tmp_path: Path, clock: StandingClock
) -> None:
    clock.move_to("2021-08-10 10:00")
    with reminded_people(tmp_path, clock) as people:
        application_id = people.draft(people.person(AN), stage=Stage.INFORMATION_REQUESTED)
        asked(people, application_id, reply_by_at=brussels("2021-08-24 00:00"))
    with open_play(settings(tmp_path), clock()) as play:
        await play.run([brussels("2021-08-24 08:00"), brussels("2021-08-24 09:00")])
    assert sorted(one.way for one in play.left) == ["local", "mail"]
    assert {(one.kind, one.at) for one in play.left} == {("fallen_out", brussels("2021-08-24 08:10"))}


def asked(people: Reminded, application_id: int, *, reply_by_at: datetime) -> None:
    """Let information be requested about an application."""
    now = people.clock()
    sending = {
        "checksum": "ab" * 32,
        "content": '{"answers":{"challenge":"x"},"attachments":[]}',
        "coach_version": "1",
        "coach_outcome": "{}",
    }
    submission = Submission(application_id=application_id, version=1, sent_at=now, **sending)
    people.add(submission)
    stages = {"from_stage": Stage.SUBMITTED, "to_stage": Stage.INFORMATION_REQUESTED}
    told = {"begun_at": now, "taken_at": now, "leaves_at": now, "settled_at": now}
    ids = {"application_id": application_id, "submission_id": submission.id}
    people.add(Decision(**ids, **stages, **told, items="challenge", reply_by_at=reply_by_at))
    people.do(case_queries.change, application_id, reply_by_at=reply_by_at, number="PROF-2021-1-0001")


# On the command line.


@pytest.fixture
def own_logging() -> Iterator[None]:
    """Let the command line set up logging without a trace in other tests."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


@pytest.mark.usefixtures("own_logging")
def test_the_command_line_shows_what_would_leave_on_a_day(kernbot: Kernbot, clock: StandingClock) -> None:
    with reminded_people(Path("var"), clock) as people:
        people.draft(people.person(AN))
    shown = kernbot("remind", "--dry-run", "--at", "2021-11-05", call="profploeg-2021")
    assert shown.exit_code == 0
    assert [line[:4] for line in listed(shown.stdout)] == [("2021-11-05", "10:00", "mail", AN)]
    assert rows_in(Path("var")) == []


@pytest.mark.usefixtures("own_logging")
def test_without_data_the_whole_call_of_2021_is_played_with_forty_municipalities(kernbot: Kernbot) -> None:
    said = kernbot("rehearse", call="profploeg-2021")
    assert (said.exit_code, said.stderr) == (0, "")
    assert not Path("var").exists()
    lines = listed(said.stdout)
    copies = [line for line in lines if line[5].startswith("expired")]
    assert {line[:2] for line in copies} == {("2021-08-14", "08:00"), ("2021-11-13", "08:00")}
    reminders = [line for line in lines if line not in copies]
    days = sorted({date.fromisoformat(line[0]) for line in reminders})
    assert (days[0], days[-1]) == (date(2021, 7, 2), date(2021, 11, 12))
    assert all(is_working_day(day) for day in days)
    assert {line[1] for line in reminders} == {"09:00", "14:00"}
    a_day = Counter((line[0], line[2], line[3]) for line in reminders)
    assert {day for (day, _, _), count in a_day.items() if count > 1} == {"2021-08-13", "2021-11-12"}
    assert max(a_day.values()) == 2
    reasons = " ".join(line[5] for line in lines)
    for reason in ("draft, 42 days", "fell out of the round before, 3 days", "nothing filled in, 28 days", "last call"):
        assert reason in reasons
    assert {line[2] for line in lines} == {"mail", "local"}
    assert "warning: no next round: what is not submitted on 2021-11-12 has no round to go to" in said.stdout
    assert "warning: clock change: 2021-10-31 by -1 hour" in said.stdout
    assert "twice on a day" not in said.stdout
    assert said.stdout.count("warning: several copies: contact@alveringem.example") == 2  # works for two towns
    assert said.stdout.endswith(" messages, 6 warnings\n")  # and two Saturdays, on which the copies leave


def test_reminders_do_not_leave_by_hand(kernbot: Kernbot) -> None:
    refused = kernbot("remind")
    assert refused.exit_code == 2
    assert "kernbot remind --dry-run" in refused.stderr
    wrong = kernbot("remind", "--dry-run", "--at", "soon")
    assert wrong.exit_code == 2
    assert "--at soon: not a day or moment" in wrong.stderr


def test_a_database_of_another_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    engine = open_engine(settings(tmp_path).url)
    migrate.upgrade(engine, "0001")
    engine.dispose()
    with pytest.raises(Refused, match="kernbot db upgrade"), open_play(settings(tmp_path), brussels("2021-10-01")):
        pass


def test_a_simulated_clock_stands_where_it_is_put() -> None:
    clock = SimulatedClock(brussels("2021-10-31 02:30"))
    assert clock() == clock()
    clock.move_to(brussels("2021-11-01 09:00"))
    assert clock() == brussels("2021-11-01 09:00")


def test_a_call_that_comes_every_year_is_played_for_this_round_and_the_next() -> None:
    rounds = rounds_of(shipped_call("profploeg"), brussels("2021-10-20"))
    assert [one.id for one in rounds] == ["2021-2", "2022-1"]
    stops = moments(shipped_call("profploeg"), rounds, rounds[-1].closes_at)
    assert brussels("2021-11-13 00:00") in stops
    assert brussels("2021-11-12 14:00") in stops
    assert brussels("2021-11-11 09:00") not in stops


# The warnings.

CALL = shipped_call("profploeg-2021")


def left(at: str, key: str = "reminder:p1:2021-11-05", **more: object) -> Left:
    values = {"way": "mail", "address": AN, "kind": "reminder", "subject": "", "payload": {}, "person_id": 1}
    return Left(**values | {"at": brussels(at), "key": key} | more)


def warned(*messages: Left, same: str = "p1") -> list[str]:
    humans = {one.key: Human(name="An", same=same) for one in messages}
    rounds = CALL.rounds_near(brussels("2021-10-01"))[:1]
    return list(calendar.warnings(messages, humans, CALL, rounds, []))


@pytest.mark.parametrize("day", ["2021-11-06", "2021-11-11", "2021-11-01"])
def test_a_message_on_a_day_without_offices_is_a_warning(day: str) -> None:
    [warning] = warned(left(f"{day} 09:00"))
    assert warning.startswith(f"weekend or holiday: 1 message on {day}")
    assert warned(left("2021-11-05 09:00")) == []


def test_somebody_reached_twice_on_a_day_is_a_warning_but_for_the_second_last_call() -> None:
    first, second = left("2021-11-05 09:00"), left("2021-11-05 10:00", "reminder:p2:2021-11-05")
    assert warned(first, second) == [f"twice on a day: {AN} on 2021-11-05"]
    assert warned(first, left("2021-11-08 10:00", "reminder:p2:2021-11-08")) == []
    assert warned(left("2021-11-12 09:00"), left("2021-11-12 14:00", "reminder:p1:2021-11-12:2")) == []
    assert warned(first, left("2021-11-05 10:00", "code:1", kind="code")) == []


def test_somebody_with_two_applications_gets_two_copies_and_that_is_said() -> None:
    copies = [left("2021-11-12 08:00", f"expired:{one}:9", kind="expired") for one in (1, 2)]
    assert warned(*copies) == [f"several copies: {AN} on 2021-11-12 gets 2, one for each application"]
    assert warned(copies[0]) == []


def test_why_names_the_days_and_what_is_no_reminder_by_its_kind() -> None:
    assert calendar.why(left("2021-11-05", payload={"kinds": ["draft"], "days": 1})) == "draft, 1 day before"
    assert calendar.why(left("2021-11-05", kind="receipt")) == "receipt"


def test_the_moments_of_a_calendar_are_on_the_clock_of_the_wall() -> None:
    messages = [left("2021-10-29 09:00", "a"), left("2021-11-05 09:00", "b")]
    humans = {one.key: Human(name="An", same="p1") for one in messages}
    lines = list(calendar.lines(messages, humans, BRUSSELS))
    assert [line[:16] for line in lines] == ["2021-10-29 09:00", "2021-11-05 09:00"]
