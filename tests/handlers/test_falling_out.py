"""Falling out makes the next draft: everything filled in, what lacked first, one message, and a way to decline."""

from models.calls.stages import Stage
from tests.fakes import desk, facts
from tests.fakes.conversation import CLEAR, Chat, Town
from tests.fakes.mailbag import mails, news, plain
from tests.fakes.played_once import played_once
from tests.handlers.test_deciding import leave, stages

AN = "an.peeters@heist-op-den-berg.be"
OTHER = CLEAR.replace("Kerkstraat", "Bergstraat")


@played_once
async def fallen(town: Town, remark: str = "7: Over welke straten gaat het?") -> tuple[Chat, Chat]:
    """Return the chats of a clerk whose application of the first round is inadmissible, and of the officer."""
    town.clock.move_to("2021-08-10 10:00")
    an = await desk.sent(town, "An", AN)
    els = await desk.agency(town)
    town.clock.move_to("2021-08-16 10:00")
    await els.says("PROF-2021-1-0001")
    await els.presses("Onontvankelijk")
    await els.presses("9. ")
    await els.says(remark)
    await els.presses("Bekijk de brief")
    await els.presses("Bevestigen")
    return an, els


async def test_the_draft_is_there_when_the_letter_leaves_and_not_before(town: Town) -> None:
    an, els = await fallen(town)
    assert [case.round.id for case in await facts.applications(an)] == ["2021-1"]
    assert "ingediend" in await an.says("/status")
    await leave(town)
    old, draft = await facts.applications(an)
    assert (old.stage, draft.stage, draft.round.id) == (Stage.INADMISSIBLE, Stage.DRAFT, "2021-2")
    assert draft.answers.keys() == old.answers.keys()
    assert draft.is_owned
    assert not old.is_owned
    assert (await facts.case_of(an)).application_id == draft.application_id
    assert "kan niet meer" in await els.forges("du:1")


async def test_an_undo_leaves_no_trace_of_a_draft(town: Town) -> None:
    an, els = await fallen(town)
    await els.presses("Ongedaan maken")
    await leave(town)
    assert [case.stage for case in await facts.applications(an)] == [Stage.SUBMITTED]
    assert (await facts.applications(an))[0].is_owned


async def test_the_letter_alone_makes_the_draft_ready_when_no_tick_came_first(town: Town) -> None:
    an, _ = await fallen(town)
    town.clock.pass_(minutes=10)
    letter = (await mails(town, AN))[-1]
    assert "Alles wat jullie invulden, staat klaar voor indieningsronde 2021-2" in letter
    assert "tot en met vrijdag 12 november 2021, 23.59 uur (Brussel)" in letter
    assert len(await facts.applications(an)) == 2


async def test_one_message_in_the_chat_says_what_to_mend_and_until_when(town: Town) -> None:
    an, _ = await fallen(town)
    await mails(town)
    town.clock.pass_(minutes=10)
    (one,) = await news(an)
    said = plain(one)
    assert "7. Uitdaging: Over welke straten gaat het?" in said
    assert "9. " in said
    assert "vrijdag 12 november 2021, 23.59 uur" in said
    assert [button.label for row in one.buttons for button in row] == ["Verder", "Niet dit jaar"]


async def test_what_lacked_comes_first_and_is_marked_and_the_dated_ones_ask_whether_they_still_hold(
    town: Town,
) -> None:
    an, _ = await fallen(town)
    await mails(town)
    await leave(town)
    await news(an)
    said = await an.presses("Verder")
    assert "7. " in said
    assert "VLAIO vraagt dit opnieuw: Over welke straten gaat het?" in said
    assert "Klopt dit nog?" in said
    said = await an.says(OTHER)
    assert "9. " in said
    assert "VLAIO vraagt dit opnieuw." in said
    said = await an.says(OTHER)
    assert "VLAIO vraagt" not in said
    assert "Klopt dit nog?" in said
    assert (await facts.answer(an, "challenge")).value == OTHER


async def test_from_inadmissible_to_submitted_in_the_next_round(town: Town) -> None:
    an, _ = await fallen(town)
    await leave(town)
    await an.says("/aanvraag")
    await an.says(OTHER)
    await an.says("/indienen")
    said = await an.presses("Ja, indienen")
    assert "PROF-2021-2-0001" in said
    assert (await facts.case_of(an)).stage is Stage.SUBMITTED


async def test_who_declines_has_no_draft_any_more_and_the_history_says_why(town: Town) -> None:
    an, _ = await fallen(town)
    await mails(town)
    await leave(town)
    await news(an)
    said = await an.presses("Niet dit jaar")
    assert "voor dit jaar stopt het hier" in said
    _, draft = await facts.applications(an)
    assert draft.stage is Stage.WITHDRAWN
    assert not draft.is_owned
    assert (await stages(an))[-2:] == ["withdrawn", "declined"]
    before = len(await facts.history(an))
    await an.forges(f"decl:{draft.application_id}")
    assert len(await facts.history(an)) == before
    for day in ("2021-10-01 09:00", "2021-11-11 09:00", "2021-11-12 14:00"):
        town.clock.move_to(day)
        await town.house.planner.tick()
        assert await news(an) == []
    assert "nieuwe beginnen" in await an.says("/aanvraag")


async def test_a_draft_that_did_not_fall_out_cannot_be_declined(town: Town) -> None:
    an = await town.proven("An", AN)
    app = (await facts.case_of(an)).application_id
    assert "werkt niet meer" in await an.forges(f"decl:{app}")
    assert (await facts.case_of(an)).stage is Stage.DRAFT


async def test_a_draft_of_the_next_round_that_is_there_gets_what_was_sent_and_keeps_its_own(town: Town) -> None:
    town.clock.move_to("2021-08-10 10:00")
    an = await desk.sent(town, "An", AN)
    els = await desk.agency(town)
    town.clock.move_to("2021-08-16 10:00")
    lies = await town.begun("Lies")
    await lies.answers("Lies Maes", "Diensthoofd", "lies@heist-op-den-berg.be")
    await lies.types_the_code("lies@heist-op-den-berg.be")
    mine = (await facts.case_of(lies)).application_id
    await els.says("PROF-2021-1-0001")
    await els.presses("Onontvankelijk")
    await els.says("7: Welke straten?")
    await els.presses("Bekijk de brief")
    await els.presses("Bevestigen")
    await leave(town)
    draft = await facts.case_of(lies)
    assert draft.application_id == mine == (await facts.case_of(an)).application_id
    assert draft.answers["contact_name"].value == "Lies Maes"
    assert draft.answers["challenge"].value == CLEAR
    assert draft.asked_first == ("challenge",)
    assert "besluit.pdf" in draft.answers["college_decision"].said


async def test_without_a_next_round_everything_is_kept_and_the_letter_says_so(town: Town) -> None:
    an, els = await desk.sent(town, "An", AN), await desk.agency(town)
    town.clock.move_to("2021-11-15 10:00")
    await els.says("PROF-2021-2-0001")
    await els.presses("Onontvankelijk")
    await els.says("7: Welke straten?")
    await els.presses("Bekijk de brief")
    await els.presses("Bevestigen")
    await leave(town)
    letter = (await mails(town, AN))[-1]
    assert "Er is nu geen ronde open" in letter
    assert "Niet dit jaar" not in letter
    assert len(await facts.applications(an)) == 1
    assert "afgesloten" in await an.says("/aanvraag")
