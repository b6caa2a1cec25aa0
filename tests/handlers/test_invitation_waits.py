"""An opened invitation that waits for its code is offered again, whatever the person does meanwhile."""

import pytest

from tests.fakes import facts
from tests.fakes.conversation import Chat, Town
from tests.fakes.mailbag import mails
from tests.fakes.played_once import played_once

AN = "an.peeters@heist-op-den-berg.be"
BRAM = "bram.claes@heist-op-den-berg.be"
WAITS = "Een collega nodigde je uit om mee te werken aan een aanvraag"


@played_once
async def token_of(town: Town) -> str:
    """Let An invite Bram by mail; return the token."""
    an = await town.proven("An", AN)
    await an.says("/deel")
    await an.presses("Collega uitnodigen")
    await an.says(BRAM)
    return (await mails(town, BRAM))[-1].token


@played_once
async def opened(town: Town) -> Chat:
    """Return the chat of Bram, who pasted the invitation and agreed."""
    token = await token_of(town)
    bram = await town.person("Bram")
    await bram.says(token)
    await bram.presses("Akkoord")
    return bram


@pytest.mark.parametrize("said", ["/start", "/status", "/ontbreekt", "/deel", "/indienen", "/wijzig 7", "goeiedag"])
async def test_whatever_is_said_before_the_code_the_invitation_is_offered_again(town: Town, said: str) -> None:
    bram = await opened(town)
    answered = await bram.says(said)
    assert WAITS in answered
    assert "Typ de code van 6 cijfers uit de mail" in answered
    assert "Nieuwe code" in answered.labels
    assert "Je werkt nu mee" in await bram.types_the_code(BRAM)


async def test_a_new_code_is_mailed_when_the_first_one_expired(town: Town) -> None:
    bram = await opened(town)
    town.clock.pass_(hours=2)
    assert f"Ik mailde een code van 6 cijfers naar {BRAM}" in await bram.says("/start")
    assert "Je werkt nu mee" in await bram.types_the_code(BRAM)


@pytest.mark.parametrize("said", ["/start", "/status", "goeiedag"])
async def test_before_the_agreement_it_is_not_forgotten_either(town: Town, said: str) -> None:
    token = await token_of(town)
    bram = await town.person("Bram")
    await bram.says(token)
    assert "Een collega nodigt je uit" in await bram.says(said)
    await bram.presses("Akkoord")
    assert "Je werkt nu mee" in await bram.types_the_code(BRAM)


async def test_who_works_on_something_else_sees_it_at_status(town: Town) -> None:
    bram = await town.proven("Bram", "bram@lier.be", "Lier")
    await bram.says(await token_of(town))
    said = await bram.says("/status")
    assert WAITS in said
    assert "Typ de code" in await bram.presses("Verder met de uitnodiging")
    await bram.types_the_code(BRAM)
    assert WAITS not in await bram.says("/status")


async def test_who_does_not_want_it_hears_no_more_of_it(town: Town) -> None:
    bram = await opened(town)
    await bram.presses("Nog niet")
    assert WAITS not in await bram.says("/start")
    await bram.presses("Verder")
    assert (await facts.case_of(bram)).nis_code is None


async def test_the_code_mail_to_who_chose_no_municipality_yet_names_none(town: Town) -> None:
    token = await token_of(town)
    bram = await town.person("Bram")
    await bram.says("/start")
    await bram.presses("Akkoord")
    await bram.says(token)
    mail = (await mails(town, BRAM))[-1]
    assert "?." not in mail
    assert "Je vraagt de code om te werken aan een aanvraag." in mail
