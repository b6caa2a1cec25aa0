"""The evaluation: asked at the end, answered like the application, sent once, answered with advice."""

from datetime import datetime
from pathlib import Path

from models.calls.stages import Stage
from tests.fakes import facts, guided
from tests.fakes.conversation import BRUSSELS, StandingClock, Town, open_town
from tests.fakes.guided import AN, NUMBER
from tests.fakes.mailbag import mails

ASKS = "Hoe was de begeleiding"


async def letters(town: Town) -> list[str]:
    return [one.subject for one in await mails(town, AN) if "begeleiding van" in one.subject]


async def test_it_is_asked_on_the_morning_after_the_last_phase(town: Town) -> None:
    await guided.in_guidance(town)
    town.clock.move_to("2022-03-31 23:59:00")
    await town.house.desk.tick()
    assert await letters(town) == []

    town.clock.move_to("2022-04-01 00:05:00")
    await town.house.desk.tick()
    assert await letters(town) == []
    town.clock.move_to("2022-04-01 09:00:00")

    assert await letters(town) == ["Hoe was de begeleiding van Heist-op-den-Berg?"]


async def test_it_is_asked_on_a_working_day(town: Town) -> None:
    _, els = await guided.in_guidance(town)
    await els.says(NUMBER)
    await els.presses("+ Fase")
    await els.answers("Uitwerken", "1 april 2022", "15 april 2022")
    await els.presses("Bevestigen")
    town.clock.move_to("2022-04-16 10:00:00")  # Saturday; Easter Monday follows
    await town.house.desk.tick()
    town.clock.move_to("2022-04-18 12:00:00")
    assert await letters(town) == []

    town.clock.move_to("2022-04-19 09:00:00")

    assert len(await letters(town)) == 1


async def test_it_is_asked_once_more_after_two_weeks_and_then_no_more(town: Town) -> None:
    await guided.asked(town)
    for day in ("2022-04-14 10:00:00", "2022-04-15 10:00:00", "2022-05-15 10:00:00"):
        town.clock.move_to(day)
        await town.house.desk.tick()

    assert [subject.startswith("Nog even") for subject in await letters(town)] == [False, True]


async def test_who_answered_is_not_asked_once_more(town: Town) -> None:
    await guided.evaluated(town)
    town.clock.move_to("2022-05-15 10:00:00")
    await town.house.desk.tick()

    assert len(await letters(town)) == 1


async def test_before_it_is_asked_what_is_typed_is_no_answer(town: Town) -> None:
    an, _ = await guided.in_guidance(town)

    assert "ligt vast" in await an.says("8")
    assert "begeleiding" in await an.says("/aanvraag")
    assert (await facts.case_of(an)).answers.get("score") is None


async def test_what_is_typed_before_it_is_begun_is_no_answer_either(town: Town) -> None:
    an, _ = await guided.asked(town)

    assert "Dat begrijp ik niet als antwoord" in await an.says("dank je wel")
    assert "VLAIO vraagt jullie evaluatie" in await an.says("/status")


async def test_the_way_through_it_is_that_of_the_application(town: Town) -> None:
    an, _ = await guided.asked(town)

    assert "1. Hoe tevreden" in await an.says("/aanvraag")
    assert "Dit getal is te groot" in await an.says("11")
    await an.answers("8", "Niet")
    said = await an.says("De eigenaars.")
    assert "nog te kort" in said or "onduidelijk" in said
    await an.presses("Laat zo")
    assert "2. Hebben jullie bereikt" in await an.says("/wijzig 2")
    assert "1. Hoe tevreden" in await an.presses("Terug")
    assert "4. Nuttigst (ontbreekt)" in await an.says("/ontbreekt")


async def test_it_is_not_sent_while_something_is_missing(town: Town) -> None:
    an, _ = await guided.asked(town)
    await an.says("/aanvraag")
    await an.says("8")

    said = await an.says("/indienen")

    assert "de evaluatie is nog niet volledig" in said
    assert "2. Bereikt (ontbreekt)" in said
    assert (await facts.case_of(an)).stage is Stage.GUIDANCE


async def test_once_all_is_filled_in_the_way_on_is_to_send_the_evaluation(town: Town) -> None:
    an, _ = await guided.asked(town)
    await an.says("/aanvraag")
    await an.answers(*guided.EVALUATION, guided.USEFUL)
    await an.presses("Overslaan")
    await an.answers(guided.STEPS, "ja", guided.STORY)

    said = await an.says("/ontbreekt")

    assert said.labels == ["Nakijken en versturen"]
    assert "Dit is jullie evaluatie" in await an.presses("Nakijken en versturen")


async def test_once_sent_it_is_fixed_and_the_agency_reads_it(town: Town) -> None:
    an, els = await guided.evaluated(town)
    await an.presses("Nee, niet delen")

    assert (await facts.case_of(an)).stage is Stage.EVALUATED
    assert "ligt vast" in await an.says("/wijzig 1")
    said = await els.says(NUMBER)
    assert "Evaluatie, ontvangen op vrijdag 1 april 2022" in said
    assert "1. Score: 8" in said
    assert guided.STEPS in said


async def test_a_draft_of_an_evaluation_is_not_read_by_the_agency(town: Town) -> None:
    an, els = await guided.asked(town)
    await an.says("/aanvraag")
    await an.says("3")

    said = await els.says(NUMBER)
    assert "Evaluatie gevraagd op vrijdag 1 april 2022, nog niet ontvangen." in said
    assert "Score" not in said


async def test_the_agency_can_ask_it_sooner(town: Town) -> None:
    an, els = await guided.in_guidance(town)
    await els.says(NUMBER)
    await els.presses("Evaluatie nu vragen")
    await els.presses("Bevestigen")

    assert len(await letters(town)) == 1
    assert "1. Hoe tevreden" in await an.says("/aanvraag")


async def test_the_advice_is_mailed_and_stands_in_the_status(town: Town) -> None:
    an, els = await guided.evaluated(town)
    await an.presses("Nee, niet delen")
    await els.says(NUMBER)
    await els.presses("Advies geven")
    await els.says("Begin met de eigenaars.\nDaarna het reglement.")
    await els.presses("Bevestigen")

    letter = (await mails(town, AN))[-1]
    assert letter.subject == f"Advies over de volgende stappen: Heist-op-den-Berg ({NUMBER})"
    assert "Daarna het reglement." in letter
    assert "Advies van VLAIO: Begin met de eigenaars." in await an.says("/status")


async def test_an_advice_waits_for_the_evaluation(town: Town) -> None:
    an, els = await guided.asked(town)
    app = (await facts.case_of(an)).application_id

    assert "nog niet geëvalueerd" in await els.forges(f"fb:advise:{app}")


async def test_a_long_advice_full_of_signs_arrives_in_chat_too(town: Town) -> None:
    an, els = await guided.evaluated(town)
    await els.says(NUMBER)
    await els.presses("Advies geven")
    await els.says("😀<b>&" * 1000)
    await els.presses("Bevestigen")
    await town.mails()

    told = (await an.bot_messages())[-1].text_html
    assert "Het hele advies vind je met /status" in told
    assert "&lt;b&gt;&amp;" in told


async def test_a_yes_that_is_typed_under_the_summary_sends_it(town: Town) -> None:
    an, _ = await guided.asked(town)
    await an.says("/aanvraag")
    await an.answers(*guided.EVALUATION, guided.USEFUL, "overslaan", guided.STEPS, "ja", "overslaan")
    await an.presses("Nakijken en versturen")

    assert "Bedankt, jullie evaluatie is verstuurd" in await an.says("ja")
    assert (await facts.case_of(an)).stage is Stage.EVALUATED


async def test_who_was_evaluated_can_apply_again_without_the_evaluation_of_before(tmp_path: Path) -> None:
    clock = StandingClock(datetime(2021, 10, 20, 10, tzinfo=BRUSSELS))
    async with open_town(tmp_path, clock, "profploeg") as town:
        an, _ = await guided.evaluated(town)
        await an.presses("Nee, niet delen")

        assert "Wil je een nieuwe beginnen?" in await an.says("/aanvraag")
        await an.presses("Ja, met mijn vorige antwoorden")

        case = await facts.case_of(an)
        assert (case.stage, case.round.id) == (Stage.DRAFT, "2022-1")
        assert "challenge" in case.answers
        assert not case.answers.keys() & case.call.evaluation.by_key.keys()


async def test_once_the_last_phase_is_over_it_need_not_be_waited_for(town: Town) -> None:
    an, _ = await guided.in_guidance(town)
    town.clock.move_to("2022-04-01 00:00:01")

    assert "1. Hoe tevreden" in await an.says("/aanvraag")
    await an.answers(*guided.EVALUATION, guided.USEFUL, "overslaan", guided.STEPS, "ja", "overslaan", "/indienen", "ja")
    await town.house.desk.tick()

    assert (await facts.case_of(an)).stage is Stage.EVALUATED
    assert await letters(town) == []
