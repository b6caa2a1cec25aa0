"""Erasing oneself: after it, nothing of the person is left anywhere, and what is the municipality's stays."""

import json
from pathlib import Path

from sqlmodel import Session

from models.records.applications import application_erasing_queries, event_queries
from models.records.messages import outbox_queries
from tests.fakes import desk, facts
from tests.fakes.conversation import CLEAR, Chat, StandingClock, Town, open_town
from tests.fakes.mailbag import mails
from tests.fakes.traces import in_rows, left_of

NAME, AN, PHONE = "An Verstraeten", "an.verstraeten@heist-op-den-berg.be", "015 25 47 11"
BRAM = "bram.claes@heist-op-den-berg.be"
OWN_TEXT = CLEAR.replace("Kerkstraat", "Molenwijk")
QUESTION = "Mag de Zwanendreef ook meedoen als het regent?"


async def somebody(town: Town) -> Chat:
    """Return the chat of somebody with one of everything, who is not named like the answers of others."""
    an = await town.begun(NAME)
    await an.answers(NAME, "Deskundige", AN)
    await an.types_the_code(AN)
    await an.answers(PHONE, "Dorpskern Itegem: Kerkstraat", OWN_TEXT)
    await an.says("/wijzig 12")
    await an.sends("besluit-zwanendreef.pdf")
    await an.says(f"/vraag {QUESTION}")
    await town.house.sweep.send_due()
    return an


def words(chat: Chat) -> list[str]:
    return [NAME, AN, PHONE, PHONE.replace(" ", "")[1:], str(chat.chat_id)]


async def erases(chat: Chat) -> None:
    await chat.says("/privacy")
    said = await chat.presses("Wis mijn gegevens")
    assert "Dit verdwijnt, meteen en voorgoed" in said
    said = await chat.presses("Ja, wis alles")
    assert "Ik heb je gegevens gewist" in said


async def test_nothing_is_left_of_who_worked_alone(town: Town) -> None:
    an = await somebody(town)
    mine = [*words(an), "Molenwijk", "zwanendreef"]
    assert {word for *_, word in await left_of(town, mine)} == set(mine)
    await erases(an)
    assert await left_of(town, mine) == []
    assert not list((town.house.settings.data_dir / "files").rglob("*/*"))


async def test_the_history_keeps_a_pseudonym(town: Town) -> None:
    an = await somebody(town)
    app = (await facts.case_of(an)).application_id
    await erases(an)

    def history(session: Session) -> list[tuple[str, int | None]]:
        return [(row.what, row.person_id) for row in event_queries.history(session, app)]

    steps = await town.house.services.store.run(history)
    assert ("begun", 1) in steps
    assert steps[-1][0] == "erased"


async def colleagues(town: Town, an: Chat | None = None) -> tuple[Chat, Chat]:
    """Return two people on one application, the first its contact."""
    an = an or await somebody(town)
    await an.says("/deel")
    await an.presses("Collega uitnodigen")
    await an.says(BRAM)
    bram = await town.person("Bram Claes")
    await bram.says((await mails(town, BRAM))[-1].token)
    await bram.presses("Akkoord")
    await bram.types_the_code(BRAM)
    return an, bram


async def test_what_colleagues_work_on_stays_without_the_person(town: Town) -> None:
    an, bram = await colleagues(town)
    app = (await facts.case_of(an)).application_id
    await an.says("/privacy")
    said = await an.presses("Wis mijn gegevens")
    assert "Dit blijft, want het is van de gemeente: de aanvraag van Heist-op-den-Berg" in said
    await an.presses("Ja, wis alles")
    assert await left_of(town, [*words(an), QUESTION]) == []
    case = await facts.case_of(bram)
    assert case.application_id == app
    assert "Molenwijk" in case.answers["challenge"].said
    assert not {key for key in case.answers if key.startswith("contact_")}
    assert "contact" in await bram.says("/ontbreekt")


async def sent_application(town: Town) -> Chat:
    an = await town.begun(NAME)
    await an.answers(NAME, "Deskundige", AN)
    await an.types_the_code(AN)
    await an.answers(PHONE, "Dorpskern Itegem: Kerkstraat en Dorpsplein", OWN_TEXT, "beleving")
    await an.answers(CLEAR, CLEAR, "lokale economie, mobiliteit", "6")
    await an.sends("besluit.pdf")
    await an.answers("14 juni", CLEAR, "evenementen", "Zo snel mogelijk", "Jan Janssens", "Bram Claes")
    await an.answers("Diensthoofd", BRAM, "015 25 00 01")
    await an.presses("Overslaan")
    await an.presses("Overslaan")
    await an.says("ja")
    await an.says("/indienen")
    assert "Ingediend" in await an.presses("Ja, indienen")
    await town.house.sweep.send_due()
    return an


async def test_what_was_sent_stays_with_its_checksum_and_without_contact_details(town: Town) -> None:
    an = await sent_application(town)
    app = (await facts.case_of(an)).application_id
    assert {word for *_, word in await left_of(town, words(an))} == set(words(an))

    def sent(session: Session) -> tuple[str, str, bool]:
        row = application_erasing_queries.sent(session, app)[0]
        return row.checksum, row.content, row.erased_at is not None

    before = await town.house.services.store.run(sent)
    await erases(an)
    after = await town.house.services.store.run(sent)
    assert await left_of(town, words(an)) == []
    assert (after[0], after[2]) == (before[0], True)
    answers = json.loads(after[1])["answers"]
    assert (answers["contact_name"], answers["contact_email"]) == ("[gewist]", "[gewist]")
    assert answers["alderman"] == "Jan Janssens"
    assert "Molenwijk" in answers["challenge"]


async def test_who_comes_back_is_somebody_new(town: Town) -> None:
    an = await somebody(town)
    await erases(an)
    said = await an.says("Hallo?")
    assert "Akkoord, beginnen" in said.labels
    await an.presses("Akkoord")
    assert (await facts.case_of(an)).answers == {}


async def test_a_bare_yes_erases_nothing_and_the_whole_words_do(town: Town) -> None:
    an = await somebody(town)
    await an.says("/privacy")
    await an.presses("Wis mijn gegevens")
    assert "Dit verdwijnt" in await an.says("ja")
    assert "er verandert niets" in await an.says("nee")
    assert await facts.case_of(an)
    await an.says("/privacy")
    await an.presses("Wis mijn gegevens")
    assert "Ik heb je gegevens gewist" in await an.says("wis alles")


async def test_an_old_button_asks_again(town: Town) -> None:
    an = await somebody(town)
    await an.says("/privacy")
    await an.presses("Wis mijn gegevens")
    town.clock.pass_(hours=2)
    assert "Dit verdwijnt" in await an.presses("Ja, wis alles")
    assert "Dit verdwijnt" in await an.forges("wiped:zz")


async def test_what_waits_to_leave_goes_with_the_person(town: Town) -> None:
    an = await somebody(town)
    await town.house.planner.tick()
    town.clock.move_to("2021-10-29 09:01:00")
    await town.house.planner.tick()

    def waiting(session: Session) -> int:
        return outbox_queries.count_by_state(session).get("due", 0)

    assert await town.house.services.store.run(waiting) == 1
    await erases(an)
    assert await town.house.services.store.run(waiting) == 0


async def test_a_chat_that_is_kept_on_this_machine_goes_after_its_last_words(
    tmp_path: Path, clock: StandingClock
) -> None:
    async with open_town(tmp_path, clock, remembers=True) as town:
        town.house.caches.append(town.api.let_go)
        an = await somebody(town)
        await erases(an)
        engine = town.house.services.store.engine
        await town.house.erasures.finish()
        assert [table for table, _, word in in_rows(engine, [str(an.chat_id)]) if table == "local_message"]
        assert await left_of(town, words(an)) == []
        again = await town.person(NAME)
        assert "Akkoord, beginnen" in (await again.says("Ben je er nog?")).labels


async def test_what_colleagues_and_officers_read_in_a_chat_of_this_machine_stays_without_the_person(
    tmp_path: Path, clock: StandingClock
) -> None:
    async with open_town(tmp_path, clock, remembers=True) as town:
        town.house.caches.append(town.api.let_go)
        els = await desk.agency(town)
        an, bram = await colleagues(town, await sent_application(town))
        assert NAME in await bram.says("/status")
        await town.front.bot.send_document(bram.chat_id, b"%PDF", filename="PROF-2021-2-0001-v1.pdf")  # mail was away
        assert PHONE in await els.says("PROF-2021-2-0001")
        [receipt] = [one.document for one in await bram.bot_messages() if one.document]

        await erases(an)

        assert await left_of(town, words(an)) == []
        assert "Contactpersoon:</b> [gewist]" in "".join(one.text_html for one in await els.bot_messages())
        assert not [one for one in await bram.bot_messages() if one.document]
        assert await town.api.file(receipt.file_id) is None


async def test_what_the_province_read_of_a_draft_and_of_a_question_goes_with_the_person(
    tmp_path: Path, clock: StandingClock
) -> None:
    async with open_town(tmp_path, clock, remembers=True) as town:
        town.house.caches.append(town.api.let_go)
        piet = await desk.province(town)
        an = await somebody(town)
        await an.says("/deel")
        await an.presses("Toon ons ontwerp aan de provincie")
        await town.house.sweep.send_due()
        await piet.says("heist")
        assert "Molenwijk" in await piet.presses("Lees het ontwerp")
        await piet.says("/dossiers")
        assert QUESTION in await piet.presses("1 open vraag")

        await erases(an)

        assert await left_of(town, [*words(an), "Molenwijk", "zwanendreef"]) == []
        read = "".join(one.text_html for one in await piet.bot_messages())
        assert "<b>7. Uitdaging:</b> [gewist]" in read
        assert "Het ontwerp van Heist-op-den-Berg" in read
