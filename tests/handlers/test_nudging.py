"""Who fell out or stays behind is followed by one officer at a time, and written to once a day."""

import email
import email.policy

import pytest
from sqlmodel import Session

from models.calls.stages import Stage
from models.records.applications import case_queries
from models.records.desk.follow_up import CallNote
from models.records.people import participant_queries, person_queries
from models.records.people.interest import Interest
from tests.fakes import desk, facts
from tests.fakes.conversation import CLEAR, Chat, Town
from tests.fakes.fallen import AN, fallen_out
from tests.fakes.mailbag import mails, news, plain

LUT = "lut@provincie.example"
HEIST = "Heist-op-den-Berg"


async def nudged(piet: Chat, town: str = HEIST) -> str:
    """Let the officer send the ready text to a municipality; return what was said."""
    await piet.says(f"/aansporing {town}")
    await piet.presses("Aansporen")
    return (await piet.presses("Versturen")).text


async def test_the_ready_text_says_what_lacked_until_when_and_offers_help(town: Town) -> None:
    _, piet = await fallen_out(town)
    await piet.says("/aansporing heist")
    said = await piet.presses("Aansporen")
    assert "Jullie aanvraag voor de profploeg was onontvankelijk in ronde 2021-1." in said
    assert "- 7. Uitdaging: Over welke straten gaat het?" in said
    assert "Indienen kan tot en met vrijdag 12 november 2021, 23.59 uur (Brussel)" in said
    assert "Ik help je graag, ook aan de telefoon." in said
    english = await piet.presses("In het Engels")
    assert "Your application for" in english
    assert "Jullie aanvraag" in await piet.presses("Standaardtekst")


async def test_the_mail_is_from_the_bot_and_an_answer_goes_to_the_officer(town: Town) -> None:
    _, piet = await fallen_out(town)
    assert "is onderweg" in await nudged(piet)
    await town.house.sweep.send_due()
    paths = (town.house.settings.data_dir / "mail").glob("*.eml")
    found = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]
    [letter] = [one for one in found if "Bericht van de provincie" in str(one["Subject"])]
    assert (str(letter["From"]), str(letter["Reply-To"])) == ("Kernbot <kernbot@localhost>", desk.PIET)
    assert [one for one in found if one["Reply-To"] == desk.PIET] == [letter]


async def test_a_double_press_sends_it_once_and_a_second_on_the_same_day_is_not_needed(town: Town) -> None:
    an, piet = await fallen_out(town)
    await piet.says("/aansporing heist")
    await piet.presses("Aansporen")
    message, data = await piet.button("Versturen")
    await piet.forges(data, message_id=message)
    await piet.forges(data, message_id=message)
    assert len(await news(an)) == 1
    await piet.says("/aansporing heist")
    assert "Vandaag stuurde Piet al een aansporing" in await piet.presses("Aansporen")
    town.clock.pass_(days=1)
    await piet.says("/aansporing heist")
    assert "Er is nog niets vertrokken" in await piet.presses("Aansporen")


async def test_in_the_evening_it_waits_for_the_morning_and_says_so(town: Town) -> None:
    an, piet = await fallen_out(town)
    town.clock.move_to("2021-08-16 21:00")
    await piet.says("/aansporing heist")
    assert "vertrekt op dinsdag 17 augustus 2021 om 8.00 uur" in await piet.presses("Aansporen")
    await piet.presses("Versturen")
    assert await news(an) == []
    town.clock.move_to("2021-08-17 08:00")
    assert len(await news(an)) == 1


async def test_one_officer_follows_a_municipality_and_the_others_see_who(town: Town) -> None:
    _, piet = await fallen_out(town)
    lut = await desk.province(town, "Lut", LUT)
    await piet.says("/aansporing heist")
    assert "Jij volgt Heist-op-den-Berg op" in await piet.presses("Ik volg op")
    assert "Piet volgt op" in await lut.says("/aansporing")
    said = await lut.presses(HEIST)
    assert "Overnemen" in said.labels
    assert "Aansporen" not in said.labels
    assert "Piet volgt Heist-op-den-Berg op, dus er is niets gebeurd." in await lut.forges("pw:12014")
    await lut.presses("Overnemen")
    assert "Lut volgt op" in await piet.says("/aansporing")
    assert "Lut nam over van een collega" in await piet.presses(HEIST)
    await lut.says("/aansporing heist")
    await lut.presses("Ik volg niet meer op")
    assert "Ik volg op" in (await piet.says("/aansporing heist")).labels


async def test_a_municipality_rests_and_comes_back_by_itself(town: Town) -> None:
    _, piet = await fallen_out(town)
    await piet.says("/aansporing heist")
    assert "rust 7 dagen" in await piet.presses("Rust 7 dagen")
    assert "Rust even (1)" in await piet.says("/aansporing")
    town.clock.move_to("2021-08-23 07:59")
    assert "Rust even (1)" in await piet.says("/aansporing")
    town.clock.move_to("2021-08-23 08:00")
    assert "Afgevallen (1)" in await piet.says("/aansporing")
    await piet.presses(HEIST)
    await piet.presses("Rust 3 dagen")
    await piet.presses("Rust voorbij")
    assert "Afgevallen (1)" in await piet.says("/aansporing")


async def test_a_note_is_read_by_colleagues_only_and_can_be_erased(town: Town) -> None:
    an, piet = await fallen_out(town)
    lut = await desk.province(town, "Lut", LUT)
    await piet.says("/aansporing heist")
    await piet.presses("Notitie")
    await piet.says("An is ziek tot maandag.")
    page = await lut.says("/aansporing heist")
    assert "Piet belde" in page
    assert "Piet: An is ziek tot maandag." in page
    assert "Mijn laatste notitie wissen" not in page.labels
    assert not [one for one in await facts.history(an) if "ziek" in one.detail]
    await piet.says("/aansporing heist")
    assert "ziek" not in (await piet.presses("Mijn laatste notitie wissen")).text
    assert await facts.count(an, CallNote) == 0


async def test_a_changed_draft_after_the_nudge_counts_as_an_answer_and_before_it_does_not(town: Town) -> None:
    an, piet = await fallen_out(town)
    await nudged(piet)
    assert "Daarop kwam nog geen antwoord." in await piet.says("/aansporing")
    town.clock.pass_(hours=1)
    await an.says("/aanvraag")
    assert "Daarop kwam nog geen antwoord." in await piet.says("/aansporing")
    await an.says(CLEAR.replace("Kerkstraat", "Bergstraat"))
    said = await piet.says("/aansporing")
    assert "Jullie stuurden 1 aansporing. Op 1 daarvan volgde een antwoord." in said
    assert "1 aansporing, 1 keer gevolgd door een antwoord" in said


async def test_an_outcome_ends_it_and_can_be_taken_back(town: Town) -> None:
    _, piet = await fallen_out(town)
    await piet.says("/aansporing heist")
    await piet.presses("Volgende ronde")
    said = await piet.says("/aansporing")
    assert "Afgerond (1)" in said
    assert "Volgende ronde" in said
    await piet.presses(HEIST)
    await piet.presses("Opnieuw opvolgen")
    assert "Afgevallen (1)" in await piet.says("/aansporing")


async def test_who_declines_on_the_phone_is_asked_twice_then_told_and_reminded_no_more(town: Town) -> None:
    an, piet = await fallen_out(town)
    await piet.says("/aansporing heist")
    said = await piet.presses("Doet niet mee")
    assert "Alle antwoorden blijven bewaard" in said
    assert (await facts.case_of(an)).stage is Stage.DRAFT
    await piet.presses("Ja, doet niet mee")
    assert (await facts.applications(an))[-1].stage is Stage.WITHDRAWN
    assert "ingetrokken" in plain((await news(an))[-1])
    town.clock.move_to("2021-11-05 09:00")
    await town.house.planner.tick()
    assert await news(an) == []
    assert "Afgerond (1)" in (await piet.says("/aansporing")).labels


async def test_who_declines_in_the_chat_is_not_nudged(town: Town) -> None:
    an, piet = await fallen_out(town)
    await nudged(piet)
    draft = (await facts.case_of(an)).application_id
    await an.forges(f"decl:{draft}")
    assert await news(an) == []
    assert "Doet niet mee" in await piet.says("/aansporing heist")
    assert "Aansporen" not in (await piet.says("/aansporing heist")).labels


async def test_what_was_submitted_meanwhile_needs_no_letter_any_more(town: Town) -> None:
    an, piet = await fallen_out(town)
    town.clock.move_to("2021-08-16 21:00")
    await nudged(piet)
    draft = await facts.case_of(an)

    def send(session: Session) -> None:
        case_queries.change(session, draft.application_id, stage=Stage.SUBMITTED, number="PROF-2021-2-0001")

    await town.house.services.store.run(send)
    town.clock.move_to("2021-08-17 09:00")
    assert [mail for mail in await mails(town, AN) if "Bericht van de provincie" in mail.subject] == []


async def test_who_stopped_reminders_gets_what_a_person_writes_and_the_officer_sees_the_wish(town: Town) -> None:
    an, piet = await fallen_out(town)
    await an.says("/stop")
    page = await piet.says("/aansporing heist")
    assert "wil geen herinneringen" in page
    await nudged(piet)
    assert len(await news(an)) == 1


async def test_with_nobody_to_reach_it_is_refused_with_what_to_do(town: Town) -> None:
    town.clock.move_to("2021-10-25 10:00")
    piet = await desk.province(town)
    await piet.says("/aansporing Boom")
    said = await piet.presses("Aansporen")
    assert "In Boom kunnen we niemand bereiken" in said
    assert "Bel het algemene nummer" in said


async def test_who_left_is_not_written_to(town: Town) -> None:
    an, piet = await fallen_out(town)
    case = await facts.case_of(an)

    def leave_it(session: Session) -> None:
        speaker = person_queries.speaker(session, "local", an.chat_id)
        assert speaker is not None
        participant_queries.leave(session, case.application_id, speaker.person_id, town.clock())

    await town.house.services.store.run(leave_it)
    await piet.says("/aansporing heist")
    assert "niemand bereiken" in await piet.presses("Aansporen")


async def interested(town: Town, *, stopped: bool = False) -> None:
    """Let somebody of Boom stand on the list of the webinar."""
    row = Interest(
        call_name="profploeg-2021",
        name="Jos",
        email="jos@boom.be",
        nis_code="11005",
        consent="webinar",
        source="webinar",
        imported_at=town.clock(),
        stopped_at=town.clock() if stopped else None,
    )

    def add(session: Session) -> None:
        session.add(row)

    await town.house.services.store.run(add)


async def test_near_the_deadline_who_showed_interest_is_listed_and_written_to(town: Town) -> None:
    piet = await desk.province(town)
    await interested(town)
    assert "Interesse, niet begonnen (1)" in (await piet.says("/aansporing")).text
    assert "van de lijst met interesse" in await piet.presses("Boom")
    preview = await piet.presses("Aansporen")
    assert "Jullie toonden interesse in de profploeg" in preview
    await piet.presses("Versturen")
    (letter,) = [mail for mail in await mails(town, "jos@boom.be") if "Bericht van de provincie" in mail.subject]
    assert "Boom" in letter.subject
    assert "Typ /start" in letter


async def test_who_asked_to_be_taken_off_the_list_is_not_written_to(town: Town) -> None:
    piet = await desk.province(town)
    await interested(town, stopped=True)
    page = await piet.says("/aansporing Boom")
    assert "wil geen herinneringen" in page
    assert "niemand bereiken" in await piet.presses("Aansporen")


async def test_a_draft_that_stands_still_is_listed_near_the_deadline_and_not_before(town: Town) -> None:
    town.clock.move_to("2021-09-20 10:00")
    piet = await desk.province(town)
    await town.proven("An", AN)
    assert "Ontwerp dat stilstaat" not in " ".join((await piet.says("/aansporing")).labels)
    town.clock.move_to("2021-10-16 10:00")
    said = await piet.says("/aansporing")
    assert "Ontwerp dat stilstaat (1)" in said
    page = await piet.presses(HEIST)
    assert "ontwerp, vraag 5 (Telefoon" in page
    preview = await piet.presses("Aansporen")
    assert "Jullie staan bij vraag 5" in preview


async def test_the_municipalities_that_did_not_start_stand_on_pages(town: Town) -> None:
    piet = await desk.province(town)
    said = await piet.says("/aansporing")
    assert "Nog 23 dagen tot de deadline." in said
    assert "Niet begonnen (69)" in said
    assert "Aartselaar" in said
    assert "Aartselaar" not in await piet.presses("Volgende")


async def test_a_municipality_of_another_province_cannot_be_reached(town: Town) -> None:
    await fallen_out(town)
    lut = await desk.province(town, "Lut", LUT, of="Limburg")
    assert "Er is geen gemeente met die naam in je provincie" in await lut.says("/aansporing heist")
    for data in ("pt:12014", "pw:12014", "pc:12014", "pt:99999"):
        assert "werkt niet meer" in await lut.forges(data)


async def test_the_weekly_list_names_who_fell_out_and_what_became_of_the_nudges(town: Town) -> None:
    an, piet = await fallen_out(town)
    await town.house.weekly.plan()
    await nudged(piet)
    town.clock.pass_(hours=1)
    await an.says("/aanvraag")
    await an.says(CLEAR.replace("Kerkstraat", "Bergstraat"))
    town.clock.move_to("2021-08-23 08:30")
    await town.house.weekly.plan()
    (letter,) = [mail for mail in await mails(town, desk.PIET) if "dienden nog niet in" in mail.subject]
    assert (
        f"{HEIST} | onontvankelijk in ronde 2021-1 | Piet volgt op | 1 aansporing, 1 keer gevolgd door een antwoord"
        in letter
    )
    assert "Jullie stuurden 1 aansporing. Op 1 daarvan volgde een antwoord." in letter


async def test_the_word_on_the_button_typed_sends_the_letter_and_is_not_its_text(town: Town) -> None:
    an, piet = await fallen_out(town)
    await piet.says("/aansporing heist")
    await piet.presses("Aansporen")
    assert "is onderweg" in await piet.says("versturen")
    (letter,) = await news(an)
    assert "Dit kunnen jullie nog oplossen" in plain(letter)


async def test_who_proved_no_mailbox_is_reached_in_the_chat_and_not_named(town: Town) -> None:
    piet, an = await desk.province(town), await town.begun("Annelies")
    page = await piet.says("heist")
    assert "iemand in de chat, mailbox niet bewezen" in page
    assert "Annelies" not in page
    await piet.presses("Aansporen")
    await piet.presses("Versturen")
    assert len(await news(an)) == 1


@pytest.mark.parametrize("declines", [True, False])
async def test_nobody_of_a_list_is_reminded_for_a_municipality_that_declines(town: Town, *, declines: bool) -> None:
    piet = await desk.province(town)
    await interested(town)
    await town.house.planner.tick()
    if declines:
        await piet.says("/aansporing Boom")
        await piet.presses("Doet niet mee")
        await piet.presses("Ja, doet niet mee")
    town.clock.move_to("2021-11-05 09:00")
    await town.house.planner.tick()
    assert bool(await mails(town, "jos@boom.be")) is not declines


async def test_what_people_type_stays_words_everywhere_at_the_desk(town: Town) -> None:
    marks = '<b>&"{0}</i>'
    an, piet = await fallen_out(town)
    await an.says(f"/vraag Wat met {marks} en de heemkring?")
    await piet.says("heist")
    await piet.presses("Antwoord")
    await piet.says(f"Dat is {marks}.")
    await piet.says("heist")
    await piet.presses("Notitie")
    page = await piet.says(f"Belde over {marks}.")
    for line in (f"Wat met {marks} en de heemkring? → Dat is {marks}.", f"Piet: Belde over {marks}."):
        assert line in page
    await piet.presses("Aansporen")
    assert f"Dag, {marks}" in await piet.says(f"Dag, {marks}")
    await piet.presses("Versturen")
    told = [plain(one) for one in await news(an)]
    assert f"Dat is {marks}." in told[0]
    assert f"Dag, {marks}" in told[1]
