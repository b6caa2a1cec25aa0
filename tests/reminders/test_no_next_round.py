"""The agency is warned 30, 14 and 7 days before the last closing that no next round exists."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session
from structlog.testing import capture_logs

from models.call_files.call_file import shipped_call, shipped_content
from models.records.desk.officer import Officer
from models.records.people import person_queries
from models.turns.rounds import no_next_round
from tests.fakes.conversation import StandingClock, Town
from tests.fakes.deadline import loads
from tests.fakes.mailbag import mails, news, plain

OFFICER = "els.maes@vlaio.be"
BRUSSELS = ZoneInfo("Europe/Brussels")


def at(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("local", "days"),
    [
        ("2021-10-13 08:59:59", None),
        ("2021-10-13 09:00:00", 30),
        ("2021-10-29 08:59:59", 30),
        ("2021-10-29 09:00:00", 14),
        ("2021-11-05 08:59:59", 14),
        ("2021-11-05 09:00:00", 7),  # after the night in which the clock changed
        ("2021-11-12 23:59:59", 7),
    ],
)
def test_a_warning_is_due_in_its_morning_and_those_that_were_missed_become_one(local: str, days: int | None) -> None:
    call = shipped_call("profploeg-2021")
    last = no_next_round.last_round(call, at(local))
    assert last is not None
    assert no_next_round.due_warning(call, last, at(local)) == days


@pytest.mark.parametrize("local", ["2021-08-13 12:00:00", "2021-11-13 00:00:00"])
def test_a_round_that_another_follows_is_not_the_last_and_nothing_is_after_it(local: str) -> None:
    assert no_next_round.last_round(shipped_call("profploeg-2021"), at(local)) is None


def test_a_call_of_every_year_never_ends() -> None:
    assert no_next_round.last_round(shipped_call("profploeg"), at("2021-11-12 12:00:00")) is None


def _officer(session: Session, now: datetime, **changed: object) -> None:
    speaker = person_queries.add_speaker(session, "local", 4242, "nl", now)
    person_queries.add_mailbox(session, speaker.person_id, OFFICER, now)
    values = {"role": "agency", "email": OFFICER, "nonce": "x", "token_hash": "y", "accepted_at": now} | changed
    session.add(Officer(person_id=speaker.person_id, invited_at=now, expires_at=now, **values))
    session.flush()


async def test_an_officer_of_the_agency_is_warned_once_for_each_of_the_three_days(
    town: Town, clock: StandingClock
) -> None:
    await town.begun("An")
    await town.house.services.store.run(_officer, clock())
    for local in ("2021-10-20 11:00:00", "2021-10-29 09:00:00", "2021-10-30 09:00:00", "2021-11-05 12:00:00"):
        clock.move_to(local)
        await town.house.closing.sweep()
        await town.house.closing.sweep()
        await mails(town)

    told = await mails(town, OFFICER)

    assert [one.subject.split(",")[0] for one in told] == ["Nog 23 dagen", "Nog 14 dagen", "Nog 7 dagen"]
    assert "sluit op vrijdag 12 november 2021, 23.59 uur (Brussel). Er is geen volgende ronde." in told[0]
    assert "Aanvragen die nog niet zijn ingediend: 1." in told[0]


@pytest.mark.parametrize("changed", [{"role": "province"}, {"revoked_at": at("2021-10-01 10:00:00")}])
async def test_who_is_no_officer_of_the_agency_is_not_warned_and_the_log_says_once_that_nobody_is(
    town: Town, clock: StandingClock, changed: dict[str, object]
) -> None:
    await town.house.services.store.run(_officer, clock(), **changed)
    with capture_logs() as logs:
        await town.house.closing.sweep()
        await town.house.closing.sweep()

    assert await mails(town, OFFICER) == []
    assert [one["event"] for one in logs] == ["no next round, and no agency officer to warn"]


async def test_a_warning_does_not_leave_once_a_next_round_was_loaded(town: Town, clock: StandingClock) -> None:
    await town.house.services.store.run(_officer, clock())
    await town.house.closing.sweep()
    call = json.loads(shipped_content("profploeg-2021"))
    call["round"].append({"id": "2022-1", "last_day": "2022-03-31", "guidance_from": "2022-05-01"})
    clock.pass_(seconds=1)
    await loads(town, json.dumps(call, ensure_ascii=False, sort_keys=True, separators=(",", ":")))

    assert await mails(town, OFFICER) == []


async def test_an_officer_is_warned_in_chat_as_well(town: Town, clock: StandingClock) -> None:
    chat = await town.person("Els")
    await chat.says("/start")

    def make(session: Session) -> None:
        speaker = person_queries.speaker(session, "local", chat.chat_id)
        assert speaker is not None
        values = {"role": "agency", "email": OFFICER, "nonce": "x", "token_hash": "y", "accepted_at": clock()}
        session.add(Officer(person_id=speaker.person_id, invited_at=clock(), expires_at=clock(), **values))
        session.flush()

    await town.house.services.store.run(make)
    await town.house.closing.sweep()
    [told] = await news(chat)
    assert "en er is geen volgende ronde" in plain(told)
