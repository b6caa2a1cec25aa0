"""After `kernbot erase` nothing of somebody is left, on each database: in no file, no row, no log and no new backup."""

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.backup.putting_back import put_back
from bot.backup.taking import take
from bot.settings import Settings
from models.storage.database import open_engine
from tests.bot.conftest import Kernbot
from tests.fakes.conversation import A_PDF, CLEAR, Chat, StandingClock, Town, open_town
from tests.fakes.correspondent import Correspondent
from tests.fakes.traces import in_files, in_rows

NAME, AN, PHONE = "An Verstraeten", "an.verstraeten@heist-op-den-berg.be", "015 25 47 11"
IN_TEXTS = ("Molenwijk", "Zwanendreef", "Kapelstraat", "Bareelveld", "Vlinderhof")  # each stands in what An wrote


@pytest.fixture(params=["sqlite", "postgresql"])
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> list[str]:
    """The addresses of a database with all tables, and of one without any."""
    if request.param == "sqlite":
        return [f"sqlite:///{tmp_path / name / 'kernbot.db'}" for name in ("one", "two")]
    return [request.getfixturevalue(name) for name in ("postgres_url", "bare_postgres_url")]


@pytest.fixture
async def town(tmp_path: Path, clock: StandingClock, urls: list[str], log: io.StringIO) -> AsyncIterator[Town]:
    (tmp_path / "one").mkdir()
    async with open_town(tmp_path / "one", clock, remembers=True, url=urls[0]) as town:
        town.house.caches.append(town.api.let_go)
        yield town
        (tmp_path / "one" / "kernbot.log").write_text(log.getvalue())


async def somebody(town: Town) -> Chat:
    """Return the chat of somebody who wrote by every way, alone on an application."""
    an = await town.begun(NAME)
    await an.answers(NAME, "Deskundige", AN)
    await an.types_the_code(AN)
    await an.answers(PHONE, "Dorpskern Itegem: Vlinderhof", CLEAR.replace("Kerkstraat", "Molenwijk"))
    await an.says("/wijzig 12")
    await an.sends("besluit-Zwanendreef.pdf", A_PDF + b"% Bareelveld")
    await an.says("/vraag Mag de Kapelstraat ook meedoen als het regent?")
    await town.house.sweep.send_due()
    mailbox = Correspondent(town=town, mailbox=AN, name=NAME)
    reminder = await mailbox.is_reminded()
    await mailbox.hears(reminder, "9: In de Molenwijk nog niets", (("plan-Zwanendreef.pdf", A_PDF),))
    await mailbox.writes("Nog iets over de Kapelstraat", subject="Vraag over de Vlinderhof")
    return an


async def test_a_search_through_every_file_and_every_row_finds_nothing(
    town: Town, kernbot: Kernbot, log: io.StringIO, tmp_path: Path, urls: list[str]
) -> None:
    an = await somebody(town)
    settings, engine = town.house.settings, town.house.services.store.engine
    words = [NAME, AN, PHONE, PHONE.replace(" ", "")[1:], str(an.chat_id), *IN_TEXTS]
    assert {word for *_, word in in_rows(engine, words)} == {*words} - {"Bareelveld"}
    assert {AN, NAME, "Bareelveld", "Zwanendreef", "Molenwijk"} <= {
        word for _, word in in_files(settings.data_dir, words)
    }

    done = await asyncio.to_thread(kernbot, "erase", AN, "--yes", data_dir=str(settings.data_dir), database_url=urls[0])
    assert done.exit_code == 0, done.output
    await town.house.erasures.finish()
    (settings.data_dir / "kernbot.log").write_text(
        log.getvalue() + done.output.replace(AN, "the mailbox that was typed")
    )
    assert in_rows(engine, words) == []
    assert in_files(settings.data_dir, words) == []

    file = tmp_path / "after.zip"
    await asyncio.to_thread(take, settings, file, town.clock(), with_key=True)
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "unpacked")
    assert in_files(tmp_path / "unpacked", words) == []
    again = Settings(_env_file=None, data_dir=tmp_path / "two", database_url=urls[1])
    await asyncio.to_thread(put_back, again, file, town.clock())
    restored = open_engine(urls[1])
    assert in_rows(restored, words) == []
    restored.dispose()
    assert in_files(again.data_dir, words) == []
