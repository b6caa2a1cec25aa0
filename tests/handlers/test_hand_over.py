"""Handing an application over: the contact moves, everybody hears it, the details are looked at again."""

from tests.fakes import facts
from tests.fakes.conversation import Chat, Town
from tests.fakes.mailbag import mails, news, plain
from tests.fakes.played_once import played_once

AN = "an.peeters@heist-op-den-berg.be"
BRAM = "bram.claes@heist-op-den-berg.be"
CLEO = "cleo.maes@heist-op-den-berg.be"


@played_once
async def offered(town: Town, giver: Chat, mailbox: str = BRAM, *, button: str = "Overdragen") -> str:
    """Let somebody offer the application to a colleague; return the token from the mail."""
    await giver.says("/deel")
    await giver.presses(button)
    town.clock.pass_(minutes=1)
    await giver.says(mailbox)
    return (await mails(town, mailbox))[-1].token


@played_once
async def taken(town: Town, name: str, token: str, mailbox: str = BRAM) -> Chat:
    """Return the chat of somebody new who accepted."""
    chat = await town.person(name)
    await chat.says(token)
    await chat.presses("Akkoord")
    await chat.types_the_code(mailbox)
    return chat


async def test_the_mail_says_that_it_is_handed_over(town: Town) -> None:
    an = await town.proven("An", AN)
    await offered(town, an)
    mail = (await mails(town, BRAM))[-1]
    assert mail.subject == "An draagt de aanvraag van Heist-op-den-Berg aan jou over"
    assert "Als je aanvaardt, word jij de contactpersoon" in mail


async def test_nothing_moves_before_the_colleague_accepts(town: Town) -> None:
    an = await town.proven("An", AN)
    token = await offered(town, an)
    await (await town.person("Bram")).says(token)
    assert "jij (contactpersoon)" in await an.says("/status")


async def test_the_contact_moves_and_the_former_one_can_go_on(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await taken(town, "Bram", await offered(town, an))
    assert "Wie eraan werkt: An, jij (contactpersoon)" in await bram.says("/status")
    assert "Wie eraan werkt: jij, Bram (contactpersoon)" in await an.says("/status")
    await an.says("/wijzig 6")
    await an.says("Dorpskern Itegem: Kerkstraat en Dorpsplein")
    assert "Dorpskern Itegem" in await bram.says("/wijzig 6")


async def test_the_details_of_the_contact_ask_whether_they_are_still_right(town: Town) -> None:
    an = await town.proven("An", AN)
    await an.says("015 25 00 00")
    token = await offered(town, an)
    bram = await town.person("Bram")
    await bram.says(token)
    await bram.presses("Akkoord")
    said = await bram.types_the_code(BRAM)
    assert "Je bent nu de contactpersoon" in said
    assert "2. " in said
    assert "An Peeters" in said
    assert "Klopt dit nog?" in said
    await bram.answers("Bram Claes", "Diensthoofd ruimte", BRAM)
    assert "Klopt dit nog?" in await bram.says("/wijzig 5")
    assert "6. " in await bram.presses("Ja, dit klopt nog")
    assert (await facts.answer(bram, "contact_name")).said == "Bram Claes"


async def test_the_former_contact_is_told_by_mail_and_in_the_chat(town: Town) -> None:
    an = await town.proven("An", AN)
    token = await offered(town, an)
    bram = await town.person("Bram")
    await bram.says(token)
    await bram.presses("Akkoord")
    await mails(town, BRAM)
    await bram.says((await mails(town, BRAM))[-1].code)
    assert ["Bram is nu contactpersoon" in plain(one) for one in await news(an)] == [True]
    mail = (await mails(town, AN))[-1]
    assert "An heeft de aanvraag van Heist-op-den-Berg" in mail
    assert "overgedragen aan Bram" in mail


async def test_a_colleague_who_works_on_it_already_can_become_the_contact(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await taken(town, "Bram", await offered(town, an, button="Collega uitnodigen"))
    assert "An (contactpersoon), jij" in await bram.says("/status")
    said = await bram.says(await offered(town, an))
    assert "Je bent nu de contactpersoon" in said
    assert "An, jij (contactpersoon)" in await bram.says("/status")


async def test_there_is_one_contact_whoever_handed_it_over(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await taken(town, "Bram", await offered(town, an, button="Collega uitnodigen"))
    token = await offered(town, bram, CLEO)
    await news(an)
    cleo = await taken(town, "Cleo", token, CLEO)
    assert "An, Bram, jij (contactpersoon)" in await cleo.says("/status")
    await town.house.sweep.send_due()
    assert "Bram heeft de aanvraag" in (await mails(town, AN))[-1]


async def test_after_closing_the_contact_still_moves_and_no_answer_changes(town: Town) -> None:
    an = await town.complete("An", AN)
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    town.clock.move_to("2021-11-20 10:00")
    bram = await taken(town, "Bram", await offered(town, an))
    assert "An, jij (contactpersoon)" in await bram.says("/status")
    assert not (await facts.answer(bram, "contact_name")).stale


async def test_the_history_knows_who_handed_over_and_who_took(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await taken(town, "Bram", await offered(town, an))
    assert [one.what for one in await facts.history(bram)][-3:] == ["hand_over_offered", "handed_over", "joined"]
