"""/health and /metrics over real HTTP: green, red with the reasons in words, and figures that Prometheus can read."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from models.storage.works.store import StoreUnavailable
from reminders import watch
from tests.fakes.conversation import StandingClock, Town
from tests.fakes.empty_database import database_of
from tests.fakes.held_database import held
from tests.fakes.post_room import PostRoom, open_post_room
from tests.fakes.site import Served, serving
from tests.fakes.underway import MAILBOX
from tests.house.source import ROOT


@pytest.fixture
async def room(tmp_path: Path, clock: StandingClock) -> AsyncIterator[PostRoom]:
    with open_post_room(tmp_path, clock) as opened:
        yield opened


@pytest.fixture
async def site(room: PostRoom) -> AsyncIterator[Served]:
    async with serving(room.house) as served:
        yield served


async def test_it_is_green_while_the_sweep_goes_on(room: PostRoom, site: Served) -> None:
    await room.sweep.send_due()
    answer = await site.get("/health")
    assert answer.status == 200
    assert json.loads(answer.text) == {"name": "kernbot", "status": "green", "reasons": []}
    assert answer.headers["cache-control"] == "no-store"


async def test_it_is_red_when_the_sweep_stands_still_though_the_process_answers(room: PostRoom, site: Served) -> None:
    await room.sweep.send_due()
    room.clock.pass_(minutes=2, seconds=1)
    answer = await site.get("/health")
    assert answer.status == 503
    said = json.loads(answer.text)
    assert (said["status"], said["reasons"]) == ("red", ["nobody has looked for 2 minutes at what is to leave"])
    await room.sweep.send_due()
    assert (await site.get("/health")).status == 200


async def test_it_is_red_when_a_message_stays_due_though_sweeps_go_on(room: PostRoom, site: Served) -> None:
    await room.post(way="telegram", address="1")
    room.clock.pass_(minutes=6)
    await room.sweep.send_due()
    answer = await site.get("/health")
    assert answer.status == 503
    assert json.loads(answer.text)["reasons"] == ["a message should have left 6 minutes ago"]


async def test_it_is_red_while_another_process_holds_the_database(
    room: PostRoom, site: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "DATABASE_S", 0.2)
    await room.sweep.send_due()
    with held(database_of(tmp_path)):
        answer = await site.get("/health")
    assert answer.status == 503
    assert json.loads(answer.text)["reasons"] == ["the database cannot be read"]
    assert (await site.get("/health")).status == 200


async def test_metrics_are_figures_that_prometheus_reads_and_name_nobody(town: Town) -> None:
    town.way = None  # what this process did is counted, so it is all done here
    await town.complete("An", MAILBOX)
    async with serving(town.house, fronts=[town.front]) as site:
        answer = await site.get("/metrics")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    assert found["kernbot_well",] == 1
    assert found["kernbot_outbox_messages", "sent"] == 1  # the code
    assert found["kernbot_outbox_messages", "failed"] == 0
    assert found["kernbot_outbox_oldest_due_seconds",] == 0
    assert found["kernbot_sweep_age_seconds",] == 0
    assert found["kernbot_inbox_waiting",] == 0
    assert found["kernbot_applications", "draft"] == 1
    assert found["kernbot_applications", "submitted"] == 0
    assert found["kernbot_sends_total", "sent", "mail"] == 1
    assert found["kernbot_turns_total", "local"] >= 20
    assert not [word for word in ("Peeters", "@", "Heist", "12014") if word in answer.text]
    named = set(re.findall(r"`(kernbot_[a-z_]+)`", (ROOT / "README.md").read_text("utf-8")))
    assert {name for name, *_ in found if not name.endswith("_created")} == named  # what an operator is told to watch


async def test_metrics_say_how_long_the_oldest_message_is_due(room: PostRoom, site: Served) -> None:
    await room.post(way="telegram", address="1")
    room.clock.pass_(seconds=90)
    text = (await site.get("/metrics")).text
    assert "\nkernbot_outbox_oldest_due_seconds 90.0\n" in text
    assert "\nkernbot_sweep_age_seconds 90.0\n" in text
    assert '\nkernbot_outbox_messages{state="due"} 1.0\n' in text


async def test_without_a_database_there_are_no_figures_and_no_traceback(
    room: PostRoom, site: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> None:
        raise StoreUnavailable("OperationalError")

    monkeypatch.setattr(room.house.services.store, "run", away)
    answer = await site.get("/metrics")
    assert (answer.status, answer.text) == (503, "the database cannot be read\n")
