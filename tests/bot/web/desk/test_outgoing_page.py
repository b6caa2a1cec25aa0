"""Messages that did not arrive or wait, looked after in the browser; who works at the desk; the calls."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from bot.web.wording import catalogue
from models.letters.letter_facts import KINDS
from models.records.messages import outbox_queries
from models.records.messages.outbox import OutboxMessage, OutboxState
from models.records.messages.outbox_queries import Message
from tests.fakes import desk, facts
from tests.fakes.conversation import Chat, Town
from tests.fakes.desk import ELS, PIET
from tests.fakes.desk_browser import DeskBrowser
from tests.fakes.mailbag import mails
from tests.fakes.site import Served, serving
from tests.handlers.test_deciding import decided

AN = "an.peeters@heist-op-den-berg.be"
OUT = "/loket/uitgaand"


@pytest.fixture
async def site(town: Town) -> AsyncIterator[Served]:
    async with serving(town.house, fronts=[town.front]) as served:
        yield served


@pytest.fixture
async def clerk(town: Town) -> Chat:
    return await desk.sent(town, "An", AN)


async def logged_in(town: Town, site: Served, mailbox: str = ELS) -> DeskBrowser:
    await (desk.agency(town) if mailbox == ELS else desk.province(town))
    browser = DeskBrowser(site=site, town=town)
    await browser.logs_in(mailbox)
    return browser


async def receipt(town: Town, **values: object) -> OutboxMessage:
    """Return the receipt of An's application as it is, changed to be in a state first."""

    def change(session: Session) -> OutboxMessage:
        query = select(OutboxMessage).where(col(OutboxMessage.kind) == "receipt", col(OutboxMessage.way) == "mail")
        row = session.execute(query).scalars().one()
        for name, value in values.items():
            setattr(row, name, value)
        session.flush()
        session.refresh(row)
        session.expunge(row)
        return row

    return await town.house.services.store.run(change)


async def failed(town: Town) -> OutboxMessage:
    why = "550 no such user"
    return await receipt(town, state=OutboxState.FAILED, reason=why, settled_at=town.clock())


def test_every_kind_of_message_has_a_name() -> None:
    assert [kind for kind in KINDS if not catalogue().has(f"desk.kind.{kind}")] == []


async def test_what_did_not_arrive_is_shown_and_sent_again(town: Town, site: Served, clerk: Chat) -> None:
    browser = await logged_in(town, site)
    await failed(town)
    await browser.opens(OUT)
    for words in ("Ontvangstbewijs · Heist-op-den-Berg", AN, "550 no such user", "PROF-2021-2-0001"):
        assert words in browser
    await browser.presses("Nu versturen")
    assert "✓ Het bericht vertrekt nu." in browser
    assert (await receipt(town)).state == OutboxState.DUE
    await town.house.sweep.send_due()
    assert (await receipt(town)).state == OutboxState.SENT
    await browser.opens("/loket/dossier/1")
    assert "een bericht opnieuw verstuurd" in browser


async def test_what_failed_is_let_be_with_a_reason_and_never_without(town: Town, site: Served, clerk: Chat) -> None:
    browser = await logged_in(town, site)
    row = await failed(town)
    await browser.opens(OUT)
    await browser.presses("Zo laten", reason="  ")
    assert "Typ eerst waarom" in browser
    await browser.presses("Zo laten", reason="Ik belde haar op.\r\nEcht")
    assert "De reden is bewaard" in browser
    found = await receipt(town)
    assert (found.state, found.id) == (OutboxState.CANCELLED, row.id)
    assert found.reason is not None
    assert found.reason.endswith("Ik belde haar op. Echt")
    [event] = [one for one in await facts.history(clerk) if one.what == "message_skipped"]
    assert event.detail == f"message={row.id}"


async def test_what_waits_is_held_back_and_does_not_leave(town: Town, site: Served, clerk: Chat) -> None:
    browser = await logged_in(town, site)
    await browser.opens("/loket/dossier/1")
    await browser.presses("Ontvankelijk")
    await browser.presses("Bekijk de brief")
    await browser.presses("Bevestigen: ontvankelijk")
    await browser.opens(f"{OUT}?groep=waiting")
    assert "Ontvankelijk · Heist-op-den-Berg" in browser
    while "Tegenhouden" in browser:
        await browser.presses("Tegenhouden", reason="We bellen zelf.")
    before = len(await mails(town, AN))
    town.clock.pass_(minutes=11)
    await town.house.pass_time()
    assert len(await mails(town, AN)) == before


async def test_what_was_sent_or_is_under_way_moves_no_more(town: Town, site: Served, clerk: Chat) -> None:
    browser = await logged_in(town, site)
    for state in (OutboxState.SENT, OutboxState.SENDING, OutboxState.CANCELLED):
        row = await receipt(town, state=state)
        for what in ("opnieuw", "stop"):
            await browser.posts(f"{OUT}/{row.id}/{what}", reason="Zomaar")
            assert "Dat kan niet meer" in browser
        assert (await receipt(town)).state == state


async def test_a_province_sees_its_own_and_moves_nothing(town: Town, site: Served, clerk: Chat) -> None:
    browser = await logged_in(town, site, PIET)
    row = await failed(town)
    await browser.opens(OUT)
    assert "Ontvangstbewijs" in browser
    assert "Nu versturen" not in browser
    for what in ("opnieuw", "stop"):
        assert (await browser.posts(f"{OUT}/{row.id}/{what}", reason="x")).status == 404
    await desk.province(town, "Lut", "lut@provincie.example", "Limburg")
    lut = DeskBrowser(site=site, town=town)
    await lut.logs_in("lut@provincie.example")
    await lut.opens(OUT)
    assert AN not in lut
    assert "Hier staat nu niets" in lut
    assert (await receipt(town)).state == OutboxState.FAILED


async def test_the_letter_of_a_decision_waits_where_only_the_agency_sees_it_and_goes_when_it_is_undone(
    town: Town, site: Served, clerk: Chat
) -> None:
    els, lut = await desk.agency(town), await logged_in(town, site, PIET)
    await decided(els, "Onontvankelijk", remark="12: Het besluit is niet getekend.")
    agency = DeskBrowser(site=site, town=town)
    await agency.logs_in(ELS)
    assert AN in await waiting(agency)
    assert AN not in await waiting(lut)
    await els.presses("Ongedaan maken")
    assert AN not in await waiting(agency)


async def waiting(browser: DeskBrowser) -> DeskBrowser:
    """Open what waits to leave."""
    await browser.opens(f"{OUT}?groep=waiting")
    return browser


async def test_many_messages_come_in_pages(town: Town, site: Served) -> None:
    browser = await logged_in(town, site)

    def post(session: Session) -> None:
        for number in range(30):
            due_at = town.clock().replace(year=2031)
            message = Message(
                key=f"x{number}", kind="way_in", way="mail", address="a@b.be", language="nl", due_at=due_at
            )
            outbox_queries.post(session, message, town.clock())

    await town.house.services.store.run(post)
    await browser.opens(f"{OUT}?groep=waiting")
    assert browser.html.count('class="message"') == 25
    await browser.follows("Volgende")
    assert browser.html.count('class="message"') == 5
    for hostile in ("groep=x", "groep=%00", "groep=sent"):
        assert (await browser.opens(f"{OUT}?{hostile}")).status == 404
    await browser.opens(f"{OUT}?groep=waiting&pagina=99999")
    assert browser.html.count('class="message"') == 5


async def test_the_agency_invites_and_ends_officers(town: Town, site: Served) -> None:
    browser = await logged_in(town, site)
    await browser.opens("/loket/medewerkers")
    await browser.presses("Uitnodigen", email="geen adres", place="agency")
    assert "Dat is geen e-mailadres" in browser
    assert 'value="geen adres"' in browser.html
    await browser.presses("Uitnodigen", email="piet@provincie.example", place="")
    assert "Kies waar die persoon werkt" in browser
    await browser.presses("Uitnodigen", email=PIET, place="Limburg")
    assert "✓ De uitnodiging is onderweg" in browser
    assert "medewerker van de provincie Limburg" in (await mails(town, PIET))[-1].text
    assert "uitgenodigd op" in browser
    await browser.presses("Beëindigen")
    assert "✓ Beëindigd" in browser
    chat = await town.person("Piet")
    await chat.says((await mails(town, PIET))[-1].token)
    assert (await browser.posts("/loket/medewerkers/1/stop")).status == 303
    assert "Jezelf beëindigen kan niet" in browser


async def test_an_officer_who_is_ended_is_out_at_once(town: Town, site: Served) -> None:
    browser = await logged_in(town, site)
    piet = await logged_in(town, site, PIET)
    await browser.opens("/loket/medewerkers")
    await browser.presses(f"Beëindigen {PIET}")
    await piet.opens("/loket")
    assert piet.path == "/loket/inloggen"


async def test_a_province_officer_invites_nobody(town: Town, site: Served) -> None:
    browser = await logged_in(town, site, PIET)
    assert (await browser.opens("/loket/medewerkers")).status == 404
    await browser.opens("/loket")
    assert "Medewerkers" not in browser
    assert (await browser.posts("/loket/medewerkers", email="x@y.be", role="agency", province="")).status == 404
    assert (await browser.posts("/loket/medewerkers/1/stop")).status == 404


async def test_the_calls_name_their_rounds_and_who_has_more_time(town: Town, site: Served) -> None:
    browser = await logged_in(town, site)
    await browser.opens("/loket/oproepen")
    for words in ("profploeg-2021", "2021-2 (open)", "2021-1 (voorbij)", "vrijdag 12 november 2021", "Uitstel geven"):
        assert words in browser
    await browser.opens("/loket/gemeente/12014")
    await browser.presses("Uitstel ronde 2021-2")
    await browser.presses("Verder", **{"field-last_day": "2021-11-19", "field-why": "De schepen is ziek."})
    await browser.presses("Bevestigen")
    await browser.opens("/loket/oproepen")
    assert "Heist-op-den-Berg : vrijdag 19 november 2021" in browser
    assert "De schepen is ziek." in browser
