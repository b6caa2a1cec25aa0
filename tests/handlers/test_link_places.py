"""The link of a mail leads to the item that it is about, and to nothing of anybody else."""

import pytest

from models.turns.people.link_place import is_place, link_of
from tests.fakes import facts
from tests.fakes.conversation import Chat, Town
from tests.fakes.underway import MAILBOX, at_seven


async def application_of(chat: Chat) -> int:
    return (await facts.case_of(chat)).application_id


@pytest.mark.parametrize(
    ("data", "link"), [("go:12:8a", "go-12-8a"), ("to:12", "to-12"), ("ready", "ready"), ("go:1:7", "go-1-7")]
)
def test_a_button_of_a_reminder_can_be_a_link(data: str, link: str) -> None:
    assert link_of(data) == link
    assert is_place(link)


@pytest.mark.parametrize("said", ["", "a" * 26, "go", "go-x-7", "go-1-77777", "agree", "wd-1", "send-1-abc", "ready-1"])
def test_what_a_reminder_never_leads_to_is_no_place(said: str) -> None:
    assert not is_place(said)


async def test_a_link_leads_to_the_item(town: Town) -> None:
    chat = await at_seven(town)
    asked = await chat.says(f"/start go-{await application_of(chat)}-13")
    assert "13. " in asked.text
    assert await facts.place(chat) == "college_date"


async def test_a_link_leads_to_the_summary_and_sends_nothing(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)
    assert "Ja, indienen" in (await chat.says("/start ready")).labels
    assert "Ingediend" not in await facts.texts(chat)


async def test_a_link_to_an_item_that_is_not_there_and_to_an_application_that_is_harmless(town: Town) -> None:
    chat = await at_seven(town)
    here = await application_of(chat)
    before = await facts.case_of(chat)
    assert (await chat.says(f"/start to-{here}")).text
    await chat.says(f"/start go-{here}-99")
    assert (await facts.case_of(chat)).answers == before.answers


async def test_who_has_no_part_in_an_application_is_greeted_like_anybody(town: Town) -> None:
    an = await at_seven(town)
    theirs = await application_of(an)
    bram = await town.begun("Bram", "Lier")
    for place in (f"go-{theirs}-7", f"to-{theirs}", "go-424242-7", "to-424242"):
        said = await bram.says(f"/start {place}")
        assert "Heist" not in said.text
        assert (await facts.case_of(bram)).municipality.name == "Lier"
    newcomer = await town.person("Cas")
    assert "Ik help jouw gemeente" in (await newcomer.says(f"/start go-{theirs}-7")).text
