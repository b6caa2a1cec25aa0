"""More time for one municipality, and a deadline that moves for everybody."""

from datetime import date

import pytest

from models.calls.stages import Stage
from models.turns.act import BySystem
from models.turns.rounds import extending
from models.turns.rounds.extending import Extended, NotExtended
from tests.fakes import facts
from tests.fakes.conversation import CLEAR, StandingClock, Town
from tests.fakes.deadline import (
    CARRIED,
    CLOSED,
    LATER,
    closes,
    later_content,
    loads,
    rounds,
    somebody_else_writes,
    three_days_before,
)
from tests.fakes.mailbag import Mail, mails, news, plain
from tests.fakes.underway import MAILBOX, at_seven

HEIST, REASON = "12014", "Het stadhuis stond onder water."
FRIDAY = date(2021, 8, 20)
NEW = "vrijdag 20 augustus 2021, 23.59 uur (Brussel)"
BEYOND, MORNING = "2021-08-21 00:00:00", "2021-08-16 10:00:00"


@pytest.fixture
def clock() -> StandingClock:
    """A clock that stands three days before the end of the first round."""
    return three_days_before()


async def extend(town: Town, **changed: object) -> Extended | NotExtended:
    asked = {"call_name": "profploeg-2021", "round_id": "2021-1", "nis_code": HEIST, "until": FRIDAY, "reason": REASON}
    return await town.house.services.store.run(extending.extend, BySystem(now=town.clock()), **asked | changed)


async def letters(town: Town, words: str = "meer tijd") -> list[Mail]:
    return [one for one in await mails(town, MAILBOX) if words in one.subject]


async def test_a_municipality_with_more_time_reads_the_new_deadline_everywhere(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)

    done = await extend(town)

    assert isinstance(done, Extended)
    assert (done.round.last_day, done.applications) == (FRIDAY, 1)
    assert NEW in await chat.says("/status")
    case = await facts.case_of(chat)
    assert (case.round.last_day, case.round.id) == (FRIDAY, "2021-1")


async def test_its_people_are_told_by_mail_and_in_chat_with_the_reason(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    await mails(town)
    await extend(town)

    [told] = await news(chat)
    assert f"Je krijgt meer tijd. De aanvraag van Heist-op-den-Berg kan je nu indienen tot en met {NEW}." in plain(told)
    assert f"Waarom: {REASON}" in plain(told)
    [letter] = await letters(town)
    assert letter.subject == "Je krijgt meer tijd: Heist-op-den-Berg"
    assert NEW in letter
    assert REASON in letter


async def test_who_did_not_prove_a_mailbox_of_the_municipality_does_not_read_the_reason(town: Town) -> None:
    chat = await at_seven(town)
    await extend(town)

    [told] = await news(chat)
    assert NEW in plain(told)
    assert REASON not in plain(told)


async def test_what_is_sent_within_the_extension_counts_for_the_round(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)
    await extend(town)
    town.clock.move_to("2021-08-20 23:59:59")
    await chat.says("/indienen")

    assert "PROF-2021-1-0001" in await chat.presses("Ja, indienen")


async def test_after_the_extension_a_draft_goes_to_the_next_round(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    await extend(town)
    assert await closes(town) == 0

    town.clock.move_to(BEYOND)
    said = await chat.says("/status")

    assert f"De ronde die sloot op {NEW} is voorbij." in said
    assert await rounds(chat) == [("2021-1", Stage.EXPIRED), ("2021-2", Stage.DRAFT)]


async def test_the_sweep_ends_an_extended_draft_at_its_own_deadline_and_the_others_at_theirs(town: Town) -> None:
    an = await town.proven("An", MAILBOX)
    bram = await town.begun("Bram", "Lier")
    await extend(town)

    assert await closes(town) == 1
    assert [(await rounds(one))[-1][0] for one in (an, bram)] == ["2021-1", "2021-2"]
    assert await closes(town, BEYOND) == 1
    assert [(await rounds(one))[-1][0] for one in (an, bram)] == ["2021-2", "2021-2"]


async def test_another_municipality_still_closes_when_it_closes(town: Town) -> None:
    chat = await town.begun("Bram", "Lier")
    await extend(town)
    town.clock.move_to(CLOSED)

    assert CARRIED in await chat.says("/status")


async def test_an_extension_after_the_draft_expired_brings_it_back_with_what_was_added_since(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    await closes(town)
    town.clock.move_to(LATER)
    await chat.answers("015 25 00 00", "Dorpskern")
    await chat.says("/wijzig 12")
    await chat.sends("besluit.pdf")
    town.clock.move_to(MORNING)

    done = await extend(town)

    assert isinstance(done, Extended)
    assert done.applications == 1
    assert await rounds(chat) == [("2021-1", Stage.DRAFT), ("2021-2", Stage.WITHDRAWN)]
    case = await facts.case_of(chat)
    assert case.is_owned
    assert case.answers["core_area"].said == "Dorpskern"
    assert case.answers["college_decision"].said == "besluit.pdf"
    assert "besluit.pdf" in await chat.says("/wijzig 12")
    [letter] = await letters(town)
    assert NEW in letter


async def test_an_extension_before_the_morning_keeps_the_copy_back(town: Town) -> None:
    await town.proven("An", MAILBOX)
    await closes(town)
    town.clock.move_to(LATER)
    await extend(town)
    town.clock.move_to("2021-08-14 08:00:00")

    assert await letters(town, "Niet ingediend") == []
    assert len(await letters(town)) == 1


async def test_who_brought_back_a_draft_answers_on_and_it_expires_once_more(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    await closes(town)
    town.clock.move_to(MORNING)
    await extend(town)
    await chat.answers("015 25 00 00", "Dorpskern", CLEAR)

    assert await closes(town, BEYOND) == 1

    assert [one[1] for one in await rounds(chat)] == [Stage.EXPIRED, Stage.WITHDRAWN, Stage.DRAFT]
    assert (await facts.answer(chat, "challenge")).said == CLEAR
    town.clock.move_to("2021-08-21 08:00:00")
    assert len(await letters(town, "Niet ingediend")) == 1


async def test_a_sent_application_can_be_changed_again_within_the_extension(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")
    await closes(town)
    town.clock.move_to(MORNING)
    assert "ligt vast" in await chat.says("/wijzig 17")

    await extend(town)

    assert "17." in await chat.says("/wijzig 17")
    await chat.says("Mia Maes")
    await chat.says("/indienen")
    assert "PROF-2021-1-0001" in await chat.presses("Ja, indienen")


async def test_what_was_sent_in_the_next_round_already_stays_there(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)
    await closes(town)
    town.clock.move_to(MORNING)
    await chat.says("/status")
    for _ in range(5):
        if "klopt nog" not in " ".join((await chat.says("/aanvraag")).labels):
            break
        await chat.presses("Ja, dit klopt nog")
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")

    done = await extend(town)

    assert isinstance(done, Extended)
    assert done.applications == 0
    assert await rounds(chat) == [("2021-1", Stage.EXPIRED), ("2021-2", Stage.SUBMITTED)]


async def test_who_begins_for_a_municipality_with_more_time_begins_in_its_round(town: Town) -> None:
    await extend(town)
    town.clock.move_to(MORNING)

    chat = await town.begun("An")

    assert await rounds(chat) == [("2021-1", Stage.DRAFT)]
    assert NEW in await chat.says("/status")
    lier = await town.begun("Bram", "Lier")
    assert await rounds(lier) == [("2021-2", Stage.DRAFT)]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"round_id": "2021-9"}, NotExtended.NO_SUCH_ROUND),
        ({"call_name": "nothing"}, NotExtended.NO_SUCH_ROUND),
        ({"nis_code": "99999"}, NotExtended.NO_SUCH_MUNICIPALITY),
        ({"until": date(2021, 8, 13)}, NotExtended.NOT_LATER),
        ({"until": date(2021, 8, 9)}, NotExtended.OVER),
        ({"reason": " \n\u202e"}, NotExtended.NO_REASON),
    ],
)
async def test_an_extension_that_makes_no_sense_is_refused_with_its_reason(
    town: Town, changed: dict[str, object], why: NotExtended
) -> None:
    assert await extend(town, **changed) is why


async def test_an_extension_can_be_longer_but_not_shorter_than_the_one_before(town: Town) -> None:
    await extend(town)

    assert await extend(town, until=date(2021, 8, 19)) is NotExtended.NOT_LATER
    longer = await extend(town, until=date(2021, 8, 27))
    assert isinstance(longer, Extended)
    assert longer.round.last_day == date(2021, 8, 27)


# The call file is loaded again.


async def test_drafts_follow_the_last_day_of_the_newest_version_and_their_people_are_told_once(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    before = (await facts.case_of(chat)).call.version

    assert await loads(town, later_content("2021-08-20")) == 1
    assert await loads(town, later_content("2021-08-20")) == 0

    case = await facts.case_of(chat)
    assert (case.round.last_day, case.call.version) == (FRIDAY, before)
    [letter] = await letters(town)
    assert NEW in letter
    assert "Waarom" not in letter
    town.clock.move_to(LATER)
    assert NEW in await chat.says("/status")


async def test_a_later_day_that_is_loaded_after_closing_brings_the_drafts_back(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    await closes(town)
    town.clock.move_to(MORNING)

    assert await loads(town, later_content("2021-08-20")) == 1

    assert await rounds(chat) == [("2021-1", Stage.DRAFT), ("2021-2", Stage.WITHDRAWN)]
    await somebody_else_writes(town)
    assert await town.house.closing.sweep() == 0


async def test_an_earlier_last_day_is_said_to_be_earlier(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)

    await loads(town, later_content("2021-08-12"))

    assert len(await letters(town, "vervroegd")) == 1
    assert "donderdag 12 augustus 2021" in await chat.says("/status")


async def test_who_has_an_extension_that_lasts_longer_is_not_told(town: Town) -> None:
    await town.proven("An", MAILBOX)
    await extend(town, until=date(2021, 8, 27))

    assert await loads(town, later_content("2021-08-20")) == 0
    assert len(await letters(town)) == 1


async def test_a_program_that_runs_on_greets_with_the_deadline_that_another_process_loaded(town: Town) -> None:
    nina = await town.person("Nina")
    assert "vrijdag 13 augustus 2021, 23.59 uur" in await nina.says("/start")
    await loads(town, later_content("2021-08-20"))
    await town.house.follow()
    assert NEW in await nina.says("/start")
