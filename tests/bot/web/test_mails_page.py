"""The mails in the browser: for who tries Kernbot at home, and nowhere else."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from tests.fakes.conversation import Town
from tests.fakes.site import Served, serving
from tests.fakes.underway import MAILBOX


@pytest.fixture
async def site(town: Town) -> AsyncIterator[Served]:
    async with serving(town.house) as served:
        yield served


async def test_the_newest_mail_is_on_top_with_its_code_and_its_files(town: Town, site: Served) -> None:
    chat = await town.complete("An", MAILBOX)
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")
    await town.mails()
    answer = await site.get("/mail", Host="localhost:8000")
    assert answer.status == 200
    assert answer.text.index("Aanvraag ontvangen") < answer.text.index("Je code")
    name = answer.text.partition('<a href="mail/')[2].partition('"')[0]
    head = await site.ask("HEAD", f"/mail/{name}", Host="localhost:8000")
    assert "PROF-2021-2-0001-v1.pdf" in head.headers["content-disposition"]


async def test_a_mail_says_when_it_was_written_and_its_links_can_be_followed(town: Town, site: Served) -> None:
    before = await site.get("/mail", Host="localhost:8000")
    assert "Laad de pagina opnieuw" in before.text
    await town.proven("An", MAILBOX)
    await town.mails()
    folder = town.house.mail_folder
    assert folder is not None
    words = "Kijk op http://127.0.0.1:8000/?start=ready&x=1.\n<b>https://x.be/</b>\njavascript:alert(1)\n"
    (folder / "x.eml").write_text(f"To: {MAILBOX}\nSubject: Dag\n\n{words}", "utf-8")
    shown = (await site.get("/mail", Host="localhost:8000", Accept_Language="nl")).text
    assert "woensdag 20 oktober 2021 om 10.00 uur" in shown
    assert '<a href="http://127.0.0.1:8000/?start=ready&amp;x=1" rel="noopener">' in shown
    assert "<b>" not in shown
    assert 'href="javascript' not in shown


@pytest.mark.parametrize("path", ["/mail", "/mail/x/0", "/mail/..%2fkernbot/0"])
async def test_a_name_that_is_not_of_this_machine_finds_nothing(town: Town, site: Served, path: str) -> None:
    await town.proven("An", MAILBOX)
    await town.mails()
    answer = await site.get(path, Host="kernbot.example.org")
    assert answer.status == 404
    assert MAILBOX not in answer.text


@pytest.mark.parametrize(
    "changed",
    [{"public_url": "https://kernbot.example.org"}, {"smtp_host": "smtp.example.org"}, {"http_host": "0.0.0.0"}],
)
async def test_where_others_can_come_the_page_does_not_exist(town: Town, changed: dict[str, str]) -> None:
    await town.proven("An", MAILBOX)
    await town.mails()
    house = replace(town.house, settings=town.house.settings.model_copy(update=changed))
    async with serving(house) as site:
        assert (await site.get("/mail", Host="localhost:8000")).status == 404


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"])
async def test_who_comes_through_a_proxy_finds_no_mails(site: Served, name: str) -> None:
    answer = await site.get("/mail", Host="localhost:8000", **{name.replace("-", "_"): "192.0.2.1"})
    assert answer.status == 404


async def test_a_file_that_is_not_there_is_not_there(site: Served) -> None:
    for path in ("/mail/x/0", "/mail/..%2f..%2fkernbot/0", "/mail/x/%C2%B2", "/mail/x/99999"):
        assert (await site.get(path, Host="localhost:8000")).status == 404
