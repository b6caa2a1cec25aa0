"""/herinneringen: the way, the moments, a rest, stop and start again; what was chosen is said in words."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from models.records.people.interest import Interest
from models.turns.reminding import preferences
from tests.fakes import facts
from tests.fakes.conversation import BRUSSELS, Town
from tests.fakes.underway import MAILBOX, at_seven


def at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=BRUSSELS)


async def test_at_first_reminders_come_by_mail_at_all_moments_and_in_chat_until_a_mailbox_is_proven(town: Town) -> None:
    said = await (await at_seven(town)).says("/herinneringen")
    assert "Je krijgt herinneringen per e-mail." in said
    assert "Je mailbox is nog niet bewezen. Tot dan herinner ik je in de chat." in said
    assert "Ze komen op alle momenten." in said
    assert said.labels == [
        "✓ E-mail", "Chat",
        "✓ Alle momenten", "Alleen de laatste week",
        "Een week rust", "Twee weken rust", "Rust tot 7 dagen ervoor", "Rust tot 3 dagen ervoor",
        "Geen herinneringen", "Verder",
    ]  # fmt: skip


async def test_each_choice_is_kept_and_confirmed_in_words(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    await chat.says("/herinneringen")

    assert "Je krijgt herinneringen in de chat." in await chat.presses("Chat")
    assert "Ze komen alleen in de laatste week" in await chat.presses("Alleen de laatste week")
    said = await chat.presses("Een week rust")

    assert "✓ Aangepast." in said
    assert "Nu even niet: ze komen weer vanaf woensdag 27 oktober 2021." in said
    assert "Let op" not in said
    assert await facts.reminders(chat) == ("chat", "last", at("2021-10-27"))


async def test_a_rest_ends_by_itself_or_by_a_button(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    await chat.says("/herinneringen")
    await chat.presses("Twee weken rust")
    town.clock.move_to("2021-11-02 23:59:59")
    assert "vanaf woensdag 3 november 2021" in await chat.says("/herinneringen")
    town.clock.move_to("2021-11-03 00:00:00")
    assert "Nu even niet" not in await chat.says("/herinneringen")

    await chat.presses("Een week rust")
    assert "Nu even niet" not in await chat.presses("Geen rust meer")
    assert (await facts.reminders(chat))[2] is None


async def test_a_rest_counts_back_from_the_deadline_while_that_lies_ahead(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    await chat.says("/herinneringen")
    assert "vanaf vrijdag 5 november 2021" in await chat.presses("Rust tot 7 dagen ervoor")
    assert (await facts.reminders(chat))[2] == at("2021-11-05")
    _, old = await chat.button("Rust tot 7 dagen ervoor")
    town.clock.move_to("2021-11-05 09:00")
    shown = await chat.says("/herinneringen")
    assert "Rust tot 7 dagen ervoor" not in shown.labels
    assert "Rust tot 3 dagen ervoor" in shown.labels
    assert "Die knop werkt niet meer" in await chat.forges(old)


async def test_a_rest_that_outlasts_the_deadline_is_warned_of(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    town.clock.move_to("2021-11-04 10:00")
    await chat.says("/herinneringen")
    assert "Let op" not in await chat.presses("Een week rust")  # until the 11th: the last call on the 12th still comes
    said = await chat.presses("Twee weken rust")
    assert "Let op: indienen kan tot en met vrijdag 12 november 2021, 23.59 uur (Brussel)." in said


async def test_stopping_ends_the_rest_and_starting_again_begins_anew(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    await chat.says("/herinneringen")
    await chat.presses("Een week rust")
    assert "geen herinneringen meer" in await chat.says("/stop")
    assert await facts.reminders(chat) == ("off", "all", None)

    said = await chat.says("/herinneringen")
    assert "Je krijgt geen herinneringen." in said
    assert said.labels == ["Weer aanzetten", "Verder"]
    assert "Je krijgt herinneringen per e-mail." in await chat.presses("Weer aanzetten")
    assert await facts.reminders(chat) == ("mail", "all", None)


async def test_stopping_holds_for_the_lists_on_which_the_mailbox_stands(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    run = town.house.services.store.run
    await run(_add_line, town.clock())
    await chat.says("/stop")
    assert await run(_stopped_at) == town.clock()
    await chat.says("/herinneringen")
    await chat.presses("Weer aanzetten")
    assert await run(_stopped_at) is None


async def test_another_way_does_not_let_a_list_write_again(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    run = town.house.services.store.run
    await run(_add_line, town.clock(), stopped_at=town.clock())
    await chat.says("/herinneringen")
    await chat.presses("Chat")
    assert await run(_stopped_at) == town.clock()


def _add_line(session: Session, now: datetime, stopped_at: datetime | None = None) -> None:
    line = Interest(
        call_name="profploeg-2021",
        name="An",
        email=MAILBOX,
        nis_code="12014",
        consent="inschrijving",
        source="webinar.csv",
        imported_at=now,
        stopped_at=stopped_at,
    )
    session.add(line)


def _stopped_at(session: Session) -> datetime | None:
    row = session.get(Interest, 1)
    assert row is not None
    return row.stopped_at


async def test_the_choices_are_there_in_english(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    await chat.says("/taal")
    await chat.presses("English")
    await chat.says("/herinneringen")
    assert "Not for now: they come again from Wednesday 27 October 2021." in await chat.presses("A week of rest")


@pytest.mark.parametrize("change", [{"way": "pigeon"}, {"moments": "never"}, {"snooze": "for ever"}])
async def test_what_is_no_choice_changes_nothing(town: Town, change: dict[str, str]) -> None:
    chat = await town.proven("An", MAILBOX)
    before = await facts.reminders(chat)
    house = town.house.services
    with pytest.raises(preferences.NotAChoice):
        await house.store.run(preferences.change, 1, house.house.call, town.clock(), **{"way": "chat", **change})
    assert await facts.reminders(chat) == before


async def test_who_is_not_there_has_no_preferences(town: Town) -> None:
    house = town.house.services
    with pytest.raises(preferences.NobodyThere):
        await house.store.run(preferences.chosen, 99, house.house.call, town.clock() + timedelta(days=1))
