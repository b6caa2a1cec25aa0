"""Who speaks for a municipality: a fitting mailbox takes the case, others block nothing, nobody can squat or spy."""

import pytest

from tests.fakes import facts
from tests.fakes.conversation import Chat, Said, Town
from tests.fakes.mailbag import mails

AN = "an.peeters@heist-op-den-berg.be"
BRAM = "bram.claes@heist-op-den-berg.be"
EXISTS = "loopt al een aanvraag in deze ronde"


async def events(chat: Chat) -> list[str]:
    return [one.what for one in await facts.history(chat)]


@pytest.mark.parametrize(
    ("mailbox", "municipality"),
    [
        (AN, "Heist-op-den-Berg"),
        ("griet@stad.gent", "Gent"),
        ("griet@ocmw.stad.gent", "Gent"),
        ("els@puursam.be", "Puurs-Sint-Amands"),
        ("els@puurs-sint-amands.be", "Puurs-Sint-Amands"),
    ],
)
async def test_a_fitting_mailbox_makes_the_case_the_municipality_s(town: Town, mailbox: str, municipality: str) -> None:
    chat = await town.proven("An", mailbox, municipality)
    assert (await facts.case_of(chat)).is_owned
    assert "owned" in await events(chat)
    assert "foreign_mailbox" not in await events(chat)


@pytest.mark.parametrize(
    ("mailbox", "fit"),
    [
        ("an.peeters@gmail.com", "personal"),
        ("an.peeters@telenet.be", "personal"),
        ("an@adviesbureau.be", "foreign"),
        ("an@lier.be", "foreign"),
        ("an@heist-op-den-berg.be.evil.com", "foreign"),
        ("an@xheist-op-den-berg.be", "foreign"),
    ],
)
async def test_another_mailbox_is_marked_for_the_province_and_blocks_nothing(
    town: Town, mailbox: str, fit: str
) -> None:
    chat = await town.begun("An")
    await chat.answers("An Peeters", "Deskundige lokale economie", mailbox)
    said = await chat.types_the_code(mailbox)
    assert "De provincie bevestigt het nog" in said
    assert not (await facts.case_of(chat)).is_owned
    assert [one.detail for one in await facts.history(chat) if one.what == "foreign_mailbox"] == [fit]


async def test_a_foreign_mailbox_can_submit_and_is_marked_once(town: Town) -> None:
    chat = await town.complete("An", "an.peeters@gmail.com")
    for _ in range(3):
        await chat.says("/indienen")
    assert "PROF-2021-2-0001" in await chat.presses("Ja, indienen")
    assert (await events(chat)).count("foreign_mailbox") == 1


async def test_a_fitting_mailbox_proven_later_makes_it_the_municipality_s_after_all(town: Town) -> None:
    chat = await town.proven("An", "an.peeters@gmail.com")
    await chat.presses("Terug")
    await chat.says(AN)
    assert "De provincie bevestigt" not in await chat.types_the_code(AN)
    assert (await facts.case_of(chat)).is_owned


async def test_a_foreign_draft_holds_nothing_back_from_the_municipality(town: Town) -> None:
    foreign = await town.complete("Cleo", "cleo@gmail.com")
    await foreign.says("/indienen")
    await foreign.presses("Ja, indienen")
    an = await town.proven("An", AN)
    assert (await facts.case_of(an)).is_owned


async def test_an_unproven_draft_blocks_nobody_and_is_seen_by_nobody(town: Town) -> None:
    squatter = await town.begun("Eve")
    await squatter.answers("Eve", "Deskundige lokale economie")
    an = await town.begun("An")
    await an.answers("An Peeters", "Deskundige lokale economie", AN)
    proven = await an.types_the_code(AN)
    assert EXISTS not in proven
    assert "Eve" not in (await an.says("/status")).text
    assert (await facts.case_of(an)).is_owned


async def until_the_code(chat: Chat, mailbox: str) -> list[Said]:
    """Walk from the first hello to the mailed code, looking everywhere on the way; return all that was said."""
    said = [
        await chat.says("/start"),
        await chat.presses("Akkoord"),
        await chat.says("Heist-op-den-Berg"),
        await chat.presses("Ja"),
        await chat.answers("Eve Maes", "Deskundige lokale economie"),
        await chat.says(mailbox),
    ]
    said += [await chat.says(f"/{name}") for name in ("status", "ontbreekt", "indienen", "wijzig", "deel", "aanvraag")]
    return [*said, await chat.says("000000")]


async def test_before_a_mailbox_is_proven_nobody_can_tell_whether_the_town_has_a_draft(town: Town) -> None:
    before = await until_the_code(await town.person("Eve"), "eve@heist-op-den-berg.be")
    await town.complete("An", AN)
    after = await until_the_code(await town.person("Eva"), "eva@heist-op-den-berg.be")
    assert [one.text.replace("eva@", "eve@") for one in after] == [one.text for one in before]
    assert [one.labels for one in after] == [one.labels for one in before]


async def test_a_foreign_mailbox_is_not_told_of_the_town_s_draft_either(town: Town) -> None:
    await town.proven("An", AN)
    eve = await town.begun("Eve")
    await eve.answers("Eve", "Deskundige lokale economie", "eve@gmail.com")
    said = await eve.types_the_code("eve@gmail.com")
    assert EXISTS not in said
    assert EXISTS not in await eve.says("/indienen")


async def test_the_mailbox_of_another_town_is_not_told_of_this_town_s_draft(town: Town) -> None:
    await town.proven("An", AN)
    lier = await town.begun("Lies")
    await lier.answers("Lies", "Deskundige lokale economie", "lies@lier.be")
    assert EXISTS not in await lier.types_the_code("lies@lier.be")


async def test_the_second_proven_colleague_is_told_that_a_draft_exists(town: Town) -> None:
    await town.proven("An", AN)
    bram = await town.begun("Bram")
    await bram.answers("Bram", "Diensthoofd", BRAM)
    said = await bram.types_the_code(BRAM)
    assert EXISTS in said
    assert said.labels == ["Vraag om mee te werken", "Nog niet"]
    assert "An" not in said.text.replace("Antwerpen", "")


async def test_who_chooses_the_town_after_proving_is_told_as_well(town: Town) -> None:
    await town.proven("An", AN)
    bram = await town.begun("Bram", "Lier")
    await bram.answers("Bram", "Diensthoofd", BRAM)
    await bram.types_the_code(BRAM)
    await bram.says("/wijzig 1")
    await bram.says("Heist-op-den-Berg")
    assert EXISTS in await bram.presses("Ja")


async def test_a_town_that_is_chosen_anew_lets_the_first_one_go(town: Town) -> None:
    an = await town.proven("An", AN)
    await an.says("/wijzig 1")
    await an.says("Lier")
    await an.presses("Ja")
    assert not (await facts.case_of(an)).is_owned
    bram = await town.proven("Bram", BRAM)
    assert (await facts.case_of(bram)).is_owned


@pytest.mark.parametrize("mailbox", [AN, "an.peeters@gmail.com"])
async def test_the_same_mailbox_on_a_second_device_joins_the_same_case(town: Town, mailbox: str) -> None:
    desk = await town.proven("An", mailbox)
    await desk.says("015 25 00 00")
    phone = await town.begun("An (gsm)")
    town.clock.pass_(minutes=1)
    await phone.answers("An", "Deskundige", mailbox)
    said = await phone.types_the_code(mailbox)
    assert EXISTS not in said
    assert "Je werkt nu mee aan de aanvraag van Heist-op-den-Berg" in said
    assert (await facts.case_of(phone)).application_id == (await facts.case_of(desk)).application_id
    assert (await facts.answer(phone, "contact_phone")).said == "015 25 00 00"


async def test_the_code_mail_names_only_what_the_asker_typed(town: Town) -> None:
    await town.complete("An", AN)
    eve = await town.begun("Eve")
    await eve.answers("Eve", "Deskundige lokale economie", BRAM)
    mail = (await mails(town, BRAM))[-1]
    assert "Itegem" not in mail
    assert "An Peeters" not in mail
