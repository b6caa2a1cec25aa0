"""More time for one municipality, given at the desk: typed, shown in words, confirmed, told, and taken back."""

from sqlmodel import Session

from models.records.people.interest import Interest
from tests.fakes import desk, facts
from tests.fakes.conversation import Chat, Said, Town
from tests.fakes.mailbag import Mail, mails

AN, REASON = "an.peeters@heist-op-den-berg.be", "De server lag stil."
EVERYBODY, NEW = "vrijdag 12 november 2021, 23.59 uur", "vrijdag 19 november 2021, 23.59 uur"
HEIST = "Heist-op-den-Berg"


async def begun(els: Chat, town: str = HEIST) -> Said:
    await els.says(town)
    return await els.presses("Uitstel ronde 2021-2")


async def given(els: Chat, day: str = "19 november", town: str = HEIST) -> Said:
    await begun(els, town)
    await els.answers(day, REASON)
    said = await els.presses("Bevestigen")
    await els.house.sweep.send_due()
    return said


async def taken_back(els: Chat, reason: str = "Toch niet nodig.") -> Said:
    await els.says(HEIST)
    await els.presses("Intrekken ronde 2021-2")
    await els.says(reason)
    said = await els.presses("Bevestigen")
    await els.house.sweep.send_due()
    return said


async def letters(town: Town, mailbox: str = AN) -> list[Mail]:
    return [one for one in await mails(town, mailbox) if "tijd" in one.subject or "vervroegd" in one.subject]


async def test_what_changes_is_said_in_words_before_it_happens(town: Town) -> None:
    await town.proven("An", AN)
    els = await desk.agency(town)
    assert "Tot en met welke dag?" in await begun(els, "heist o/d berg")
    assert "Waarom krijgt de gemeente uitstel?" in await els.says("19 nov 2021")

    said = await els.says(REASON)

    assert f"{HEIST} kan in ronde 2021-2 indienen tot en met {NEW} (Brussel). Nu is dat tot en met {EVERYBODY}" in said
    assert await letters(town) == []


async def test_a_day_without_its_year_is_the_next_one_and_one_that_has_passed_is_refused(town: Town) -> None:
    els = await desk.agency(town)
    await begun(els)
    assert "Die dag is voorbij. Kies vandaag of een latere dag." in await els.says("12 oktober")
    assert "Die dag is voorbij." in await els.says("14 april 2021")
    assert "Laatste dag: donderdag 14 april 2022" in await els.says("14 april")


async def test_an_english_day_is_read_as_well(town: Town) -> None:
    els = await desk.agency(town)
    await begun(els)

    assert "Laatste dag: vrijdag 19 november 2021" in await els.says("Friday, November 19, 2021")


async def test_the_municipality_hears_it_and_both_desks_see_it(town: Town) -> None:
    an = await town.proven("An", AN)
    els, piet = await desk.agency(town), await desk.province(town)

    said = await given(els)

    assert "Het uitstel is gegeven" in said
    assert f"indienen kan tot en met {NEW}" in said
    assert f"Voor iedereen is dat tot en met {EVERYBODY}" in said
    assert REASON in await piet.says(HEIST)
    assert NEW in await an.says("/status")
    [letter] = await letters(town)
    assert REASON in letter
    assert any("meer tijd" in one.text_html for one in await an.bot_messages())


async def test_it_stands_at_the_case_of_what_was_sent(town: Town) -> None:
    await desk.sent(town, "An", AN)
    els = await desk.agency(town)
    await els.says("PROF-2021-2-0001")
    await els.presses("Uitstel geven")
    await els.answers("19 november", REASON)
    await els.presses("Bevestigen")

    said = await els.says("PROF-2021-2-0001")

    assert f"Uitstel tot en met {NEW} (Brussel). Reden: {REASON}" in said
    assert {"Nog meer uitstel", "Uitstel intrekken"} <= set(said.labels)


async def test_who_only_showed_interest_hears_it_by_mail(town: Town) -> None:
    await town.house.services.store.run(_interested, town)
    els = await desk.agency(town)

    await given(els, town="Mechelen")

    [letter] = await letters(town, "chris@mechelen.be")
    assert letter.subject == "Je gemeente krijgt meer tijd: Mechelen"
    assert "vrijdag 19 november 2021" in letter
    assert REASON not in letter  # a list proves nothing


def _interested(session: Session, town: Town) -> None:
    known = {"call_name": "profploeg-2021", "name": "Chris", "email": "chris@mechelen.be", "nis_code": "12025"}
    session.add(Interest(**known, consent="gevraagd", source="webinar", imported_at=town.clock()))


async def test_it_can_be_lengthened(town: Town) -> None:
    await town.proven("An", AN)
    els = await desk.agency(town)
    await given(els)
    await begun(els)

    assert "De gemeente kan nu al tot die dag indienen" in await els.says("19 november")
    await els.answers("26 november", REASON)
    await els.presses("Bevestigen")

    assert len(await letters(town)) == 2
    assert "vrijdag 26 november 2021" in await els.says(HEIST)


async def test_a_day_that_has_passed_is_asked_again(town: Town) -> None:
    els = await desk.agency(town)
    await begun(els)

    said = await els.says("19 oktober 2021")
    assert "Die dag is voorbij. Kies vandaag of een latere dag." in said
    assert "typ het jaar er dan bij.\nTot en met welke dag?" in said
    assert "Waarom krijgt de gemeente uitstel?" in await els.says("19 november")


async def test_taken_back_the_deadline_is_that_of_everybody_again(town: Town) -> None:
    an = await town.proven("An", AN)
    els = await desk.agency(town)
    await given(els)

    said = await taken_back(els)

    assert "Het uitstel is ingetrokken" in said
    assert "zoals voor iedereen" in said
    assert EVERYBODY in await an.says("/status")
    [_, letter] = await letters(town)
    assert letter.subject == f"De deadline is vervroegd: {HEIST}"
    assert "Toch niet nodig." in letter


async def test_given_again_until_the_same_day_it_is_news_again(town: Town) -> None:
    await town.proven("An", AN)
    els = await desk.agency(town)
    await given(els)
    await taken_back(els)
    await given(els)

    assert len(await letters(town)) == 3


async def test_taken_back_after_the_round_it_lasts_until_the_end_of_that_day(town: Town) -> None:
    an = await town.proven("An", AN)
    els = await desk.agency(town)
    await given(els)
    town.clock.move_to("2021-11-16 10:00:00")

    assert "tot en met dinsdag 16 november 2021, 23.59 uur" in await taken_back(els)
    assert "dinsdag 16 november 2021" in await an.says("/status")
    await els.says(HEIST)
    assert "Dit uitstel loopt vandaag af" in await els.presses("Intrekken ronde 2021-2")


async def test_there_is_nothing_to_take_back_without_more_time(town: Town) -> None:
    els = await desk.agency(town)

    assert "heeft geen uitstel" in await els.forges("ft:shorten:12014:2021-2")
    assert "werkt niet meer" in await els.forges("ft:extend:12014:2021-9")
    assert "werkt niet meer" in await els.forges("ft:plan:12014:2021-2")


async def test_another_province_reads_nothing_and_nobody_there_can_give_time(town: Town) -> None:
    els, lut = await desk.agency(town), await desk.province(town, "Lut", "lut@provincie.example", "Limburg")
    await given(els)

    assert REASON not in await lut.says(HEIST)
    piet = await desk.province(town)
    assert "Uitstel ronde 2021-2" not in (await piet.says(HEIST)).labels
    assert "werkt niet meer" in await piet.forges("ft:extend:12014:2021-2")


async def test_a_draft_of_which_the_round_closed_stands_again(town: Town) -> None:
    an = await town.proven("An", AN)
    els = await desk.agency(town)
    town.clock.move_to("2021-11-15 10:00:00")
    assert "De ronde sloot" in await an.says("/status")

    await given(els)

    case = await facts.case_of(an)
    assert (case.stage, case.round.id) == ("draft", "2021-2")
    assert NEW in await an.says("/status")


async def test_nothing_is_promised_when_nobody_hears_it(town: Town) -> None:
    els = await desk.agency(town)

    assert "dus er vertrekt geen bericht" in await given(els, town="Lier")
    assert await letters(town, "lier@lier.be") == []


async def test_a_name_that_means_several_is_not_guessed(town: Town) -> None:
    els = await desk.agency(town)

    said = await els.says("Heusden")

    assert "Heusden-Zolder" in said
    assert "Typ de volledige naam" in said


async def test_a_form_is_left_by_saying_so_and_nothing_happens(town: Town) -> None:
    els = await desk.agency(town)
    await begun(els)
    await els.says("19 november")

    assert "Je bent medewerker van VLAIO" in await els.says("terug")
    assert "zoals voor iedereen" in await els.says(HEIST)


async def test_taken_back_at_once_only_what_holds_is_told(town: Town) -> None:
    await town.proven("An", AN)
    els = await desk.agency(town)
    await begun(els)
    await els.answers("19 november", REASON)
    await els.presses("Bevestigen")
    await taken_back(els)

    assert [one.subject for one in await letters(town)] == [f"De deadline is vervroegd: {HEIST}"]
