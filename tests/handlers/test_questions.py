"""A question that the list cannot answer reaches an officer, and the answer comes back where it was asked."""

from datetime import timedelta

from sqlmodel import Session

from models.records.desk.question import Question
from models.records.messages import failure_queries
from models.records.people import person_queries, whose_queries
from models.records.privacy import own_data_queries
from tests.fakes import desk, facts
from tests.fakes.conversation import CLEAR, Chat, Town
from tests.fakes.mailbag import mails, news, plain
from tests.fakes.played_once import played_once
from tests.fakes.underway import at_seven

ASKED = "Mogen wij de foto's van de heemkring gebruiken?"
REPLY = "Ja, als de heemkring akkoord gaat."
LUT = "lut@provincie.example"


@played_once
async def asks(town: Town) -> Chat:
    """Return the chat of a clerk at question 7 who asked what the list does not know."""
    an = await at_seven(town)
    await an.says(f"/vraag {ASKED}")
    return an


async def test_the_province_reads_it_by_mail_and_in_chat_and_the_answer_comes_back_in_the_same_chat(town: Town) -> None:
    piet = await desk.province(town)
    an = await at_seven(town)
    said = await an.says(f"/vraag {ASKED}")
    assert "onderweg naar de provincie Antwerpen. Het antwoord komt hier." in said
    (letter,) = [mail for mail in await mails(town, desk.PIET) if "Vraag van Heist-op-den-Berg" in mail.subject]
    assert f"> {ASKED}" in letter
    assert "7. Uitdaging" in letter
    shown = await piet.presses("Antwoorden")
    assert ASKED in shown
    assert "Je antwoord is onderweg naar" in await piet.says(REPLY)
    (told,) = await news(an)
    assert REPLY in plain(told)
    assert "medewerker van de provincie Antwerpen" in plain(told)
    assert "7. Wat is jullie uitdaging?" in await an.presses("Verder")


async def test_the_place_in_the_checklist_is_kept_while_it_waits(town: Town) -> None:
    await desk.province(town)
    an = await asks(town)
    assert "8. Over welke van de vijf B's" in await an.says(CLEAR)


async def test_it_is_kept_with_the_case_and_the_history_holds_no_word_of_it(town: Town) -> None:
    piet, an = await desk.province(town), await asks(town)
    await piet.says("/dossiers")
    await piet.presses("1 open vraag")
    await piet.presses("Antwoord Heist")
    await piet.says(REPLY)
    lines = await facts.history(an)
    assert [one.what for one in lines if "question" in one.what or one.what == "asked"] == [
        "asked",
        "question_answered",
    ]
    assert not [one for one in lines if REPLY in one.detail or ASKED in one.detail]
    page = await piet.says("Heist-op-den-Berg")
    assert f"{ASKED} → {REPLY}" in page


async def test_who_answers_second_is_told_so_and_what_they_wrote_is_not_lost(town: Town) -> None:
    piet, lut = await desk.province(town), await desk.province(town, "Lut", LUT)
    an = await asks(town)
    await news(an)
    for officer in (piet, lut):
        await officer.says("/dossiers")
        await officer.presses("1 open vraag")
        await officer.presses("Antwoord Heist")
    await piet.says(REPLY)
    said = await lut.says("Neen, dat mag niet.")
    assert "Piet antwoordde al op deze vraag." in said
    assert "Jouw antwoord is niet verstuurd. Dit schreef je: Neen, dat mag niet." in said
    assert len(await news(an)) == 1
    assert "Er wacht geen vraag" in await lut.presses("Alle open vragen")


async def test_without_a_province_officer_the_agency_has_it(town: Town) -> None:
    els = await desk.agency(town)
    await desk.province(town, of="Limburg")
    an = await at_seven(town)
    assert "onderweg naar VLAIO" in await an.says(f"/vraag {ASKED}")
    await els.says("/dossiers")
    await els.presses("1 open vraag")
    await els.presses("Antwoord Heist")
    await els.says(REPLY)
    (told,) = await news(an)
    assert "Els, medewerker van VLAIO" in plain(told)


async def test_a_question_of_another_province_is_not_there(town: Town) -> None:
    await desk.province(town)
    els, lut = await desk.agency(town), await desk.province(town, "Lut", LUT, of="Limburg")
    await asks(town)
    for officer in (els, lut):
        assert "open vraag" not in " ".join((await officer.says("/dossiers")).labels)
        assert "werkt niet meer" in await officer.forges("qa:1")


async def test_with_nobody_at_all_the_person_hears_who_else_there_is(town: Town) -> None:
    an = await at_seven(town)
    said = await an.says(f"/vraag {ASKED}")
    assert "0800 20 555" in said
    assert "onderweg" not in said


async def test_an_officer_who_is_invited_later_finds_what_waits(town: Town) -> None:
    await asks(town)
    piet = await desk.province(town)
    assert "1 open vraag" in (await piet.says("/dossiers")).labels


async def test_nobody_floods_the_mailbox_of_an_officer(town: Town) -> None:
    await desk.province(town)
    an = await at_seven(town)
    for number in range(8):
        await an.says(f"/vraag Wat met geval {number} van de heemkring en de foto's?")
    letters = [mail for mail in await mails(town, desk.PIET) if "Vraag van" in mail.subject]
    assert (len(letters), await facts.count(an, Question)) == (5, 8)


async def test_dat_was_het_niet_passes_it_on(town: Town) -> None:
    piet = await desk.province(town)
    an = await at_seven(town)
    await an.says("/vraag kost dit iets?")
    assert "onderweg naar de provincie" in await an.presses("Dat was het niet")
    await piet.says("/dossiers")
    assert "kost dit iets?" in await piet.presses("1 open vraag")


async def test_a_question_that_was_answered_is_not_mailed_any_more(town: Town) -> None:
    piet = await desk.province(town)
    await asks(town)
    await piet.forges("qa:1")
    await piet.says(REPLY)
    assert [mail for mail in await mails(town, desk.PIET) if "Vraag van" in mail.subject] == []


async def test_a_question_that_nobody_can_answer_stands_in_the_list_of_the_operator(town: Town) -> None:
    await asks(town)
    day = timedelta(days=1)
    run = town.house.services.store.run
    found = await run(failure_queries.troubled, town.clock() - day, town.clock() + day)
    assert [one.line for one in found["unanswered"]] == ["1 · question · 2021-10-20"]
    await desk.agency(town)
    found = await run(failure_queries.troubled, town.clock() - day, town.clock() + day)
    assert found["unanswered"] == ()


async def test_an_answer_that_is_too_long_is_not_cut_off_and_the_way_back_is_no_answer(town: Town) -> None:
    piet, an = await desk.province(town), await asks(town)
    await news(an)
    await piet.forges("qa:1")
    assert "Dat is te lang: 100 tekens te veel. Er is niets verstuurd" in await piet.says("x" * 3_000)
    assert await news(an) == []
    assert "Je bent medewerker van de provincie" in await piet.says("terug")
    await piet.says(REPLY)
    assert await news(an) == []


async def test_the_question_of_somebody_else_is_no_data_of_the_officer_who_answered(town: Town) -> None:
    piet, an = await desk.province(town), await asks(town)
    await piet.forges("qa:1")
    await piet.says(REPLY)
    theirs, own = await own_data(piet), await own_data(an)
    assert "question" not in theirs
    assert (own["question"][0]["text"], own["question"][0]["answer"]) == (ASKED, REPLY)


async def own_data(chat: Chat) -> dict[str, list[dict[str, object]]]:
    """Return what is kept of a person."""

    def collect(session: Session) -> dict[str, list[dict[str, object]]]:
        speaker = person_queries.speaker(session, "local", chat.chat_id)
        assert speaker is not None
        return own_data_queries.collect(session, whose_queries.of_person(session, speaker.person_id))

    return await chat.house.services.store.run(collect)
