"""What a clerk types in passing is taken as it was meant: a no, a yes, a slip, a question, a code of yesterday."""

import pytest

from tests.fakes import facts
from tests.fakes.conversation import Chat, Town
from tests.fakes.mailbag import mails
from tests.fakes.played_once import played_once

AN = "an.peeters@heist-op-den-berg.be"


@played_once
async def asked_for_the_town(town: Town) -> Chat:
    chat = await town.person("An")
    await chat.says("/start")
    await chat.presses("Akkoord")
    return chat


async def test_a_municipality_that_was_refused_is_not_taken_by_a_later_yes(town: Town) -> None:
    an = await asked_for_the_town(town)
    await an.says("Hoeilaert")
    await an.presses("Nee")
    said = await an.says("ja")
    assert "✓" not in said
    assert "1. Voor welke gemeente werk je?" in said


@pytest.mark.parametrize("passing", ["/status", "nee"])
async def test_a_yes_means_only_what_was_offered_just_before(town: Town, passing: str) -> None:
    an = await asked_for_the_town(town)
    await an.says("Gent")
    await an.says(passing)
    assert "1. Voor welke gemeente werk je?" in await an.says("ja")


async def test_one_of_several_municipalities_is_chosen_by_its_number(town: Town) -> None:
    an = await asked_for_the_town(town)
    said = await an.says("Berchem")
    first = said.labels[0].split(" (")[0].split(" → ")[-1]
    assert f"✓ {first}" in await an.says("1")


async def test_a_text_that_cannot_be_used_leaves_the_answer_that_can(town: Town) -> None:
    an = await town.complete("An", AN)
    await an.says("/wijzig 8")
    said = await an.says("ok dank je")
    assert "Dat kan ik hier niet gebruiken." in said
    assert "Wat er stond, blijft staan: Beleving" in said
    assert (await facts.answer(an, "themes")).value == ["beleving"]
    await an.says("/wijzig 5")
    assert "blijft staan: 015 25 00 00" in await an.says("ja")
    assert "Ja, indienen" in (await an.says("/indienen")).labels


async def test_a_change_of_what_was_sent_says_that_it_is_not_sent(town: Town) -> None:
    an = await town.complete("An", AN)
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    await an.says("/wijzig 11")
    said = await an.says("20")
    assert "Bewaard, maar nog niet opnieuw ingediend." in said
    assert "Indienen" in said.labels
    assert "23." not in said


async def test_what_was_sent_and_not_changed_offers_nothing_to_send(town: Town) -> None:
    an = await town.complete("An", AN)
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    await town.mails()
    assert (await an.says("/ontbreekt")).labels == []
    said = await an.says("/indienen")
    assert f"Het ontvangstbewijs met alle antwoorden kreeg je toen in {AN}." in said
    receipts = [mail for mail in await mails(town, AN) if mail.subject.startswith("Aanvraag ontvangen")]
    assert len(receipts) == 1


@pytest.mark.parametrize(("said", "stage"), [("ja", "withdrawn"), ("nee", "draft"), ("/status", "draft")])
async def test_a_typed_yes_or_no_answers_whether_to_withdraw(town: Town, said: str, stage: str) -> None:
    an = await town.complete("An", AN)
    await an.says("/intrekken")
    await an.says(said)
    await an.says("/help")
    assert (await facts.case_of(an)).stage == stage


async def test_a_known_question_is_answered_and_is_no_answer(town: Town) -> None:
    an = await town.proven("An", AN)
    await an.says("015 25 00 00")
    await an.says("Wat kost het?")
    assert "core_area" not in (await facts.case_of(an)).kept
    await an.says("Dorpskern Itegem")
    assert (await facts.answer(an, "core_area")).said == "Dorpskern Itegem"


async def test_a_code_of_days_ago_is_no_answer(town: Town) -> None:
    an = await town.begun("An")
    await an.answers("An Peeters", "Deskundige", AN)
    code = (await mails(town, AN))[-1].code
    town.clock.pass_(days=2)
    said = await an.says(code)
    assert "Nieuwe code" in said.labels
    assert "contact_phone" not in (await facts.case_of(an)).kept


async def test_who_has_no_proven_mailbox_finds_the_way_to_a_new_code(town: Town) -> None:
    an = await town.begun("An")
    await an.answers("An Peeters", "Deskundige", AN)
    assert "Nieuwe code" in (await an.says("/status")).labels
    assert "Nieuwe code" in (await an.says("/ontbreekt")).labels


async def test_yes_is_no_name(town: Town) -> None:
    an = await town.begun("An")
    assert "Hier verwacht ik geen ja of nee." in await an.says("ja")


async def test_a_day_is_said_as_it_was_read(town: Town) -> None:
    an = await town.complete("An", AN)
    await an.says("/wijzig 13")
    assert "✓ Bewaard: 1 oktober 2021." in await an.says("1 okt")


async def test_after_closing_nothing_is_offered_that_cannot_be_sent(town: Town) -> None:
    an = await town.complete("An", AN)
    town.clock.move_to("2021-11-13 00:00:01")
    said = await an.says("/start")
    assert "Indienen" not in said.labels
    assert "Je kan nu indienen" not in said


async def test_who_ticks_one_and_is_done_reads_that_it_is_saved(town: Town) -> None:
    an = await town.complete("An", AN)
    await an.says("/wijzig 8")
    await an.presses("Bereikbaarheid")
    assert "Dat stond er al zo" not in await an.presses("Klaar")


async def test_what_only_comes_from_before_is_not_called_unclear_in_the_receipt(town: Town) -> None:
    town.clock.move_to("2021-08-10 10:00")
    an = await town.complete("An", AN)
    town.clock.move_to("2021-08-16 10:00")
    await an.says("/start")
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    receipt = [mail for mail in await mails(town, AN) if mail.subject.startswith("Aanvraag ontvangen")][-1]
    assert "Dit kan nog duidelijker" not in receipt
