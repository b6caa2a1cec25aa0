"""How an officer comes in, what the commands say to others, and what is left when the role ends."""

from telegram import BotCommandScopeChat

from bot.fronts.front import show_roles
from models.desk.rights import Role
from tests.fakes import desk, facts
from tests.fakes.conversation import Chat, Town
from tests.fakes.desk import ELS, PIET
from tests.fakes.mailbag import mails

AN = "an.peeters@heist-op-den-berg.be"


async def menu(chat: Chat) -> list[str]:
    """Return the commands in the menu of a chat."""
    found = await chat.front.bot.get_my_commands(BotCommandScopeChat(chat.chat_id))
    return [one.command for one in found]


async def test_an_officer_is_invited_by_mail_and_accepts_by_typing_the_code(town: Town) -> None:
    token = await desk.invited(town, Role.AGENCY, ELS)
    (mail,) = await mails(town, ELS)
    assert "medewerker van VLAIO" in mail.subject
    assert "14 dagen" in mail
    els = await town.person("Els")
    assert "Wat ik bijhoud van jou als medewerker, en waarom" in await els.says(token)
    assert await facts.name(els) is None
    said = await els.presses("Akkoord, aanvaarden")
    assert f"De mailbox {ELS} is bewezen" in said
    assert "Je bent medewerker van VLAIO" in said
    assert await facts.applications(els) == []


async def test_a_start_link_does_the_same(town: Town) -> None:
    token = await desk.invited(town, Role.PROVINCE, PIET, "Limburg")
    piet = await town.person("Piet")
    await piet.says(f"/start {token}")
    assert "medewerker van de provincie Limburg" in await piet.presses("Akkoord, aanvaarden")


async def test_whoever_types_something_before_accepting_finds_the_invitation_still_there(town: Town) -> None:
    token = await desk.invited(town, Role.AGENCY, ELS)
    els = await town.person("Els")
    await els.says(token)
    said = await els.says("Wat is dit?")
    assert "Je uitnodiging wacht: je hoeft de code niet opnieuw te typen." in said
    assert "Je bent uitgenodigd als medewerker van VLAIO." in said
    for words in ("/start", "/privacy", "/status", "/aanvraag"):
        assert "Je bent uitgenodigd als medewerker van VLAIO." in await els.says(words)
    assert "You are invited" in await els.presses("English")
    assert "Welcome! The mailbox" in await els.presses("I agree, accept")
    assert await facts.applications(els) == []


async def test_an_officer_reads_what_is_kept_of_an_officer_and_a_clerk_who_is_one_both(town: Town) -> None:
    els = await desk.agency(town)
    said = await els.says("/privacy")
    assert "welke gemeente je opvolgt" in said
    assert "Een ontwerp dat je niet indient" not in said
    an = await town.proven("An", AN)
    assert "welke gemeente je opvolgt" not in await an.says("/privacy")
    await an.says(await desk.invited(town, Role.PROVINCE, AN, "Antwerpen"))
    said = await an.says("/privacy")
    assert "welke gemeente je opvolgt" in said
    assert "Een ontwerp dat je niet indient" in said


async def test_an_invitation_works_once(town: Town) -> None:
    token = await desk.invited(town, Role.AGENCY, ELS)
    els, eve = await town.person("Els"), await town.person("Eve")
    await els.says(token)
    await els.presses("Akkoord, aanvaarden")
    assert "gebruikt of verlopen" in await eve.says(token)
    assert "commando ken ik niet" in await eve.says("/dossiers")


async def test_an_invitation_expires_after_two_weeks_and_a_newer_one_takes_its_place(town: Town) -> None:
    old = await desk.invited(town, Role.AGENCY, ELS)
    newer = await desk.invited(town, Role.AGENCY, ELS)
    els = await town.person("Els")
    assert "gebruikt of verlopen" in await els.says(old)
    await els.says(newer)
    town.clock.pass_(days=14)
    said = await els.presses("Akkoord, aanvaarden")
    assert "Je bent medewerker" not in said


async def test_a_clerk_becomes_an_officer_at_once_and_stays_a_clerk(town: Town) -> None:
    an = await town.proven("An", AN)
    before = await facts.case_of(an)
    assert "Welkom" in await an.says(await desk.invited(town, Role.AGENCY, AN))
    assert "Aanvragen in ronde 2021-2" in await an.says("/dossiers")
    await an.says("015 25 00 00")
    assert (await facts.answer(an, "contact_phone")).value == "+3215250000"
    assert (await facts.case_of(an)).application_id == before.application_id


async def test_an_officer_has_the_own_commands_in_the_menu_of_the_chat(town: Town) -> None:
    els, piet = await desk.agency(town), await desk.province(town)
    assert (await menu(els))[:3] == ["dossiers", "beslis", "cijfers"]
    assert (await menu(piet))[:3] == ["dossiers", "aansporing", "cijfers"]
    assert "/beslis – " in await els.says("/help")
    assert "/beslis – " not in await piet.says("/help")


async def test_the_menu_of_who_is_revoked_goes_back_to_that_of_everybody_while_we_run(town: Town) -> None:
    els = await desk.agency(town)
    shown: dict[int, tuple[str | None, str]] = {}
    await show_roles(town.house, "local", town.front.application, shown)
    assert (await menu(els))[:1] == ["dossiers"]
    await desk.revoked(town, ELS)
    await show_roles(town.house, "local", town.front.application, shown)
    assert await menu(els) == []  # none of its own: that of everybody


async def test_the_commands_of_officers_are_not_known_to_anybody_else(town: Town) -> None:
    an, piet = await town.proven("An", AN), await desk.province(town)
    els = await desk.agency(town)
    unknown = ((an, "dossiers"), (an, "beslis"), (an, "aansporing"), (piet, "beslis"), (els, "aansporing"))
    for chat, name in unknown:
        assert (await chat.says(f"/{name}")).text == (await chat.says("/bestaatniet")).text


async def test_a_revoked_officer_can_do_nothing_from_that_moment(town: Town) -> None:
    await desk.sent(town, "An", AN)
    els = await desk.agency(town)
    await els.says("/dossiers")
    message, data = await els.button("0001")
    await desk.revoked(town, ELS)
    assert "werkt niet meer" in await els.forges(data, message_id=message)
    assert "commando ken ik niet" in await els.says("/dossiers")
    assert "Heist" not in await els.says("PROF-2021-2-0001")


async def test_an_officer_who_types_something_else_comes_to_the_desk_and_begins_no_application(town: Town) -> None:
    els = await desk.agency(town)
    for said in ("hallo", "/start", "/status"):
        await els.says(said)
    assert await facts.applications(els) == []
    assert "Je bent medewerker van VLAIO" in await els.says("hallo")


async def test_a_newer_role_takes_the_place_of_the_one_before(town: Town) -> None:
    els = await desk.agency(town)
    said = await els.says(await desk.invited(town, Role.PROVINCE, ELS, "Limburg"))
    assert "provincie Limburg" in said
    assert "commando ken ik niet" in await els.says("/beslis")
