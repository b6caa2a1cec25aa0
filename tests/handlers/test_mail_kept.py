"""What is mailed where nothing can be filled in is kept, and its writer reads how it goes on."""

import re

import pytest
from sqlmodel import Session, select

import handlers.mail
from models.records.applications.attachment import Attachment
from tests.fakes import desk, facts
from tests.fakes.conversation import A_PDF, Town
from tests.fakes.correspondent import DECISION, Correspondent
from tests.fakes.mailbag import plain

AN = "an.peeters@heist-op-den-berg.be"


async def kept_files(town: Town) -> list[str]:
    """Return the files that were kept without an item."""

    def look(session: Session) -> list[str]:
        return [row.file_name for row in session.execute(select(Attachment)).scalars() if row.item_key is None]

    return await town.house.services.store.run(look)


async def test_a_mail_to_an_application_that_is_fixed_is_kept_with_it_and_says_the_way_on(town: Town) -> None:
    await desk.sent(town, "An", AN)
    an = Correspondent(town=town, mailbox=AN)
    [receipt] = [one for one in await an.all_new() if "PROF-2021-2-0001" in one.text]
    town.clock.move_to("2021-11-15 10:00")
    answer = await an.hears(receipt, "7: toch liever een andere tekst", (("plan.pdf", A_PDF),))
    assert "je aanvraag ligt vast" in answer
    assert "Dit bewaren we bij je aanvraag" in answer
    assert "toch liever een andere tekst" in answer
    assert "Hoort dit bij" not in answer
    assert "Antwoord met een vraag" in answer
    assert await kept_files(town) == ["plan.pdf"]


async def test_the_way_on_is_a_question_that_reaches_the_province(town: Town) -> None:
    piet = await desk.province(town)
    await desk.sent(town, "An", AN)
    an = Correspondent(town=town, mailbox=AN)
    [receipt] = [one for one in await an.all_new() if "PROF-2021-2-0001" in one.text]
    town.clock.move_to("2021-11-15 10:00")
    answer = await an.hears(receipt, "Mogen wij de foto's van de heemkring gebruiken?")
    assert "onderweg naar een medewerker" in answer
    assert any("Mogen wij de foto's" in plain(one) for one in await piet.bot_messages())


async def test_a_question_by_mail_that_nobody_reads_yet_promises_no_answer(town: Town) -> None:
    an = Correspondent(town=town, mailbox=AN)
    questions = await an.opens()
    answer = await an.hears(questions, "Mogen wij de foto's van de heemkring gebruiken?")
    assert "Er is nu nog geen medewerker die ze leest" in answer


async def test_a_file_that_belongs_nowhere_is_asked_about_again_in_chat(town: Town) -> None:
    chat = await town.proven("An", AN)
    await facts.case_of(chat)
    an = Correspondent(town=town, mailbox=AN)
    asked = await an.writes("Wij willen aanvragen, zie bijlage.", files=(DECISION, ("plan.pdf", A_PDF)))
    assert asked is not None
    answer = await an.hears(asked, asked.code)
    assert 'plan.pdf" Hoort dit bij 12. ' in " ".join(answer.text.split())
    said = await chat.says("/ontbreekt")
    assert "Bij welke vraag hoort plan.pdf?" in said
    await chat.presses("plan.pdf → 23")
    assert "plan.pdf" not in await chat.says("/ontbreekt")
    again = await an.hears(answer, "5: 015 25 00 00")
    assert "plan.pdf" not in again


async def test_who_mails_what_we_fail_on_is_told_once_with_a_number(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    an = Correspondent(town=town, mailbox=AN)
    questions = await an.opens()

    def fails(*_: object) -> None:
        raise RuntimeError("our mistake")

    monkeypatch.setattr(handlers.mail, "take_mail", fails)
    told = await an.hears(questions, "1: ja")
    assert "Dat is een fout van ons, niet van jou." in told
    assert re.search(r"Foutnummer: [0-9a-f]{8}\.", told.text)
    town.clock.pass_(hours=1)
    assert await an.newest() is None
