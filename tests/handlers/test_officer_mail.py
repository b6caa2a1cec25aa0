"""Officers answer by mail what they would press in chat: the same rules, and the answer says what was done."""

from models.desk.rights import Role
from models.records.desk import question_queries
from tests.fakes import desk, facts
from tests.fakes.conversation import Town
from tests.fakes.correspondent import Correspondent, Got
from tests.fakes.fallen import AN, fallen_out
from tests.fakes.mailbag import mails, news, plain
from tests.fakes.underway import at_seven

HEIST = "Heist-op-den-Berg"
LUT = "lut@provincie.example"
ASKED = "Mogen wij de foto's van de heemkring gebruiken?"


def officer(town: Town, mailbox: str = desk.PIET, name: str = "Piet") -> Correspondent:
    """Return an officer who writes mails."""
    return Correspondent(town=town, mailbox=mailbox, name=name)


async def case_mail(town: Town, mailbox: str = desk.PIET) -> tuple[Correspondent, Got]:
    """Return Piet and the mail that tells that a municipality fell out."""
    await fallen_out(town)
    piet = officer(town, mailbox)
    [told] = [one for one in await piet.all_new() if "is afgevallen" in one.subject]
    return piet, told


async def weekly(town: Town, piet: Correspondent) -> Got:
    """Return the list of the next Monday."""
    await town.house.weekly.plan()
    town.clock.move_to("2021-08-23 09:00")
    await town.house.weekly.plan()
    [one] = [one for one in await piet.all_new() if one.subject.startswith("Antwerpen:")]
    return one


async def test_who_falls_out_reaches_the_province_with_what_lacked_and_whom_to_call(town: Town) -> None:
    _, told = await case_mail(town)
    assert told.subject == f"{HEIST} is afgevallen: onontvankelijk"
    assert "7. Uitdaging: Over welke straten gaat het?" in told
    assert AN in told
    assert "Nog niemand volgt de gemeente op." in told
    assert "Antwoord op deze mail met wat je doet" in told


async def test_a_claim_a_rest_and_a_note_in_one_mail_are_done_and_said(town: Town) -> None:
    piet, told = await case_mail(town)
    answer = await piet.hears(told, "Dag,\nclaim, later 3 dagen\nNotitie: gebeld met An, ze beginnen maandag.\nPiet")
    assert answer.subject == f"Re: {told.subject}"
    assert f"{HEIST}: jij volgt op." in answer
    assert f"{HEIST} rust 3 dagen" in answer
    assert "je notitie is bewaard" in answer
    page = await (await town.person("Piet")).says(f"/aansporing {HEIST}")
    assert "gebeld met An, ze beginnen maandag." in page
    assert "maandag.\nPiet" not in page
    assert "liet de gemeente rusten" in page


async def test_what_is_no_order_is_a_note_and_never_an_outcome(town: Town) -> None:
    piet, told = await case_mail(town)
    answer = await piet.hears(told, "Ze denken nog na of ze de volgende ronde meedoen.")
    assert "je notitie is bewaard" in answer
    assert "wat eruit kwam" not in answer


async def test_an_outcome_ends_it_but_a_draft_is_only_withdrawn_once_that_is_certain(town: Town) -> None:
    piet, told = await case_mail(town)
    asked = await piet.hears(told, "doet niet mee")
    assert "doet de gemeente zeker niet mee?" in asked
    an = await town.person("An")
    assert (await facts.case_of(an)).stage == "draft"
    answer = await piet.hears(asked, "Doet zeker niet mee")
    assert "wat eruit kwam, is bewaard" in answer
    assert "De aanvraag van Heist-op-den-Berg is ingetrokken" in plain((await an.bot_messages())[-1])


async def test_a_nudge_is_read_by_mail_before_it_leaves(town: Town) -> None:
    piet, told = await case_mail(town)
    shown = await piet.hears(told, "aansporing")
    assert "> Jullie aanvraag voor de profploeg was onontvankelijk" in shown
    again = await piet.hears(shown, "Bel me gerust, An.\nTot dan.")
    assert "> Bel me gerust, An." in again
    assert not [one for one in await mails(town, AN) if "Bericht van de provincie" in one.subject]
    sent = await piet.hears(again, "VERSTUREN")
    assert "je aansporing is onderweg" in sent
    [letter] = [one for one in await mails(town, AN) if "Bericht van de provincie" in one.subject]
    assert "Bel me gerust, An." in letter


async def test_what_waits_in_chat_is_not_changed_by_a_mail(town: Town) -> None:
    piet, told = await case_mail(town)
    chat = await town.person("Piet")
    await chat.says(f"/aansporing {HEIST}")
    await chat.presses("Notitie")
    await piet.replies(told, "claim")
    assert "✓ Je notitie is bewaard." in await chat.says("An gebeld.")


async def test_the_weekly_list_is_answered_by_name_above_it_and_between_its_lines(town: Town) -> None:
    await fallen_out(town)
    piet = officer(town)
    listed = await weekly(town, piet)
    assert 'bijvoorbeeld "' in listed
    lines = listed.quoted.split("\n")
    at = next(place for place, line in enumerate(lines) if line.startswith("> Mechelen |"))
    between = "\n".join([*lines[: at + 1], "notitie: belt morgen terug", *lines[at + 1 :]])
    answer = await piet.writes(
        f"{HEIST}: claim\nLier later 1 week\nTessenderlo: claim\n\nHoe gaat het nog?\n\n{between}",
        to=listed.reply_to,
        subject=f"Re: {listed.subject}",
    )
    assert answer is not None
    assert f"{HEIST}: jij volgt op." in answer
    assert "Mechelen: je notitie is bewaard." in answer
    assert "Tessenderlo is geen gemeente van je provincie." in answer
    assert "Begin de lijn met de naam" in answer
    assert "> Hoe gaat het nog?" in answer


async def test_a_colleague_who_follows_it_is_not_overruled_and_the_note_is_shown_again(town: Town) -> None:
    piet, told = await case_mail(town)
    lut = await desk.province(town, "Lut", LUT)
    await lut.says(f"/aansporing {HEIST}")
    await lut.presses("Ik volg op")
    answer = await piet.hears(told, "Gebeld met An.")
    assert "volgt Heist-op-den-Berg op, dus er is niets gebeurd" in answer
    assert "> Gebeld met An." in answer


async def test_a_question_is_answered_by_replying_and_only_once(town: Town) -> None:
    await desk.province(town)
    await desk.province(town, "Lut", LUT)
    an = await at_seven(town)
    await an.says(f"/vraag {ASKED}")
    piet, lut = officer(town), officer(town, LUT, "Lut")
    [to_piet] = [one for one in await piet.all_new() if "Vraag van" in one.subject]
    [to_lut] = [one for one in await lut.all_new() if "Vraag van" in one.subject]
    answer = await piet.hears(to_piet, "Ja, als de heemkring akkoord gaat.")
    assert "Je antwoord is onderweg naar" in answer
    assert any("Ja, als de heemkring akkoord gaat." in plain(one) for one in await an.bot_messages())
    second = await lut.hears(to_lut, "Nee.")
    assert "antwoordde al op deze vraag" in second
    assert "> Nee." in second


async def test_a_program_that_quotes_without_a_sign_sends_nothing_but_the_answer(town: Town) -> None:
    an = await town.proven("An", AN)
    await desk.province(town, "Piet", desk.PIET)
    await an.says("/vraag")
    await an.says(ASKED)
    piet = officer(town)
    [asked] = [one for one in await piet.all_new() if one.subject.startswith("Vraag van")]
    quoted = f"Van: Kernbot\nVerzonden: woensdag\nAan: Piet\nOnderwerp: {asked.subject}\n\n{asked.text}"
    answer = await piet.writes(f"Dat mag.\n\nGroeten\nPiet\n\n{quoted}", to=asked.reply_to)
    assert answer is not None
    assert "Je antwoord is onderweg" in answer
    said = plain((await an.bot_messages())[-1])
    assert "Dat mag." in said
    assert "komt er niet uit" not in said


async def test_a_foreign_mailbox_is_confirmed_or_refused_with_a_reason(town: Town) -> None:
    await desk.province(town)
    jan = await town.proven("Jan", "jan@adviesbureau.example", "Lier")
    piet = officer(town)
    [asked] = [one for one in await piet.all_new() if "Mailbox te bevestigen" in one.subject]
    for unclear, told in (("Ik ken hem niet.", "niet als ja of nee"), ("weiger", "Waarom weiger je")):
        answer = await piet.hears(asked, unclear)
        assert told in answer
    refused = await piet.hears(asked, "Weiger: dit bureau werkt niet voor Lier.")
    assert "jan@adviesbureau.example is geweigerd" in refused
    assert any("dit bureau werkt niet voor Lier" in plain(one) for one in await jan.bot_messages())


async def test_from_alone_authorises_nothing_and_a_foreign_mailbox_first_gets_a_code(town: Town) -> None:
    piet, told = await case_mail(town)
    before = len(await mails(town))
    await piet.writes("claim", subject=f"Re: {told.subject}")  # to the general address: no token
    await piet.replies(told, "claim", sender="iemand@elders.example")
    page = await (await town.person("Piet")).says(f"/aansporing {HEIST}")
    assert "Ik volg op" in "".join(page.labels)
    fresh = (await mails(town))[before:]
    assert [one.subject for one in fresh if one.to == "iemand@elders.example" and one.code]


async def test_a_revoked_officer_is_told_politely_that_nothing_happened(town: Town) -> None:
    piet, told = await case_mail(town)
    await desk.revoked(town, desk.PIET)
    answer = await piet.hears(told, "claim")
    assert "Je bent geen medewerker meer in Kernbot" in answer
    lut = await desk.province(town, "Lut", LUT)
    assert "Ik volg op" in "".join((await lut.says(f"/aansporing {HEIST}")).labels)


async def test_who_works_for_another_province_now_reaches_nothing_with_an_old_mail(town: Town) -> None:
    piet, told = await case_mail(town)
    token = await desk.invited(town, Role.PROVINCE, desk.PIET, "Limburg")
    await (await town.person("Piet")).says(token)
    answer = await piet.hears(told, "claim")
    assert "Heist-op-den-Berg is geen gemeente van je provincie." in answer


async def test_the_agency_reads_that_its_list_is_worked_on_in_chat_and_loses_no_word(town: Town) -> None:
    await desk.agency(town)
    await desk.sent(town, "An", AN)
    els = officer(town, desk.ELS, "Els")
    await town.house.weekly.plan()
    town.clock.move_to("2021-11-15 09:00")
    await town.house.weekly.plan()
    [listed] = [one for one in await els.all_new() if "beslissing" in one.subject]
    answer = await els.hears(listed, "PROF-2021-2-0001 is ontvankelijk")
    assert "typ /dossiers" in answer
    assert "> PROF-2021-2-0001 is ontvankelijk" in answer


async def test_the_agency_hears_that_the_information_is_there(town: Town) -> None:
    els = await desk.agency(town)
    an = await desk.sent(town, "An", AN)
    await els.says("PROF-2021-2-0001")
    await els.presses("Meer informatie vragen")
    await els.says("7: over welke straten gaat het?")
    await els.presses("Bekijk de brief")
    await els.presses("Bevestigen")
    town.clock.pass_(minutes=10)
    await town.house.desk.tick()
    await news(els)
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    told = [plain(one) for one in await news(els)]
    assert any("antwoordde op de vraag om informatie over PROF-2021-2-0001" in one for one in told)


async def test_the_officer_hears_once_that_a_municipality_went_on_after_the_nudge(town: Town) -> None:
    an, piet = await fallen_out(town)
    await piet.says(f"/aansporing {HEIST}")
    await piet.presses("Aansporen")
    await piet.presses("Versturen")
    await town.house.desk.tick()
    assert not [one for one in await news(piet) if "na je aansporing" in plain(one)]
    town.clock.pass_(hours=1)
    await an.says("/wijzig 3")
    await an.says("Centrummanager")
    for _ in range(2):
        await town.house.desk.tick()
    [told] = [plain(one) for one in await news(piet) if "na je aansporing" in plain(one)]
    assert "Heist-op-den-Berg werkte aan de aanvraag" in told
    assert "Centrummanager" not in told


async def test_a_parked_question_counts_for_nobody_else(town: Town) -> None:
    await desk.province(town)
    an = await at_seven(town)
    await an.says(f"/vraag {ASKED}")
    piet = officer(town)
    [asked] = [one for one in await piet.all_new() if "Vraag van" in one.subject]
    answer = await piet.hears(asked, "Bedankt!")
    assert "stond geen antwoord" in answer
    row = await town.house.services.store.run(question_queries.one, 1)
    assert row is not None
    assert row.answered_at is None
