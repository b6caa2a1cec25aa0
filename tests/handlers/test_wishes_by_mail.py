"""What a clerk who lives in the mailbox wishes beside answers: not this year, withdraw, invite, let in."""

import re

from models.calls.stages import Stage
from models.records.applications import case_queries, event_queries
from models.records.people import participant_queries, reply_token
from models.records.people.reply_token import For, Reply
from models.turns.people import inviting
from tests.fakes.conversation import Town
from tests.fakes.correspondent import Correspondent, Got
from tests.fakes.fallen import AN, fallen_out

BRAM = "bram.claes@heist-op-den-berg.be"


async def stage_of(town: Town, application_id: int) -> Stage:
    return (await town.house.services.store.run(case_queries.load, application_id)).stage


async def happened(town: Town, application_id: int) -> list[str]:
    return [one.what for one in await town.house.services.store.run(event_queries.history, application_id)]


async def works_on(town: Town, application_id: int) -> int:
    return len(await town.house.services.store.run(participant_queries.active, application_id))


async def begun(town: Town) -> tuple[Correspondent, Got]:
    an = Correspondent(town=town, mailbox=AN)
    questions = await an.opens()
    answer = await an.hears(questions, "1: ja\n2: An Peeters")
    return an, answer


async def test_who_fell_out_says_not_this_year_in_a_reply_and_is_taken_at_the_word(town: Town) -> None:
    await fallen_out(town)
    token = reply_token.sign(
        town.house.services.house.key, Reply(use=For.CASE, person_id=1, application_id=1), town.clock.now
    )
    said = "Dag,\n\nHelaas, dit jaar doen we niet meer mee.\nWe hebben geen personeel.\n\nGroeten\nAn"
    answer = await Correspondent(town=town, mailbox=AN).writes(said, to=f"kernbot+{token}@localhost")
    assert answer is not None
    assert "jullie doen nu niet meer mee" in answer
    assert "We hebben geen personeel." in answer
    assert "ontbreekt" not in answer
    assert await stage_of(town, 2) is Stage.WITHDRAWN
    assert "declined" in await happened(town, 1)


async def test_a_draft_is_withdrawn_after_a_second_word_and_never_by_the_first(town: Town) -> None:
    an, answer = await begun(town)
    asked = await an.hears(answer, "Niet dit jaar, bedankt.")
    assert "Wil je de aanvraag van Heist-op-den-Berg intrekken?" in asked
    assert "ZEKER INTREKKEN" in asked
    assert await stage_of(town, 1) is Stage.DRAFT
    await an.hears(asked, "zeker intrekken")
    assert await stage_of(town, 1) is Stage.WITHDRAWN


async def test_who_withdrew_begins_again_by_mail_with_all_answers(town: Town) -> None:
    an, answer = await begun(town)
    await an.replies(answer, "ZEKER INTREKKEN")
    ended = await an.hears(answer, "3: Deskundige")
    assert "Antwoord op deze mail met: opnieuw beginnen" in ended
    again = await an.hears(ended, "Opnieuw beginnen, graag.\n\n3: Deskundige")
    assert "We hebben een aanvraag voor je geopend" in again
    assert "\n2. Wie is" not in again.text
    assert "- 3. Functie contact: Deskundige" in again
    assert await stage_of(town, 2) is Stage.DRAFT


async def test_what_is_said_below_answers_withdraws_nothing(town: Town) -> None:
    an, answer = await begun(town)
    filled = await an.hears(answer, "3: Deskundige\n16: Dit jaar niet\nzeker intrekken")
    assert "3. Functie contact: Deskundige" in filled
    assert await stage_of(town, 1) is Stage.DRAFT


async def test_a_colleague_is_invited_by_a_line_and_joins_by_a_yes(town: Town) -> None:
    an, answer = await begun(town)
    told = await an.hears(answer, f"3: Deskundige\n\nKan je {BRAM} uitnodigen?")
    assert f"We stuurden je collega een uitnodiging per mail. Ze blijft {inviting.LASTS.days} dagen geldig." in told
    assert "Functie contact: Deskundige" in told
    assert "konden we nergens plaatsen" not in told
    bram = Correspondent(town=town, mailbox=BRAM, name="Bram Claes")
    invitation = await bram.newest()
    assert invitation is not None
    assert "Antwoord op deze mail met JA" in invitation
    code = await bram.hears(invitation, "Ja, ik werk graag mee!\n\n6: Dorpskern Itegem")
    assert await works_on(town, 1) == 1
    joined = await bram.hears(code, code.code)
    assert "Je werkt nu mee aan de aanvraag van Heist-op-den-Berg." in joined
    assert "6. Kerngebied: Dorpskern Itegem" in joined
    assert await works_on(town, 1) == 2


async def test_no_or_a_question_lets_nobody_in(town: Town) -> None:
    an, answer = await begun(town)
    await an.replies(answer, f"uitnodigen: {BRAM}")
    bram = Correspondent(town=town, mailbox=BRAM, name="Bram Claes")
    invitation = await bram.newest()
    assert invitation is not None
    assert await bram.replies(invitation, "Nee, ik ken An niet.") is None
    code = await bram.hears(invitation, "Wie is An?")
    asked = await bram.hears(code, code.code)
    assert "Wil je meewerken? Antwoord op deze mail met JA." in asked
    assert "begonnen" not in asked
    assert await works_on(town, 1) == 1
    joined = await bram.hears(asked, "ja")
    assert "Je werkt nu mee" in joined


async def test_the_token_of_an_invitation_opens_nothing_from_another_mailbox(town: Town) -> None:
    an, answer = await begun(town)
    await an.replies(answer, f"uitnodigen: {BRAM}")
    bram = Correspondent(town=town, mailbox=BRAM)
    invitation = await bram.newest()
    assert invitation is not None
    forged = await bram.replies(invitation, "ja\n3: hacker", sender=AN)
    assert forged is None or re.search(r"^\d{6}$", forged.text, re.MULTILINE)
    case = await town.house.services.store.run(case_queries.load, 1)
    assert "contact_function" not in case.kept
    assert await works_on(town, 1) == 1


async def test_an_application_is_handed_over_by_mail(town: Town) -> None:
    an, answer = await begun(town)
    await an.replies(answer, f"Overdragen aan {BRAM}")
    bram = Correspondent(town=town, mailbox=BRAM, name="Bram Claes")
    invitation = await bram.newest()
    assert invitation is not None
    code = await bram.hears(invitation, "Akkoord")
    taken = await bram.hears(code, code.code)
    assert "Jij bent nu de contactpersoon" in taken
    roles = dict(await town.house.services.store.run(participant_queries.active, 1))
    assert sorted(roles.values()) == ["colleague", "contact"]


async def test_a_colleague_who_asks_is_let_in_by_a_yes(town: Town) -> None:
    an, _ = await begun(town)
    bram = Correspondent(town=town, mailbox=BRAM, name="Bram Claes")
    questions = await bram.opens()
    asked = await bram.hears(questions, "1: ja")
    assert "We vroegen je collega's om je toe te laten" in asked
    request = next(one for one in await an.all_new() if "wil meewerken" in one.text)
    assert "Antwoord op deze mail met JA" in request
    again = await an.hears(request, "Wie is dat?")
    assert "Mag je collega meewerken?" in again
    let_in = await an.hears(request, "Ja, dat is goed.\n\n5: 015 25 00 00")
    assert "Je collega kan nu meewerken" in let_in
    assert "5. Telefoon contact: 015 25 00 00" in let_in
    assert await works_on(town, 1) == 2


async def test_a_colleague_who_asks_is_kept_out_by_a_no(town: Town) -> None:
    an, _ = await begun(town)
    bram = Correspondent(town=town, mailbox=BRAM, name="Bram Claes")
    await bram.replies(await bram.opens(), "1: ja")
    request = next(one for one in await an.all_new() if "wil meewerken" in one.text)
    kept_out = await an.hears(request, "neen")
    assert "Je collega werkt niet mee" in kept_out
    assert await works_on(town, 1) == 1
