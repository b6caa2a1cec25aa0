"""A question in a reply: who reads it, also after the intake interview, and where its answer comes."""

from models.records.desk import question_queries
from tests.fakes import desk, guided
from tests.fakes.conversation import Town
from tests.fakes.correspondent import Correspondent
from tests.fakes.mailbag import mails, plain

ASKED = "Mag onze schepen meekomen naar het gesprek?"
REPLY = "Ja, graag zelfs."


async def test_after_the_interview_is_planned_its_officer_reads_it_and_answers(town: Town) -> None:
    piet = await desk.province(town)
    chat, els = await guided.planned(town)
    an = Correspondent(town=town, mailbox=guided.AN)
    invitation = next(one for one in await an.all_new() if "intakegesprek" in one.subject.lower())
    told = await an.hears(invitation, ASKED)
    assert "onderweg naar een medewerker. Het antwoord komt in je mailbox." in told
    assert any(ASKED in one for one in await mails(town, desk.ELS))
    assert not any(ASKED in plain(one) for one in await piet.bot_messages())
    await els.presses("Antwoorden")
    assert "Je antwoord is onderweg" in await els.says(REPLY)
    answer = await an.newest()
    assert answer is not None
    assert REPLY in answer
    assert any(REPLY in plain(one) for one in await chat.bot_messages())


async def test_the_province_can_answer_it_when_that_officer_is_away(town: Town) -> None:
    piet = await desk.province(town)
    await guided.planned(town)
    an = Correspondent(town=town, mailbox=guided.AN)
    invitation = next(one for one in await an.all_new() if "intakegesprek" in one.subject.lower())
    await an.replies(invitation, ASKED)
    await piet.says("/dossiers")
    await piet.presses("1 open vraag")
    await piet.presses("Antwoord Heist")
    await piet.says(REPLY)
    row = await town.house.services.store.run(question_queries.one, 1)
    assert row is not None
    assert row.answer == REPLY


async def test_once_that_officer_is_one_no_more_it_goes_to_the_province(town: Town) -> None:
    piet = await desk.province(town)
    await guided.planned(town)
    await desk.revoked(town, desk.ELS)
    an = Correspondent(town=town, mailbox=guided.AN)
    invitation = next(one for one in await an.all_new() if "intakegesprek" in one.subject.lower())
    await an.replies(invitation, ASKED)
    assert any(ASKED in plain(one) for one in await piet.bot_messages())


async def test_who_planned_the_interview_finds_it_in_the_list_although_a_province_stands_beside(town: Town) -> None:
    await desk.province(town)
    _, els = await guided.planned(town)
    other = await desk.agency(town, "Jan", "jan@vlaio.example")
    an = Correspondent(town=town, mailbox=guided.AN)
    invitation = next(one for one in await an.all_new() if "intakegesprek" in one.subject.lower())
    await an.replies(invitation, ASKED)
    assert "open vra" not in " ".join((await other.says("/dossiers")).labels)
    await els.says("/dossiers")
    assert ASKED in await els.presses("1 open vraag")
    await els.presses("Antwoord Heist")
    await els.says(REPLY)
    assert "open vra" not in " ".join((await els.says("/dossiers")).labels)
