"""Inviting a colleague by e-mail or by link: opened, proven, accepted; or used, expired, guessed."""

import pytest
from sqlmodel import Session

from models.records.people import derived_secret
from models.records.people.invitation import Invitation
from models.turns.people import inviting
from tests.fakes import facts
from tests.fakes.colleagues import AN, BRAM, accepted, invited, linked, same_case
from tests.fakes.conversation import CLEAR, Town
from tests.fakes.mailbag import mails, news, plain

DEAD = "Deze uitnodiging is gebruikt of verlopen"


async def test_who_chose_no_municipality_yet_invites_for_that_of_the_colleague(town: Town) -> None:
    an = await town.person("An")
    await an.says("/start")
    await an.presses("Akkoord")
    await an.says("/deel")
    await an.presses("Collega uitnodigen")
    await an.says(BRAM)
    mail = (await mails(town, BRAM))[-1]
    assert mail.subject == "An nodigt je uit voor de aanvraag van jullie gemeente"
    assert "de aanvraag van jullie gemeente" in mail


async def test_an_invitation_by_mail_names_who_invites_for_what_and_how_long(town: Town) -> None:
    an = await town.proven("An", AN)
    await invited(town, an)
    mail = (await mails(town, BRAM))[-1]
    assert mail.subject == "An nodigt je uit voor de aanvraag van Heist-op-den-Berg"
    assert "14 dagen geldig" in mail


@pytest.mark.parametrize("typed", ["/start {}", "{}", " {} ", "{}.", "https://t.me/kernbot?start={}"])
async def test_somebody_new_opens_it_agrees_proves_the_mailbox_and_works_on_it(town: Town, typed: str) -> None:
    an = await town.proven("An", AN)
    await an.says("015 25 00 00")
    token = await invited(town, an)
    bram = await town.person("Bram")
    hello = await bram.says(typed.format(token))
    assert "Een collega nodigt je uit" in hello
    assert "Heist-op-den-Berg" not in hello
    assert "Met die code aanvaard je de uitnodiging" in await bram.presses("Akkoord")
    said = await bram.types_the_code(BRAM)
    assert "Je werkt nu mee aan de aanvraag van Heist-op-den-Berg" in said
    assert "6. " in said
    assert await same_case(an, bram)


async def test_the_token_as_the_very_first_words_in_capitals_works_too(town: Town) -> None:
    an = await town.proven("An", AN)
    token = await invited(town, an)
    assert "Een collega nodigt je uit" in await (await town.person("Bram")).says(token.upper())


async def test_who_agrees_by_typing_goes_on_with_the_invitation(town: Town) -> None:
    an = await town.proven("An", AN)
    token = await invited(town, an)
    bram = await town.person("Bram")
    await bram.says(token)
    await bram.says("akkoord")
    assert "Je werkt nu mee" in await bram.types_the_code(BRAM)


async def test_somebody_who_proved_that_mailbox_before_accepts_by_opening(town: Town) -> None:
    bram = await town.proven("Bram", BRAM)
    await bram.says("/intrekken")
    await bram.presses("Ja, intrekken")
    an = await town.proven("An", AN)
    token = await invited(town, an)
    assert "Je werkt nu mee" in await bram.says(token)
    assert await same_case(an, bram)


async def test_the_inviter_and_everybody_else_hear_who_joined(town: Town) -> None:
    an = await town.proven("An", AN)
    await accepted(town, "Bram", await invited(town, an))
    assert ["Bram werkt nu mee" in plain(one) for one in await news(an)] == [True]
    cleo = "cleo.maes@heist-op-den-berg.be"
    await accepted(town, "Cleo", await invited(town, an, cleo), cleo)
    assert ["Cleo werkt nu mee" in plain(one) for one in await news(an)] == [True]
    assert any("Cleo werkt nu mee" in one.subject for one in await mails(town, BRAM))


async def test_a_link_works_for_any_mailbox_that_is_proven_and_the_province_sees_which(town: Town) -> None:
    an = await town.proven("An", AN)
    token = await linked(an)
    bram = await town.person("Bram")
    await bram.says(f"/start {token}")
    assert "Typ je e-mailadres van de gemeente" in await bram.presses("Akkoord")
    assert "lees ik niet als een e-mailadres" in await bram.says("dat weet ik niet")
    await bram.says("bram@gmail.com")
    assert "Je werkt nu mee" in await bram.types_the_code("bram@gmail.com")
    assert await same_case(an, bram)


async def test_a_colleague_with_a_fitting_mailbox_makes_the_case_the_municipality_s(town: Town) -> None:
    an = await town.proven("An", "an@gmail.com")
    bram = await accepted(town, "Bram", await invited(town, an))
    assert (await facts.case_of(bram)).is_owned


@pytest.mark.parametrize("by_link", [True, False])
async def test_an_invitation_works_once(town: Town, by_link: bool) -> None:
    an = await town.proven("An", AN)
    token = await linked(an) if by_link else await invited(town, an)
    bram = await town.person("Bram")
    await bram.says(f"/start {token}")
    await bram.presses("Akkoord")
    if by_link:
        await bram.says(BRAM)
    await bram.types_the_code(BRAM)
    eve = await town.person("Eve")
    assert DEAD in await eve.says(f"/start {token}")
    await eve.presses("Akkoord")
    assert not await same_case(an, eve)


async def test_a_link_belongs_to_the_first_who_opened_it(town: Town) -> None:
    an = await town.proven("An", AN)
    token = await linked(an)
    await (await town.person("Bram")).says(token)
    assert DEAD in await (await town.person("Eve")).says(token)


async def test_an_invitation_lasts_fourteen_days(town: Town) -> None:
    an = await town.proven("An", AN)
    token = await invited(town, an)
    town.clock.pass_(days=13, hours=23, minutes=59)
    early, late = await town.person("Bram"), await town.person("Eve")
    assert "Een collega nodigt je uit" in await early.says(token)
    town.clock.pass_(minutes=1)
    assert DEAD in await late.says(token)
    await early.presses("Akkoord")
    assert not await same_case(an, early)


@pytest.mark.parametrize("guess", ["x", "2" * 26, "abcdefgh234567abcdefgh2345", "/start", "'; drop table person; --"])
async def test_a_guessed_token_opens_nothing_and_reads_like_a_used_one(town: Town, guess: str) -> None:
    an = await town.proven("An", AN)
    used = await invited(town, an)
    await accepted(town, "Bram", used)
    eve = await town.person("Eve")
    expected = await eve.says(f"/start {used}")
    said = await eve.says(f"/start {guess}")
    assert (said.text, said.labels) == (expected.text, expected.labels)


async def test_a_long_word_is_an_answer_and_no_token(town: Town) -> None:
    chat = await town.begun("An")
    word = "gemeentesecretarisopleider"
    assert len(word) == 26
    await chat.says(word)
    assert (await facts.answer(chat, "contact_name")).said == word


async def test_who_opens_it_with_another_mailbox_is_not_let_in(town: Town) -> None:
    an = await town.proven("An", AN)
    token = await invited(town, an)
    eve = await town.proven("Eve", "eve@lier.be", "Lier")
    assert "Met die code aanvaard je" in await eve.says(token)
    await eve.presses("Nog niet")
    await eve.says("/wijzig 4")
    town.clock.pass_(minutes=1)
    await eve.says("eve2@lier.be")
    await eve.types_the_code("eve2@lier.be")
    assert not await same_case(an, eve)


async def test_an_opened_invitation_can_be_let_go_and_opened_again(town: Town) -> None:
    an = await town.proven("An", AN)
    token = await linked(an)
    bram = await town.person("Bram")
    await bram.says(token)
    await bram.presses("Akkoord")
    await bram.presses("Nog niet")
    assert "1. " in await bram.presses("Verder")
    await bram.says(token)
    await bram.says(BRAM)
    assert "Je werkt nu mee" in await bram.types_the_code(BRAM)


async def test_coming_back_to_an_opened_invitation_mails_no_second_code(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await town.person("Bram")
    await bram.says(await invited(town, an))
    await bram.presses("Akkoord")
    for _ in range(3):
        assert "Ik mailde" not in await bram.says("/aanvraag")
    assert "Ik mailde" in await bram.presses("Nieuwe code")
    assert len([one for one in await mails(town, BRAM) if "code voor Kernbot" in one.subject]) == 1
    assert "Je werkt nu mee" in await bram.types_the_code(BRAM)


async def test_opening_the_own_invitation_changes_nothing(town: Town) -> None:
    an = await town.proven("An", AN)
    token = await linked(an)
    await an.says(token)
    bram = await town.person("Bram")
    assert "Een collega nodigt je uit" in await bram.says(token)


async def test_an_invitation_to_a_case_that_was_withdrawn_is_dead(town: Town) -> None:
    an = await town.proven("An", AN)
    token = await invited(town, an)
    await an.says("/intrekken")
    await an.presses("Ja, intrekken")
    assert DEAD in await (await town.person("Bram")).says(token)


async def test_an_invitation_leads_to_the_draft_that_carries_the_case_on(town: Town) -> None:
    town.clock.move_to("2021-08-10 10:00")
    an = await town.proven("An", AN)
    token = await invited(town, an)
    town.clock.move_to("2021-08-16 10:00")
    bram = await accepted(town, "Bram", token)
    assert (await facts.case_of(bram)).round.id == "2021-2"
    await an.says("/aanvraag")
    assert await same_case(an, bram)


async def test_the_own_draft_of_the_same_town_is_merged_and_that_of_another_stays(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await town.begun("Bram")
    await bram.answers("Bram Claes", "Diensthoofd ruimte")
    lies = await town.begun("Lies", "Lier")
    for chat, mailbox in ((bram, BRAM), (lies, "lies@igemo.be")):
        town.clock.pass_(minutes=1)
        await chat.says(await invited(town, an, mailbox))
        await chat.types_the_code(mailbox)
    assert [case.stage for case in await facts.applications(bram)] == ["draft", "withdrawn"]
    assert [case.stage for case in await facts.applications(lies)] == ["draft", "draft"]


async def test_the_municipality_s_own_case_is_not_drawn_into_somebody_s_draft(town: Town) -> None:
    an = await town.proven("An", AN)
    eve = await town.begun("Eve")
    said = await an.says(await linked(eve))
    assert "Je werkt al aan de aanvraag van je gemeente" in said
    assert not await same_case(an, eve)
    assert (await facts.case_of(an)).is_owned


async def test_only_so_many_invitations_leave_and_a_mailbox_is_not_flooded(town: Town) -> None:
    an = await town.proven("An", AN)
    for _ in range(inviting.MOST_MADE["mailbox"]):
        await invited(town, an)
    await an.says("/deel")
    await an.presses("Collega uitnodigen")
    assert "al veel uitnodigingen" in await an.says(BRAM.upper())
    for number in range(inviting.MOST_MADE["person"] - inviting.MOST_MADE["mailbox"]):
        await invited(town, an, f"c{number}@heist-op-den-berg.be")
    await an.says("/deel")
    assert "al veel uitnodigingen" in await an.presses("Maak een link")
    town.clock.pass_(days=1, seconds=1)
    await linked(an)


async def test_no_token_is_stored_that_could_be_used(town: Town) -> None:
    an = await town.proven("An", AN)
    token = await linked(an)
    row = await town.house.services.store.run(_first_invitation)
    stored = [str(value) for value in row.values()]
    assert token not in stored
    assert derived_secret.hashed(token) in stored


def _first_invitation(session: Session) -> dict[str, object]:
    row = session.get(Invitation, 1)
    assert row is not None
    return row.model_dump()


async def test_an_address_that_is_none_is_asked_again_and_leaving_it_is_easy(town: Town) -> None:
    an = await town.proven("An", AN)
    await an.says("/deel")
    await an.presses("Collega uitnodigen")
    said = await an.says("bram")
    assert "lees ik niet als een e-mailadres" in said
    await an.presses("Nog niet")
    await an.says("/wijzig 7")
    await an.says(CLEAR)
    assert (await facts.answer(an, "challenge")).said == CLEAR
