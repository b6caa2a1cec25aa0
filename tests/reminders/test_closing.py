"""The end of a round for people who say nothing: drafts go on in the next one, and everybody hears of it."""

import json
from pathlib import Path

import pytest
from sqlalchemy import insert, update
from sqlmodel import Session, col

from models.call_files.call_file import shipped_content
from models.calls.stages import Stage
from models.records.messages.inbox import StoredUpdate
from tests.fakes import facts
from tests.fakes.conversation import CLEAR, Chat, StandingClock, Town, open_town
from tests.fakes.deadline import (
    CARRIED,
    CLOSED,
    LAST_SECOND,
    LATER,
    brussels,
    closes,
    loads,
    rounds,
    says_at,
    somebody_else_writes,
    three_days_before,
)
from tests.fakes.mailbag import Mail, mails, news, plain
from tests.fakes.played_once import played_once
from tests.fakes.underway import COLLEAGUE, MAILBOX, at_seven, at_the_summary, joined

SEVEN, EIGHT = "2021-08-14 07:59:59", "2021-08-14 08:00:00"
MOVED = [("2021-1", Stage.EXPIRED), ("2021-2", Stage.DRAFT)]


@pytest.fixture
def clock() -> StandingClock:
    """A clock that stands three days before the end of the first round."""
    return three_days_before()


async def copies(town: Town, mailbox: str = MAILBOX) -> list[Mail]:
    return [one for one in await mails(town, mailbox) if "Niet ingediend" in one.subject or "bewaard" in one.subject]


async def test_a_draft_goes_to_the_next_round_without_a_word_of_its_person(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    await chat.answers("015 25 00 00", "Dorpskern", CLEAR)

    assert await closes(town) == 1

    assert await rounds(chat) == MOVED
    old, new = await facts.applications(chat)
    assert new.answers["challenge"] == old.answers["challenge"]
    assert new.carried_from_id == old.application_id
    assert (old.is_owned, new.is_owned) == (False, True)
    assert [one.what for one in await facts.history(chat)][-2:] == ["expired", "carried_over"]


async def test_the_copy_leaves_at_eight_with_what_was_missing_and_all_answers(town: Town) -> None:
    await town.proven("An", MAILBOX)
    await closes(town)

    town.clock.move_to(SEVEN)
    assert await copies(town) == []
    town.clock.move_to(EIGHT)
    [copy] = await copies(town)

    assert copy.subject == "Niet ingediend, wel bewaard: Heist-op-den-Berg"
    assert "De indieningsronde sloot op vrijdag 13 augustus 2021, 23.59 uur (Brussel)." in copy
    assert "indieningsronde 2021-2. Je kan indienen tot en met vrijdag 12 november 2021, 23.59 uur (Brussel)." in copy
    assert "- 7. Uitdaging" in copy
    assert copy.files == ("antwoorden-heist-op-den-berg-2021-1.pdf",)


async def test_a_colleague_gets_the_copy_in_the_own_mailbox(town: Town) -> None:
    an = await town.proven("An", MAILBOX)
    await joined(town, an)
    await closes(town)
    town.clock.move_to(EIGHT)

    assert [len(await copies(town, mailbox)) for mailbox in (MAILBOX, COLLEAGUE)] == [1, 1]


async def test_who_has_no_mailbox_gets_the_copy_in_chat(town: Town) -> None:
    chat = await at_seven(town)
    await closes(town)
    assert await news(chat) == []
    town.clock.move_to(EIGHT)

    [copy] = await news(chat)

    assert "De aanvraag van Heist-op-den-Berg is niet ingediend." in plain(copy)
    assert "Dit ontbrak nog: 7, 8, " in plain(copy)
    assert copy.document is not None


async def test_who_has_no_mailbox_and_came_back_is_not_told_in_chat_again(town: Town) -> None:
    chat = await at_seven(town)
    await closes(town)
    await chat.says("/status")
    town.clock.move_to(EIGHT)

    assert await news(chat) == []


async def test_who_answered_nothing_gets_no_copy(town: Town) -> None:
    chat = await town.person("An")
    await chat.says("/start")
    await chat.presses("Akkoord")
    assert await closes(town) == 1
    town.clock.move_to(EIGHT)

    assert await news(chat) == []


async def test_who_comes_back_hears_once_what_happened_and_goes_on_in_the_next_round(town: Town) -> None:
    chat = await at_seven(town)
    await closes(town, LATER)

    said = await chat.says(CLEAR)

    assert CARRIED in said
    assert "8. Over welke" in said
    old, new = await facts.applications(chat)
    assert "challenge" not in old.answers
    assert new.answers["challenge"].said == CLEAR
    assert "voorbij" not in await chat.says("/status")


async def test_each_of_two_people_hears_it(town: Town) -> None:
    an = await town.proven("An", MAILBOX)
    bram = await joined(town, an)
    await closes(town)

    for chat in (an, bram):
        assert CARRIED in await chat.says("/status")
        assert CARRIED not in await chat.says("/status")


async def test_a_colleague_of_who_was_late_hears_it_too(town: Town) -> None:
    an = await town.proven("An", MAILBOX)
    bram = await joined(town, an)
    town.clock.move_to(CLOSED)

    assert CARRIED in await bram.says("/status")
    assert CARRIED in await an.says("/status")
    assert CARRIED not in await bram.says("/status")


async def test_an_answer_of_a_colleague_before_closing_is_still_seen_after_it(town: Town) -> None:
    an = await town.proven("An", MAILBOX)
    bram = await joined(town, an)
    await an.says("/wijzig 6")
    town.clock.pass_(minutes=1)
    await bram.says("/wijzig 6")
    await bram.says("Kerkstraat")
    await closes(town)

    assert "Bram had hier intussen iets anders ingevuld" in await an.says("Dorpskern")


async def test_a_second_sweep_finds_nothing_and_sends_nothing(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    await closes(town)

    assert await town.house.closing.sweep() == 0
    town.clock.move_to(EIGHT)
    assert await town.house.closing.sweep() == 0

    assert await rounds(chat) == MOVED
    assert len(await copies(town)) == 1


async def test_who_spoke_too_late_before_the_sweep_gets_the_same_copy_by_mail(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    town.clock.move_to(CLOSED)
    await chat.says("/status")
    assert await town.house.closing.sweep() == 0
    town.clock.move_to(EIGHT)

    assert len(await copies(town)) == 1
    assert [plain(one) for one in await news(chat)] == []


# What holds the sweep up.


async def test_the_sweep_waits_until_the_inbox_was_read_past_the_deadline(town: Town) -> None:
    await at_seven(town)
    town.clock.move_to(CLOSED)

    assert await town.house.closing.sweep() == 0
    await somebody_else_writes(town)
    assert await town.house.closing.sweep() == 1


async def test_a_front_that_was_not_read_for_a_day_holds_nothing_up(town: Town) -> None:
    await at_seven(town)
    town.clock.move_to("2021-08-14 23:59:59")
    assert await town.house.closing.sweep() == 0
    town.clock.move_to("2021-08-15 00:00:00")
    assert await town.house.closing.sweep() == 1


def _left(session: Session, **values: object) -> None:
    row = {"front": "local", "update_id": 10**9, "raw": "", "received_at": brussels(CLOSED), "tries": 0}
    session.connection().execute(insert(StoredUpdate), row | values)


def _park(session: Session) -> None:
    session.connection().execute(
        update(StoredUpdate).where(col(StoredUpdate.update_id) == 10**9).values(parked_at=brussels(CLOSED))
    )


async def test_the_sweep_waits_for_a_stored_message_that_was_not_applied_but_not_for_a_parked_one(town: Town) -> None:
    await at_seven(town)
    run = town.house.services.store.run
    await run(_left, sent_after=brussels(LAST_SECOND))

    assert await closes(town) == 0
    await run(_park)
    assert await town.house.closing.sweep() == 1


async def test_a_message_that_came_after_the_deadline_holds_nothing_up(town: Town) -> None:
    await at_seven(town)
    await town.house.services.store.run(_left, sent_after=brussels(CLOSED))

    assert await closes(town) == 1


# In time after all.


async def test_what_was_in_time_goes_to_the_old_round_after_the_sweep_and_no_copy_leaves(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    await closes(town, LATER)

    said = await says_at(chat, "015 25 00 00", LAST_SECOND)

    assert "Je stuurde dit op tijd" in said
    assert await rounds(chat) == [("2021-1", Stage.DRAFT), ("2021-2", Stage.WITHDRAWN)]
    town.clock.move_to(EIGHT)
    assert await copies(town) == []


async def test_a_draft_that_stood_again_ends_at_the_next_sweep_and_one_copy_leaves(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    await closes(town, LATER)
    await says_at(chat, "015 25 00 00", LAST_SECOND)

    assert await closes(town, LATER) == 1

    assert await rounds(chat) == [MOVED[0], ("2021-2", Stage.WITHDRAWN), MOVED[1]]
    assert (await facts.answer(chat, "contact_phone")).value == "+3215250000"
    town.clock.move_to(EIGHT)
    assert len(await copies(town)) == 1


# What was sent.


async def test_what_was_sent_stands_and_who_changed_it_after_that_is_told(town: Town) -> None:
    chat = await at_the_summary(town)
    await chat.presses("Ja, indienen")
    await chat.says("/wijzig 17")
    await chat.says("Mia Maes")

    assert await closes(town) == 1

    assert await rounds(chat) == [("2021-1", Stage.SUBMITTED)]
    town.clock.move_to(EIGHT)
    [told] = [one for one in await mails(town, MAILBOX) if "niet ingediend" in one.subject]
    assert told.subject == "Je laatste wijzigingen zijn niet ingediend: PROF-2021-1-0001 (Heist-op-den-Berg)"
    assert "- 17. " in told
    assert "(versie 1)" in told
    assert await town.house.closing.sweep() == 0


async def test_who_sent_everything_hears_nothing_at_closing(town: Town) -> None:
    chat = await at_the_summary(town)
    await chat.presses("Ja, indienen")
    await mails(town)

    assert await closes(town) == 1

    town.clock.move_to(EIGHT)
    assert len(await mails(town, MAILBOX)) == 2  # the code and the receipt
    assert (await facts.history(chat))[-1].detail == "unsent=0"


# No next round.


@played_once
async def at_the_end(town: Town) -> Chat:
    town.clock.move_to("2021-11-10 10:00:00")
    return await town.proven("An", MAILBOX)


async def test_without_a_next_round_the_draft_stays_and_its_people_are_told_once(town: Town) -> None:
    chat = await at_the_end(town)

    assert await closes(town, "2021-11-13 00:00:00") == 1
    assert await town.house.closing.sweep() == 0

    assert await rounds(chat) == [("2021-2", Stage.DRAFT)]
    town.clock.move_to("2021-11-13 08:00:00")
    [told] = await copies(town)
    assert told.subject == "Jullie antwoorden zijn bewaard: Heist-op-den-Berg"
    assert "Er is geen volgende indieningsronde gepland." in told


async def test_a_round_that_is_added_later_takes_the_drafts_that_stayed(town: Town) -> None:
    chat = await at_the_end(town)
    await closes(town, "2021-11-13 00:00:00")
    town.clock.move_to("2021-12-01 10:00:00")
    await loads(town, _with_a_third_round())

    assert await town.house.closing.sweep() == 1

    assert await rounds(chat) == [("2021-2", Stage.EXPIRED), ("2022-1", Stage.DRAFT)]


def _with_a_third_round() -> str:
    call = json.loads(shipped_content("profploeg-2021"))
    call["round"].append({"id": "2022-1", "last_day": "2022-03-31", "guidance_from": "2022-05-01"})
    return json.dumps(call, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


# Two drafts of one municipality.


async def test_a_draft_meets_the_one_that_is_there_in_the_next_round_and_nothing_is_overwritten(
    tmp_path: Path, clock: StandingClock
) -> None:
    async with open_town(tmp_path, clock) as town:
        an = await town.complete("An", MAILBOX)
        town.clock.move_to(LATER)
        bram = await town.proven("Bram", COLLEAGUE)
        await bram.answers("015 25 00 01", "Kerkstraat")

        assert await closes(town, LATER) == 1

        asked = await an.says("/indienen")
        assert "Vraag om mee te werken" in asked.labels
        await an.presses("Vraag om mee te werken")
        [request] = await news(bram)
        assert "An" in plain(request)
        await bram.presses("Toelaten")
        said = await an.says("/aanvraag")
        assert "2021-2" in {case.round.id for case in await facts.applications(an)}
        assert (await facts.answer(an, "core_area")).said == "Kerkstraat"
        assert (await facts.answer(an, "challenge")).said == CLEAR
        assert said.text
        assert "Dorpskern Itegem" in await an.says("/wijzig 6")
