"""kernbot demo: the call of 2021, replayed, gives the figures that the minister gave."""

import asyncio
import email
import email.policy
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.commands.mistakes import Refused
from bot.demo import cast, slate
from bot.demo.actor import Actor
from bot.demo.cast import Fate
from bot.local.values import LocalMessage
from bot.settings import Settings
from models.desk.officers import appointing
from models.desk.rights import Role
from models.places.municipality import municipalities_on, municipality
from models.storage.database import open_engine
from tests.bot.test_report_command import fill
from tests.fakes.conversation import Town
from tests.fakes.empty_database import set_for, with_database
from tests.house.source import ROOT
from tests.models.figures.test_figures import GEEL, NOW


def kernbot(folder: Path, *words: str, said: str = "", **settings: str) -> subprocess.CompletedProcess:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KERNBOT_")}
    environment |= {"KERNBOT_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT), "KERNBOT_SMTP_HOST": "127.0.0.1"}
    environment["KERNBOT_DATABASE_URL"] = set_for(folder, has_tables=False)
    environment |= settings
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(
        command, cwd=folder.parent, env=environment, input=said, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder in which 2021 was replayed, and what the replay told."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    done = kernbot(folder, "demo")
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_the_replay_gives_the_figures_of_the_minister(played: tuple[Path, str]) -> None:
    done = kernbot(played[0], "report", "--call", "profploeg-2021", "--format", "json")
    first, second = json.loads(done.stdout)["rounds"]
    counted = ("submitted", "admissible", "inadmissible", "unclear", "selected", "centrumsteden_selected", "late")
    assert [first[name] for name in counted] == [35, 34, 1, 1, 33, 4, 0]
    assert {name: (one["submitted"], one["selected"]) for name, one in first["by_province"].items()} == {
        "Antwerpen": (7, 7),
        "Limburg": (3, 3),
        "Oost-Vlaanderen": (5, 5),
        "Vlaams-Brabant": (7, 5),
        "West-Vlaanderen": (13, 13),
    }
    assert (second["submitted"], second["late"], second["by_province"]["onbekend"]["submitted"]) == (2, 2, 2)


def test_the_replay_tells_its_story_in_a_few_dated_lines_and_ends_with_the_report(played: tuple[Path, str]) -> None:
    story, _, report = played[1].partition("# Antwoord over Profploeg 2021")
    lines = [line for line in story.splitlines() if line.startswith("2021-")]
    assert 10 <= len(lines) <= 30
    moments = [line[:16] for line in lines]
    assert moments == sorted(moments)
    assert "Van de 33 geselecteerde gemeenten zijn er 4 centrumsteden." in report


def test_everybody_has_a_receipt_and_who_fell_out_a_letter_that_names_what_lacks(played: tuple[Path, str]) -> None:
    mails = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in (played[0] / "mail").glob("*.eml")
    ]
    assert all(str(mail["To"]).endswith(".example") for mail in mails)
    receipts = {str(mail["To"]) for mail in mails if str(mail["Subject"]).startswith("Aanvraag ontvangen")}
    assert receipts == {one.mailbox for one in cast.applicants()}
    nudges = {str(mail["To"]): str(mail["Reply-To"]) for mail in mails if "Bericht van de provincie" in mail["Subject"]}
    fell_out = [one.mailbox for one in cast.applicants() if one.fate in {Fate.INADMISSIBLE, Fate.UNCLEAR}]
    assert nudges == dict.fromkeys(fell_out, "koen.maes@provincie.example")
    letters = {one.fate: one.mailbox for one in cast.applicants() if one.fate in {Fate.INADMISSIBLE, Fate.UNCLEAR}}
    for fate, lack in ((Fate.INADMISSIBLE, "Het besluit van het college is niet getekend"), (Fate.UNCLEAR, "7. ")):
        said = [_text(mail) for mail in mails if str(mail["To"]) == letters[fate]]
        assert any(lack in text and "12 november 2021" in text for text in said)


def _text(mail) -> str:
    body = mail.get_body(("plain",))
    return body.get_content() if body is not None else ""


def test_who_decided_in_2021_goes_on_in_a_chat_of_the_replay(played: tuple[Path, str]) -> None:
    said = ["chat", "--at", "2021-11-15", "--as", "els janssens"]
    done = kernbot(played[0], *said, said="/cijfers 2021-1\n", KERNBOT_CALL="profploeg-2021", KERNBOT_SMTP_HOST="")
    assert done.returncode == 0, done.stderr
    assert "ingediend 35 · ontvankelijk 34" in done.stdout
    said[-1] = "Koen Maes"
    done = kernbot(played[0], *said, said="/aansporing\n", KERNBOT_CALL="profploeg-2021", KERNBOT_SMTP_HOST="")
    assert "Afgevallen (2)" in done.stdout
    assert '--as "Els Janssens" --at 2021-11-15' in played[1].splitlines()[-1]


def test_a_folder_with_applications_that_no_replay_made_is_left_alone(tmp_path: Path) -> None:
    fill(tmp_path, GEEL)
    settings = own_settings(tmp_path)
    with pytest.raises(Refused, match="holds applications that no replay made"):
        slate.wipe(settings)
    (tmp_path / "var" / slate.REPLAY_MARK).write_text(slate.MARK_TEXT)  # somebody applied where a replay was before
    with pytest.raises(Refused, match="holds applications that no replay made"):
        slate.wipe(settings)


def test_a_folder_in_which_officers_were_invited_is_left_alone(tmp_path: Path) -> None:
    fill(tmp_path)
    settings = own_settings(tmp_path)
    engine = open_engine(settings.url)
    with Session(engine) as session:
        appointing.invite(session, Role.AGENCY, "els@vlaio.example", NOW, province=None, language="nl", key=b"k" * 32)
        session.commit()
    engine.dispose()
    with pytest.raises(Refused, match="holds officers"):
        slate.wipe(settings)


def test_a_folder_of_an_earlier_replay_begins_anew(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "var" / slate.REPLAY_MARK).write_text(slate.MARK_TEXT)
    (tmp_path / "var" / "mail").mkdir()
    slate.wipe(own_settings(tmp_path))
    assert not (tmp_path / "var" / "mail").exists()


def own_settings(tmp_path: Path) -> Settings:
    return with_database(slate.without_servers(Settings(_env_file=None, data_dir=tmp_path / "var")))


class SlowToLook:
    """The chats of this machine, in which somebody looks later than the answer comes."""

    def __init__(self, town: Town) -> None:
        self.say = town.api.say
        self._town = town

    async def messages(self, chat_id: int) -> tuple[LocalMessage, ...]:
        await asyncio.sleep(0.05)  # what was said is on its way
        while self._town.api.pending_updates or self._town.front.inbox._waiting:  # noqa: ASYNC110 - the front does it
            await asyncio.sleep(0.01)
        return await self._town.api.messages(chat_id)


async def test_whoever_is_slow_to_look_hears_the_answer_all_the_same(town: Town) -> None:
    an = await town.person("An")
    actor = Actor(api=SlowToLook(town), front=town.front, chat_id=an.chat_id, name="An")
    async with asyncio.timeout(10):  # only so that a test that hangs ends
        assert "profploeg" in await actor.says("/start")


def test_no_two_people_of_the_replay_have_the_same_name() -> None:
    assert len(set(cast.names())) == len(cast.names()) == 39


def test_towns_without_a_public_name_are_stand_ins_and_no_municipalities() -> None:
    stand_ins = [one.town for one in cast.applicants() if one.town.nis_code.startswith("S")]
    assert len(stand_ins) == 17
    assert all(town.name.startswith("Gemeente ") for town in stand_ins)
    assert not {town.nis_code for town in stand_ins} & municipalities_on(cast.LAST_DAY).keys()
    assert all(municipality(town.nis_code) is town for town in stand_ins)
    fell_out = [one.town.name for one in cast.applicants() if one.fate in {Fate.INADMISSIBLE, Fate.UNCLEAR}]
    assert fell_out == ["Gemeente A, Vlaams-Brabant", "Gemeente B, Vlaams-Brabant"]
