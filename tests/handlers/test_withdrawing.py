"""Withdrawing an application, and beginning again."""

import pytest

from models.calls.stages import Stage
from tests.fakes import facts
from tests.fakes.conversation import Chat, Town
from tests.fakes.mailbag import mails, news, plain
from tests.fakes.played_once import played_once

AN = "an.peeters@heist-op-den-berg.be"
BRAM = "bram.claes@heist-op-den-berg.be"


async def withdrawn(town: Town, chat: Chat) -> None:
    await chat.says("/intrekken")
    await chat.presses("Ja, intrekken")


@played_once
async def sent(town: Town) -> Chat:
    chat = await town.complete("An", AN)
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")
    return chat


async def test_the_person_is_asked_first_and_may_think_again(town: Town) -> None:
    chat = await town.proven("An", AN)
    assert "Wil je de aanvraag van Heist-op-den-Berg intrekken?" in await chat.says("/intrekken")
    await chat.presses("Nog niet")
    assert (await facts.case_of(chat)).stage is Stage.DRAFT


async def test_a_sent_application_is_withdrawn_with_its_number_and_keeps_its_answers(town: Town) -> None:
    chat = await sent(town)
    await withdrawn(town, chat)
    case = await facts.case_of(chat)
    assert (case.stage, case.number, case.is_owned) == (Stage.WITHDRAWN, "PROF-2021-2-0001", False)
    assert "challenge" in case.kept
    [mail] = [one for one in await mails(town, AN) if "ingetrokken" in one.subject]
    assert "is ingetrokken op woensdag 20 oktober 2021" in mail
    assert "PROF-2021-2-0001" in mail


async def test_a_second_press_is_harmless_and_reads_the_same(town: Town) -> None:
    chat = await town.proven("An", AN)
    application = (await facts.case_of(chat)).application_id
    await withdrawn(town, chat)
    assert "De aanvraag is ingetrokken" in await chat.forges(f"wd:{application}")
    assert [one.what for one in await facts.history(chat)].count("withdrawn") == 1


async def test_the_municipality_is_free_again(town: Town) -> None:
    an = await town.proven("An", AN)
    await withdrawn(town, an)
    bram = await town.proven("Bram", BRAM)
    assert (await facts.case_of(bram)).is_owned


async def test_beginning_again_with_the_answers_takes_everything_along(town: Town) -> None:
    chat = await sent(town)
    before = await facts.case_of(chat)
    await withdrawn(town, chat)
    assert "Wil je een nieuwe beginnen?" in await chat.says("/aanvraag")
    await chat.presses("Ja, met mijn vorige antwoorden")
    case = await facts.case_of(chat)
    assert case.application_id != before.application_id
    assert case.kept.keys() == before.kept.keys()
    assert (case.stage, case.number, case.is_owned) == (Stage.DRAFT, None, True)
    assert "Klopt dit nog?" in await chat.says("/wijzig 11")
    await chat.says("/indienen")
    assert "PROF-2021-2-0002" in await chat.presses("Ja, indienen")


async def test_answers_from_before_are_not_called_unclear_when_it_is_sent_again(town: Town) -> None:
    chat = await sent(town)
    await withdrawn(town, chat)
    await chat.says("/aanvraag")
    await chat.presses("Ja, met mijn vorige antwoorden")

    said = await chat.says("/indienen")

    assert "dit komt van een vorige keer. Klopt het nog? 11. Uren diensten · 12. Besluit college" in said
    assert "onduidelijk" not in said


@pytest.mark.parametrize("command", ["/ontbreekt", "/wijzig", "/aanvraag"])
async def test_after_withdrawing_every_way_on_leads_to_a_new_beginning(town: Town, command: str) -> None:
    chat = await sent(town)
    await withdrawn(town, chat)

    assert "Ja, leeg beginnen" in (await chat.says(command)).labels


async def test_nobody_is_invited_to_what_was_withdrawn_and_its_status_names_nothing_to_do(town: Town) -> None:
    chat = await sent(town)
    await withdrawn(town, chat)

    assert "De aanvraag is ingetrokken." in await chat.says("/deel")
    status = await chat.says("/status")
    assert "ingetrokken" in status
    assert "Nog te doen" not in status
    assert "Alles is ingevuld" not in status


async def test_beginning_again_empty_asks_everything(town: Town) -> None:
    chat = await town.proven("An", AN)
    await withdrawn(town, chat)
    await chat.says("/aanvraag")
    assert "1. " in await chat.presses("Ja, leeg beginnen")
    assert not (await facts.case_of(chat)).kept


@pytest.mark.parametrize("verb", ["again:{}:1", "again:{}:0"])
async def test_a_second_press_on_beginning_again_makes_no_second_draft(town: Town, verb: str) -> None:
    chat = await town.proven("An", AN)
    old = (await facts.case_of(chat)).application_id
    await withdrawn(town, chat)
    await chat.forges(verb.format(old))
    await chat.forges(verb.format(old))
    assert len(await facts.applications(chat)) == 2


async def test_beginning_again_meets_the_draft_that_a_colleague_began_meanwhile(town: Town) -> None:
    an = await town.proven("An", AN)
    await withdrawn(town, an)
    await town.proven("Bram", BRAM)
    await an.says("/aanvraag")
    said = await an.presses("Ja, met mijn vorige antwoorden")
    assert "loopt al een aanvraag in deze ronde" in said


async def test_colleagues_hear_it_by_mail_and_chat(town: Town) -> None:
    an = await town.proven("An", AN)
    await an.says("/deel")
    await an.presses("Collega uitnodigen")
    await an.says(BRAM)
    bram = await town.person("Bram")
    await bram.says((await mails(town, BRAM))[-1].token)
    await bram.presses("Akkoord")
    await bram.types_the_code(BRAM)
    await news(an)
    await withdrawn(town, an)
    assert ["is ingetrokken" in plain(one) for one in await news(bram)] == [True]
    assert "is ingetrokken" in (await mails(town, BRAM))[-1]
    assert await news(an) == []
    assert "Wil je een nieuwe beginnen?" in await bram.says("/aanvraag")


async def test_who_types_on_after_withdrawing_is_told_how_to_begin_again(town: Town) -> None:
    chat = await town.proven("An", AN)
    await withdrawn(town, chat)
    said = await chat.says("Nog een antwoord")
    assert "Opnieuw beginnen kan met /aanvraag" in said
    assert "Wat je nu typte, heb ik niet bewaard" in said


async def test_a_sent_application_can_be_withdrawn_after_closing_as_well(town: Town) -> None:
    chat = await sent(town)
    town.clock.move_to("2021-11-13 10:00")
    await withdrawn(town, chat)
    assert (await facts.case_of(chat)).stage is Stage.WITHDRAWN


async def test_the_button_of_a_round_that_is_over_asks_again_for_the_draft_that_goes_on(town: Town) -> None:
    town.clock.move_to("2021-08-13 23:00")
    chat = await town.proven("An", AN)
    await chat.says("/intrekken")
    town.clock.move_to("2021-08-14 09:00")
    assert "Wil je de aanvraag" in await chat.presses("Ja, intrekken")
    case = await facts.case_of(chat)
    assert (case.round.id, case.stage) == ("2021-2", Stage.DRAFT)


async def test_who_works_on_two_devices_reads_it_once_in_the_mailbox(town: Town) -> None:
    an = await town.complete("An", AN)
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    town.clock.pass_(minutes=1)
    at_home = await town.proven("An thuis", AN)
    assert "PROF-2021-2-0001" in await at_home.says("/status")
    await an.says("/intrekken")
    await an.presses("Ja, intrekken")
    told = [one for one in await mails(town, AN) if "ingetrokken" in one.subject]
    assert len(told) == 1
