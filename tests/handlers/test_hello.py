"""The first hello, and that nothing is kept before somebody agrees."""

from pathlib import Path

from models.records.applications.application import Application, KeptAnswer
from models.records.applications.attachment import Attachment
from models.records.desk.question import Question
from models.records.messages.inbox import StoredUpdate
from models.records.people.person import Person
from tests.fakes import facts
from tests.fakes.conversation import A_PDF, BRUSSELS, StandingClock, Town, open_town


async def test_the_hello_says_what_it_costs_until_when_and_where_to_read_what_is_kept(town: Town) -> None:
    an = await town.person("An")

    hello = await an.says("/start")

    assert "Ik help jouw gemeente om de profploeg aan te vragen" in hello
    assert "een collega kan het overnemen" in hello
    assert "/privacy" in hello
    assert "vrijdag 12 november 2021, 23.59 uur (Brussel). Nog 23 dagen." in hello
    assert hello.labels == ["Akkoord, beginnen", "Wat is de profploeg?", "English"]


async def test_whatever_is_said_first_is_answered_with_the_hello(town: Town) -> None:
    for name, first in [("An", "Hallo"), ("Bram", "/status"), ("Chris", "/ontbreekt"), ("Dirk", "/wijzig 7")]:
        said = await (await town.person(name)).says(first)
        assert "Druk eerst op Akkoord, beginnen" in said
        assert "Akkoord, beginnen" in said.labels


async def test_the_hello_can_be_read_in_english_before_anything_else(town: Town) -> None:
    an = await town.person("An")
    await an.says("/start")

    hello = await an.presses("English")

    assert "From now on I talk English with you" in hello
    assert "Friday 12 November 2021" in hello
    assert hello.labels[0] == "Agree and begin"
    first = await an.presses("Agree")
    assert "Which municipality do you work for?" in first


async def test_what_the_call_is_can_be_read_first(town: Town) -> None:
    an = await town.person("An")
    await an.says("/start")

    about = await an.presses("Wat is")

    assert "De profploeg is een team van experts" in about
    assert about.labels == ["Akkoord, beginnen"]


async def test_a_typed_yes_is_an_agreement(town: Town) -> None:
    for name, word in [("An", "ja"), ("Bram", "Akkoord."), ("Chris", "OK"), ("Dirk", "akkoord, beginnen")]:
        chat = await town.person(name)
        await chat.says("/start")
        assert "1. Voor welke gemeente werk je?" in await chat.says(word)


async def test_nothing_personal_is_kept_before_somebody_agrees(town: Town) -> None:
    an = await town.person("An Peeters")
    await an.says("/start")

    await an.says("Ik ben An Peeters van Heist-op-den-Berg, bel 0470 12 34 56")
    await an.says("/vraag Mag ik ook voor Itegem alleen indienen, groeten An Peeters?")
    await an.sends("geheim.pdf", A_PDF)
    refused = await an.sends("geheim.exe", b"MZ geheim")
    said = await an.presses("Akkoord", in_message=(await an.bot_messages())[-1].message_id)

    assert "Wat je nu typte, heb ik nog niet bewaard" in refused
    assert "1. Voor welke gemeente werk je?" in said
    assert await facts.texts(an) == ""
    for table, rows in [(Application, 1), (KeptAnswer, 0), (Attachment, 0), (Question, 0), (Person, 1)]:
        assert await facts.count(an, table) == rows, table
    assert list((town.house.settings.data_dir / "files").glob("*/*")) == []


async def test_what_was_said_does_not_stay_in_the_inbox_once_it_was_answered(town: Town) -> None:
    an = await town.person("An")

    await an.says("geheim")

    assert await facts.count(an, StoredUpdate) == 1
    assert await facts.raw_updates(an) == [""]


async def test_the_name_is_kept_from_the_agreement_on_without_hidden_signs(town: Town) -> None:
    an = await town.person("An\u202e\x00\nPeeters")
    await an.says("/start")
    assert await facts.name(an) is None

    await an.presses("Akkoord")

    assert await facts.name(an) == "An Peeters"


async def test_a_second_agreement_changes_nothing(town: Town) -> None:
    an = await town.person("An")
    await an.says("/start")
    message, data = await an.button("Akkoord")
    await an.presses("Akkoord")

    again = await an.forges(data, message_id=message)

    assert "1. Voor welke gemeente werk je?" in again
    assert [one.what for one in await facts.history(an)] == ["begun"]


async def test_between_rounds_nothing_can_begin_and_the_hello_says_so(tmp_path: Path, clock: StandingClock) -> None:
    clock.move_to("2021-11-13 00:00:00")
    async with open_town(tmp_path, clock) as town:
        an = await town.person("An")
        hello = await an.says("/start")
        said = await an.says("akkoord")

    assert "Er is nu geen indieningsronde open" in hello
    assert "Akkoord, beginnen" not in hello.labels
    assert "0800 20 555" in said


async def test_before_the_first_round_opens_the_hello_names_its_deadline(tmp_path: Path, clock: StandingClock) -> None:
    clock.move_to("2021-06-24 23:59:59")
    async with open_town(tmp_path, clock) as town:
        an = await town.person("An")
        await an.says("/start")
        early = await an.presses("Akkoord")
        clock.move_to("2021-06-25 00:00:00")
        begun = await an.says("/aanvraag")

    assert clock().astimezone(BRUSSELS).hour == 0
    assert "Er is nu geen indieningsronde open. De volgende sluit op vrijdag 13 augustus 2021" in early
    assert "1. Voor welke gemeente werk je?" in begun
