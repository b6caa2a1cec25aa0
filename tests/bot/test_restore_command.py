"""kernbot backup, restore and resume as the operator has them, and what people and health say meanwhile."""

import json
from pathlib import Path

import pytest

from bot.commands import resuming
from models.records.messages import pause_queries
from tests.bot.conftest import Kernbot
from tests.fakes.conversation import Town
from tests.fakes.empty_database import ON_POSTGRES
from tests.fakes.site import serving

AN = "an.peeters@heist-op-den-berg.be"


@pytest.fixture
def restored(kernbot: Kernbot, tmp_path: Path) -> Path:
    """A data folder that was put back, with an invitation that had not left."""
    invite = ("officers", "invite", "--role", "agency", "els@x.example")
    kernbot(*invite, smtp_host="127.0.0.1", smtp_port="9", smtp_tls="none")
    assert kernbot("backup", "b.zip").exit_code == 0
    assert kernbot("restore", "b.zip", data_dir="two").exit_code == 0
    return tmp_path / "two"


def test_a_backup_says_what_is_in_it_and_that_the_key_is_not(kernbot: Kernbot, tmp_path: Path) -> None:
    assert "nothing to back up" in kernbot("backup", "b.zip").stderr
    kernbot("db", "upgrade")
    done = kernbot("backup", "b.zip")
    assert done.exit_code == 0
    assert "checksums and counts agree" in done.stdout
    assert "The key of this installation is not in it" in done.stdout
    again = kernbot("backup", "b.zip")
    assert (again.exit_code, again.stdout) == (2, "")
    assert again.stderr == "b.zip is there already, and a backup overwrites nothing: give it another name\n"


def test_a_restore_prints_the_counts_and_what_would_leave(kernbot: Kernbot) -> None:
    kernbot("officers", "invite", "--role", "agency", "els@x.example", smtp_host="127.0.0.1", smtp_port="9")
    kernbot("backup", "b.zip")
    done = kernbot("restore", "b.zip", data_dir="two")
    assert done.exit_code == 0
    assert ["outbox", "1", "1"] in [line.split() for line in done.stdout.splitlines()]
    assert "officer_invitation by mail  may have left before" in done.stdout
    again = kernbot("restore", "b.zip", data_dir="two")
    assert (again.exit_code, again.stdout) == (2, "")
    assert ("KERNBOT_DATABASE_URL is not empty" if ON_POSTGRES else "two is not empty") in again.stderr


def test_a_dry_run_changes_nothing_and_resume_lets_go(kernbot: Kernbot, restored: Path) -> None:
    for _ in range(2):
        shown = kernbot("resume", "--dry-run", data_dir="two")
        assert (shown.exit_code, "sending has been paused since" in shown.stdout) == (0, True)
    invited = kernbot("officers", "invite", "--role", "agency", "jan@x.example", data_dir="two")
    assert "the mail waits (sending is paused until kernbot resume)" in invited.stdout
    assert "els@x.example" in kernbot("remind", "--dry-run", data_dir="two").stdout
    assert "kernbot resume" in kernbot("doctor", data_dir="two").stdout
    assert kernbot("resume", data_dir="two").exit_code == 0
    kernbot("officers", "invite", "--role", "agency", "piet@x.example", data_dir="two")
    assert len(list((restored / "mail").glob("*.eml"))) == 3
    assert kernbot("resume", data_dir="two").stderr == "nothing is paused: messages leave as they should\n"


def test_a_moment_that_is_none_is_told_with_its_option(kernbot: Kernbot, restored: Path) -> None:
    assert kernbot("resume", "--skip-before", "gisteren", data_dir="two").stderr.startswith("--skip-before gisteren:")
    assert (
        "left out, as sent already: 0 due before 2021-10-20 00:00"
        in kernbot("resume", "--skip-before", "2021-10-20", data_dir="two").stdout
    )


async def test_people_are_answered_and_hear_that_what_is_promised_waits(town: Town) -> None:
    await pause(town)
    an = await town.begun("An")
    said = await an.answers("An Peeters", "Deskundige", AN)
    assert "Ik mailde een code" in said
    assert "vertrekken er geen mails" in said
    assert "vertrekken er geen mails" not in await an.says("015 25 00 00")
    assert "vertrekken er geen mails" in await an.says("/status")
    assert await town.mails() == []
    await town.house.services.store.run(resuming.resume, town.clock(), None)
    await town.house.follow()
    assert "vertrekken er geen mails" not in await an.says("/status")
    assert len(await town.mails()) == 1


async def test_health_says_paused_and_the_operator_is_not_mailed_about_mails(town: Town) -> None:
    await pause(town)
    async with serving(town.house) as site:
        answer = await site.get("/health")
        said = json.loads(answer.text)
        assert (answer.status, said["status"]) == (503, "paused")
        assert "kernbot resume" in said["reasons"][0]
        assert "kernbot_paused 1.0" in (await site.get("/metrics")).text
        await town.house.services.store.run(pause_queries.lift)
        await town.house.sweep.send_due()
        assert (await site.get("/health")).status == 200


async def pause(town: Town) -> None:
    """Do as if a backup had been put back."""
    await town.house.services.store.run(pause_queries.pause, town.clock(), backup_at=town.clock())
    await town.house.follow()
