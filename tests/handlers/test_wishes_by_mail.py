"""What a clerk who lives in the mailbox wishes beside answers: not this year, withdraw, invite, hand over."""

import re

from sqlmodel import Session

from models.calls.stages import Stage
from models.records.applications import case_queries, event_queries
from models.records.people import participant_queries, person_queries, reply_token
from models.records.people.reply_token import For, Reply
from models.turns.people import inviting
from tests.fakes.conversation import Town
from tests.fakes.correspondent import DECISION, Correspondent, Got
from tests.fakes.fallen import AN, fallen_out
from tests.fakes.mailed_answers import mailed

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


async def test_zeker_intrekken_counts_only_in_reply_to_the_question(town: Town) -> None:
    an, answer = await begun(town)
    asked = await an.hears(answer, "ZEKER INTREKKEN")
    assert "Wil je de aanvraag van Heist-op-den-Berg intrekken?" in asked
    assert await stage_of(town, 1) is Stage.DRAFT
    other = await an.hears(answer, "3: Deskundige")
    assert "Wil je de aanvraag" in await an.hears(other, "zeker intrekken")
    assert await stage_of(town, 1) is Stage.DRAFT
    await an.replies(asked, "ZEKER INTREKKEN")
    assert await stage_of(town, 1) is Stage.WITHDRAWN


async def test_the_question_whether_to_withdraw_asks_nothing_else(town: Town) -> None:
    an, answer = await begun(town)
    shown = await an.hears(answer, mailed(first="3"), (DECISION,))
    assert "INDIENEN" in shown
    asked = await an.hears(shown, "Intrekken")
    assert "ZEKER INTREKKEN" in asked
    assert "INDIENEN" not in asked
    changed = await an.hears(asked, "3: Diensthoofd")
    assert "3. Functie contact: Diensthoofd" in changed
    assert "INDIENEN" in changed
    await an.replies(changed, "INDIENEN")
    assert await stage_of(town, 1) is Stage.SUBMITTED


async def test_answers_below_intrekken_are_filled_in_as_long_as_nothing_ended(town: Town) -> None:
    an, answer = await begun(town)
    asked = await an.hears(answer, "Intrekken?\n\n3: Deskundige\n5: 015 25 00 00")
    assert "ZEKER INTREKKEN" in asked
    assert "- 3. Functie contact: Deskundige" in asked
    assert "- 5. Telefoon contact: 015 25 00 00" in asked
    assert "konden we nergens plaatsen" not in asked
    ended = await an.hears(asked, "Zeker intrekken.\n\nWe hebben geen personeel.")
    assert "We hebben geen personeel." in ended
    assert await stage_of(town, 1) is Stage.WITHDRAWN


async def withdrawn_by_an_and_begun_by_bram(town: Town) -> tuple[Correspondent, Got, Correspondent]:
    an, answer = await begun(town)
    ended = await an.hears(await an.hears(answer, "intrekken"), "zeker intrekken\n\nGeen tijd.")
    bram = Correspondent(town=town, mailbox=BRAM, name="Bram Claes")
    await bram.replies(await bram.opens(), "1: ja\n2: Bram Claes")
    return an, ended, bram


async def test_who_begins_again_beside_the_application_of_a_colleague_asks_to_join_it(town: Town) -> None:
    an, ended, bram = await withdrawn_by_an_and_begun_by_bram(town)
    told = await an.hears(ended, "Opnieuw beginnen\n\n5: 015 25 00 00")
    assert "We vroegen je collega's om je toe te laten" in told
    assert "We hebben een aanvraag voor je geopend" not in told
    assert "5. Telefoon contact: 015 25 00 00" in told
    request = next(one for one in await bram.all_new() if "wil meewerken" in one.text)
    await bram.hears(request, "ja")
    assert await works_on(town, 2) == 2


async def test_to_begin_again_concerns_the_application_that_the_mail_is_about(town: Town) -> None:
    _, ended, _ = await withdrawn_by_an_and_begun_by_bram(town)
    await town.house.services.store.run(participant_queries.join, 2, 1, "colleague", town.clock.now)
    await town.house.services.store.run(person_queries.change, 1, application_id=2)
    told = await Correspondent(town=town, mailbox=AN).hears(ended, "Opnieuw beginnen\n\n3: Deskundige")
    assert "Je werkt nu mee aan de aanvraag van Heist-op-den-Berg." in told
    assert "We hebben een aanvraag voor je geopend" not in told
    assert "3. Functie contact: Deskundige" in told


async def test_a_reply_to_an_earlier_end_begins_again_with_all_that_was_answered_since(town: Town) -> None:
    an, answer = await begun(town)
    ended = await an.hears(await an.hears(answer, "intrekken"), "zeker intrekken\n\nGeen tijd.")
    again = await an.hears(ended, "opnieuw beginnen")
    filled = await an.hears(again, "3: Deskundige")
    await an.hears(await an.hears(filled, "intrekken"), "zeker intrekken\n\nToch niet.")
    third = await an.hears(ended, "opnieuw beginnen\n\n5: 015 25 00 00")
    assert "We hebben een aanvraag voor je geopend" in third
    assert await stage_of(town, 3) is Stage.DRAFT
    case = await town.house.services.store.run(case_queries.load, 3)
    assert {"contact_function", "contact_phone"} <= case.kept.keys()


async def test_who_begins_again_by_mail_leaves_the_application_of_their_chat_alone(town: Town) -> None:
    an, answer = await begun(town)
    ended = await an.hears(await an.hears(answer, "intrekken"), "zeker intrekken\n\nGeen tijd.")
    other_id = await town.house.services.store.run(_lier_ended, town)
    again = await an.hears(ended, "Opnieuw beginnen\n\n3: Deskundige")
    assert "We hebben een aanvraag voor je geopend" in again
    assert "3. Functie contact: Deskundige" in again
    fresh = await town.house.services.store.run(case_queries.load, other_id + 1)
    assert fresh.carried_from_id == 1
    assert fresh.kept["contact_function"].answer.said == "Deskundige"


def _lier_ended(session: Session, town: Town) -> int:
    """Let An work in chat on an application of another municipality, which ended, too."""
    call, now = town.house.services.house.call, town.clock.now
    round_ = call.round_at(now)
    assert round_ is not None
    application_id = case_queries.add_application(
        session, call_name=call.name, call_version=call.version, round_id=round_.id, now=now, nis_code="12021"
    )
    participant_queries.join(session, application_id, 1, "contact", now)
    case_queries.change(session, application_id, stage=Stage.WITHDRAWN)
    person_queries.change(session, 1, application_id=application_id)
    return application_id


async def test_who_withdrew_begins_again_by_mail_with_all_answers(town: Town) -> None:
    an, answer = await begun(town)
    await an.hears(await an.hears(answer, "intrekken"), "ZEKER INTREKKEN")
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
    offered = await an.hears(answer, f"Overdragen aan {BRAM}")
    assert "We vroegen je collega per mail om de aanvraag over te nemen." in offered
    assert "een uitnodiging" not in offered
    bram = Correspondent(town=town, mailbox=BRAM, name="Bram Claes")
    invitation = await bram.newest()
    assert invitation is not None
    code = await bram.hears(invitation, "Akkoord")
    taken = await bram.hears(code, code.code)
    assert "Jij bent nu de contactpersoon" in taken
    roles = dict(await town.house.services.store.run(participant_queries.active, 1))
    assert sorted(roles.values()) == ["colleague", "contact"]


async def test_a_mailbox_within_an_answer_invites_nobody(town: Town) -> None:
    an, answer = await begun(town)
    said = (
        "We deden al veel samen met de provincie.\nels@lier.be zal ons haar studie overdragen.\nDie gaat over Itegem."
    )
    told = await an.hears(answer, f"9: {said}")
    assert "uitnodiging" not in told
    case = await town.house.services.store.run(case_queries.load, 1)
    assert [kept.answer.said for kept in case.kept.values() if "studie" in kept.answer.said] == [said]
