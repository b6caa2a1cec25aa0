"""A colleague asks to join: let in, refused, or joined by right; what both wrote becomes one."""

from sqlalchemy import select
from sqlmodel import Session

from models.calls.stages import Stage
from models.records.applications.application import Application
from tests.fakes import facts
from tests.fakes.colleagues import same_case
from tests.fakes.conversation import A_PDF, CLEAR, Chat, Town
from tests.fakes.mailbag import mails, news, plain
from tests.fakes.played_once import played_once

AN = "an.peeters@heist-op-den-berg.be"
BRAM = "bram.claes@heist-op-den-berg.be"
CLEO = "cleo.maes@heist-op-den-berg.be"
ASK = "Vraag om mee te werken"


@played_once
async def told(town: Town, name: str = "Bram", mailbox: str = BRAM) -> Chat:
    """Return the chat of a second official, who was just told that a draft exists."""
    chat = await town.begun(name)
    town.clock.pass_(minutes=1)
    await chat.answers(f"{name} Claes", "Diensthoofd ruimte", mailbox)
    assert "loopt al een aanvraag" in await chat.types_the_code(mailbox)
    return chat


async def test_the_first_official_is_asked_by_mail_and_by_buttons_in_the_chat(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await told(town)
    assert "Je vraag om mee te werken is verstuurd" in await bram.presses(ASK)
    (asked,) = await news(an)
    assert f"Bram ({BRAM}) wil meewerken" in plain(asked)
    assert [button.label for row in asked.buttons for button in row] == ["Toelaten", "Weigeren"]
    assert f"Bram ({BRAM}) wil meewerken" in (await mails(town, AN))[-1]


async def test_who_is_let_in_hears_it_and_goes_on_in_the_same_case(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await told(town)
    await bram.presses(ASK)
    await news(an)
    assert "✓ Bram werkt nu mee" in await an.presses("Toelaten")
    assert "Bram" in await an.says("/status")
    (let_in,) = await news(bram)
    assert "Je collega laat je toe" in plain(let_in)
    assert "Je collega laat je toe" in (await mails(town, BRAM))[-1]
    said = await bram.presses("Verder")
    assert "Je werkt nu mee aan de aanvraag van Heist-op-den-Berg" in said
    assert await same_case(an, bram)


async def test_what_is_typed_before_going_over_never_lands_at_another_question(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await told(town)
    await bram.presses(ASK)
    await bram.says("/wijzig 7")
    await news(an)
    await an.presses("Toelaten")
    await bram.says(CLEAR)
    await bram.says("/aanvraag")
    assert (await facts.answer(bram, "challenge")).said == CLEAR
    assert await same_case(an, bram)


async def test_who_was_let_in_and_sends_first_is_taken_to_the_town_s_case(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await town.begun("Bram")
    town.clock.pass_(minutes=1)
    await bram.answers("Bram Claes", "Diensthoofd ruimte", BRAM)
    await bram.types_the_code(BRAM)
    await bram.presses(ASK)
    await fill_the_rest(bram)
    await news(an)
    await an.presses("Toelaten")
    assert "Je werkt nu mee" in await bram.says("/indienen")
    assert await same_case(an, bram)


async def fill_the_rest(chat: Chat) -> None:
    await chat.says("/wijzig 5")
    await chat.answers("015 25 00 00", "Dorpskern Itegem: Kerkstraat en Dorpsplein", CLEAR, "beleving")
    await chat.answers(CLEAR, CLEAR, "lokale economie, mobiliteit", "6")
    await chat.sends("besluit.pdf")
    await chat.answers("14 juni", CLEAR, "evenementen", "Zo snel mogelijk", "Jan Janssens", "An Peeters")
    await chat.answers("Diensthoofd", AN, "015 25 00 01")
    await chat.presses("Overslaan")
    await chat.presses("Overslaan")
    await chat.says("ja")


async def test_who_is_refused_hears_it_and_keeps_the_own_draft(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await told(town)
    await bram.presses(ASK)
    await news(an)
    assert "krijgt bericht" in await an.presses("Weigeren")
    (refused,) = await news(bram)
    assert "geweigerd" in plain(refused)
    assert "geweigerd" in (await mails(town, BRAM))[-1]
    assert "hoeft mee te werken" in await bram.forges(f"ask:{(await facts.case_of(an)).application_id}")
    assert not await same_case(an, bram)
    assert (await facts.case_of(bram)).stage is Stage.DRAFT
    town.clock.pass_(days=14)
    await bram.says("/aanvraag")
    assert not await same_case(an, bram)


async def test_the_first_answer_to_a_request_counts(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await told(town)
    await bram.presses(ASK)
    await news(an)
    await an.presses("Toelaten")
    said = await an.presses("Weigeren")
    assert "Bram werkt nu mee" in said
    await bram.says("/aanvraag")
    assert await same_case(an, bram)


async def test_a_request_waits_at_deel_as_well(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await told(town)
    await bram.presses(ASK)
    said = await an.says("/deel")
    assert f"Bram · {BRAM} wil meewerken" in said
    await an.presses("Toelaten")
    assert "wil meewerken" not in await an.says("/deel")


async def test_asking_twice_sends_one_message_and_says_that_it_waits(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await told(town)
    await bram.presses(ASK)
    assert "Je vraag loopt nog" in await bram.forges(f"ask:{(await facts.case_of(an)).application_id}")
    assert len(await news(an)) == 1


async def test_without_an_answer_for_three_working_days_the_colleague_joins_by_himself(town: Town) -> None:
    an = await town.proven("An", AN)
    town.clock.move_to("2021-10-28 10:00")  # a Thursday; All Saints, Monday 1 November, is a holiday
    bram = await told(town)
    await bram.presses(ASK)
    town.clock.move_to("2021-11-02 23:59:59")  # Friday and Tuesday: two working days began
    await bram.says("/aanvraag")
    assert not await same_case(an, bram)
    town.clock.move_to("2021-11-03 00:00")
    assert "Je werkt nu mee" in await bram.says("/aanvraag")
    assert await same_case(an, bram)
    assert any("Bram werkt nu mee aan de aanvraag" in plain(one) for one in await news(an))


async def test_an_answer_that_comes_after_that_changes_nothing(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await told(town)
    await bram.presses(ASK)
    await news(an)
    town.clock.pass_(days=7)
    await bram.says("/aanvraag")
    assert "Bram werkt nu mee" in await an.presses("Weigeren")
    assert not any("geweigerd" in plain(one) for one in await news(bram))
    assert await same_case(an, bram)


async def test_when_the_author_left_the_next_official_joins_as_contact_at_once(town: Town) -> None:
    an = await town.proven("An", AN)
    target = (await facts.case_of(an)).application_id
    await an.says("/deel")
    await an.presses("Ik stop")
    await an.presses("Ja, ik stop")
    bram = await told(town)
    assert "Je werkt nu mee" in await bram.presses(ASK)
    assert (await facts.case_of(bram)).application_id == target
    assert "jij (contactpersoon)" in await bram.says("/status")


async def test_who_may_not_ask_cannot_by_a_forged_button(town: Town) -> None:
    an = await town.proven("An", AN)
    target = (await facts.case_of(an)).application_id
    stranger = await town.proven("Lies", "lies@lier.be", "Lier")
    unproven = await town.begun("Eve")
    gone = await stranger.forges("ask:9999")
    for chat in (stranger, unproven):
        said = await chat.forges(f"ask:{target}")
        assert (said.text, said.labels) == (gone.text, gone.labels)
        assert not await same_case(an, chat)


async def test_blanks_are_filled_and_what_differs_can_be_chosen_at_the_item(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await told(town)
    await bram.presses(ASK)
    await bram.answers("015 25 99 99", "Dorpskern Schriek: Kerkstraat")
    await an.answers("015 25 00 00")
    await news(an)
    await an.presses("Toelaten")
    said = await bram.says("/aanvraag")
    assert "Overgenomen antwoorden: 1." in said
    assert "Bij deze vragen staan er nu twee antwoorden: 2, 3, 4, 5." in said
    marked = [line[:2] for line in (await an.says("/wijzig")).text.splitlines() if line.endswith("⇄")]
    assert marked == ["2.", "3.", "4.", "5."]
    assert "⇄ Hier is nog een ander antwoord" in (await an.says("/wijzig"))
    assert (await facts.answer(an, "core_area")).said == "Dorpskern Schriek: Kerkstraat"
    assert (await facts.answer(an, "contact_phone")).said == "015 25 00 00"
    seen = await an.says("/wijzig 5")
    assert "Er is nog een ander antwoord (Bram" in seen
    assert "015 25 99 99" in seen
    await an.presses("Gebruik dat andere antwoord")
    assert (await facts.answer(an, "contact_phone")).said == "015 25 99 99"
    assert "015 25 00 00" in await an.says("/wijzig 5")


async def test_the_own_draft_is_withdrawn_with_an_event(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await told(town)
    own = (await facts.case_of(bram)).application_id
    await bram.presses(ASK)
    await news(an)
    await an.presses("Toelaten")
    await bram.says("/aanvraag")
    target = (await facts.case_of(an)).application_id
    stages = await town.house.services.store.run(_stages)
    assert stages == {target: "draft", own: "withdrawn"}
    assert ("withdrawn", f"merged-into={target}") in [(one.what, one.detail) for one in await facts.history(bram)]


def _stages(session: Session) -> dict[int, str]:
    return {row.id: row.stage for row in session.scalars(select(Application))}


async def test_the_files_of_the_own_draft_come_along_each_content_once(town: Town) -> None:
    an = await town.proven("An", AN)
    await an.says("/wijzig 12")
    await an.sends("besluit.pdf")
    bram = await told(town)
    await bram.presses(ASK)
    await bram.says("/wijzig 12")
    await bram.sends("zelfde-besluit.pdf")
    await bram.says("/wijzig 12")
    await bram.sends("nota.pdf", A_PDF.replace(b"Catalog", b"Catalog/Lang(nl)"))
    await bram.says("/wijzig 23")
    await bram.sends("kaart.pdf", A_PDF.replace(b"Catalog", b"Catalog/Lang(en)"))
    await news(an)
    await an.presses("Toelaten")
    await bram.says("/aanvraag")
    status = await an.says("/status")
    assert [label for label in status.labels if label.startswith("⬇")] == ["⬇ besluit.pdf", "⬇ nota.pdf", "⬇ kaart.pdf"]
    assert (await facts.answer(an, "college_decision")).said == "besluit.pdf, nota.pdf"
    assert (await facts.answer(an, "extra_files")).said == "kaart.pdf"
    assert (await an.presses("⬇ kaart.pdf")).documents == ["kaart.pdf"]


async def test_an_answer_that_could_not_be_read_is_kept_too(town: Town) -> None:
    an = await town.proven("An", AN)
    await an.says("geen telefoon")
    bram = await told(town)
    await bram.presses(ASK)
    await bram.says("ook geen telefoon")
    await news(an)
    await an.presses("Toelaten")
    await bram.says("/aanvraag")
    assert "ook geen telefoon" in await an.says("/wijzig 5")


async def test_a_colleague_of_the_own_draft_comes_along_when_the_mailbox_fits(town: Town) -> None:
    bram = await town.begun("Bram")
    await bram.says("/deel")
    await bram.presses("Maak een link")
    cleo = await town.person("Cleo")
    await cleo.says((await bram.bot_messages())[-1].text_html.split("<code>")[1].split("</code>")[0])
    await cleo.presses("Akkoord")
    an = await town.proven("An", AN)
    await bram.says("/aanvraag")
    town.clock.pass_(minutes=1)
    await bram.answers("Bram Claes", "Diensthoofd ruimte", BRAM)
    await bram.types_the_code(BRAM)
    await bram.presses(ASK)
    town.clock.pass_(minutes=1)
    await cleo.says(CLEO)
    await cleo.types_the_code(CLEO)
    await news(an)
    await an.presses("Toelaten")
    await bram.says("/aanvraag")
    assert await same_case(an, bram)
    assert await same_case(an, cleo)
    assert "Cleo" in await an.says("/status")
