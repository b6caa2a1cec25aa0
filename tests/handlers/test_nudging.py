"""Who fell out or stays behind is written to: one letter of a person a day, read before it leaves."""

import email
import email.policy

from sqlmodel import Session

from models.calls.stages import Stage
from models.records.applications import case_queries
from models.records.people import participant_queries, person_queries
from tests.fakes import desk, facts
from tests.fakes.conversation import CLEAR, Town
from tests.fakes.fallen import AN, fallen_out
from tests.fakes.followed import HEIST, interested, nudged
from tests.fakes.mailbag import mails, news, plain


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


async def test_a_changed_draft_after_the_nudge_counts_as_an_answer_and_before_it_does_not(town: Town) -> None:
    an, piet = await fallen_out(town)
    await nudged(piet)
    assert "Daarop volgde nog geen antwoord." in await piet.says("/aansporing")
    town.clock.pass_(hours=1)
    await an.says("/aanvraag")
    assert "Daarop volgde nog geen antwoord." in await piet.says("/aansporing")
    await an.says(CLEAR.replace("Kerkstraat", "Bergstraat"))
    said = await piet.says("/aansporing")
    assert "Jullie stuurden 1 aansporing. Daarop volgde een antwoord." in said
    assert "1 aansporing, 1 keer gevolgd door een antwoord" in said


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


async def test_who_asked_to_be_taken_off_the_list_is_not_written_to(town: Town) -> None:
    piet = await desk.province(town)
    await interested(town, stopped=True)
    page = await piet.says("/aansporing Boom")
    assert "wil geen herinneringen" in page
    assert "niemand bereiken" in await piet.presses("Aansporen")


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
    assert "Jullie stuurden 1 aansporing. Daarop volgde een antwoord." in letter


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
