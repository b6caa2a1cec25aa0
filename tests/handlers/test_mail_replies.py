"""What a reply may say: answers, words that belong nowhere, files, wishes; and what is mailed back."""

import pytest

from models.records.applications import case_queries
from models.records.messages import loose_queries
from models.records.people import participant_queries
from tests.fakes import desk
from tests.fakes.conversation import A_PDF, CLEAR, Town
from tests.fakes.correspondent import DECISION, Correspondent, Got
from tests.fakes.played_once import played_once

AN = "an.peeters@heist-op-den-berg.be"


class Begun:
    """An application that was begun by mail, with its municipality confirmed."""

    def __init__(self, town: Town, an: Correspondent, questions: Got) -> None:
        self.town, self.an, self.questions = town, an, questions

    async def replies(self, text: str, *files: tuple[str, bytes], **headers: str) -> Got:
        return await self.an.hears(self.questions, text, files, **headers)

    async def said(self, number: str) -> str | None:
        case = await self.town.house.services.store.run(case_queries.load, 1)
        item = case.item(number)
        assert item is not None
        return case.kept[item.key].answer.said if item.key in case.kept else None


@pytest.fixture
async def begun(town: Town) -> Begun:
    questions, known = await confirmed(town)
    return Begun(town, Correspondent(town=town, mailbox=AN, known=set(known)), questions)


@played_once
async def confirmed(town: Town) -> tuple[Got, frozenset[str]]:
    """Return the questions that were mailed to An, and the files of the mails that An read since."""
    an = Correspondent(town=town, mailbox=AN)
    questions = await an.opens()
    await an.hears(questions, "1: ja")
    return questions, frozenset(an.known)


async def test_an_answer_over_several_lines_ends_at_the_next_number(begun: Begun) -> None:
    await begun.replies(f"7: {CLEAR}\nNog een zin daarbij.\n\n9: nog niets\n\nGroeten,\nAn\n015 25 00 00")
    assert await begun.said("7") == f"{CLEAR}\nNog een zin daarbij."
    assert await begun.said("9") == "nog niets"


async def test_answers_between_the_quoted_questions_go_to_the_question_above(begun: Begun) -> None:
    lines = begun.questions.quoted.split("\n")
    place = next(n for n, line in enumerate(lines) if line.startswith("> 3."))
    lines[place + 1 : place + 1] = ["", "Deskundige lokale economie", ""]
    text = "Zie tussen de vragen.\n\nOp wo 20 okt. 2021 om 10:00 schreef Kernbot <kernbot@localhost>:\n"
    mail = await begun.an.writes(text + "\n".join(lines), to=begun.questions.reply_to)
    assert mail is not None
    assert "3. Functie contact: Deskundige lokale economie" in mail
    assert await begun.said("4") is None


async def test_an_unclear_text_is_kept_with_the_advice_of_the_coach(begun: Begun) -> None:
    answer = await begun.replies("7: Het centrum is dood.")
    assert "kan beter" in answer
    assert "7. Uitdaging: Het centrum is dood." in answer
    assert "ik lees niet waar het speelt" in answer
    assert await begun.said("7") == "Het centrum is dood."


async def test_what_cannot_be_read_is_kept_and_asked_again(begun: Begun) -> None:
    answer = await begun.replies("13: ergens in de herfst")
    assert "13. Datum" in answer
    assert await begun.said("13") == "ergens in de herfst"


async def test_the_mailbox_of_the_contact_as_the_back_up_s_is_kept_and_asked_about(begun: Begun) -> None:
    answer = await begun.replies(f"4: {AN}\n20: {AN}")
    assert "20. E-mail reserve: an.peeters@heist-op-den-berg.be" in answer
    assert "Hetzelfde staat bij vraag 4 (E-mail contact), en hier hoort een ander antwoord." in answer
    assert "4. E-mail contact: an.peeters@heist-op-den-berg.be" in answer


async def test_an_answer_that_is_no_use_leaves_the_one_before_and_both_are_said(begun: Begun) -> None:
    await begun.replies("5: 015 25 00 00")
    answer = await begun.replies("5: bel gerust")
    assert "Dit hebben we overgenomen" not in answer
    assert "- 5. Telefoon contact: bel gerust" in answer
    assert "Je vorige antwoord blijft staan: 015 25 00 00." in answer
    assert await begun.said("5") == "015 25 00 00"


async def test_words_under_no_number_are_kept_and_asked_about_with_the_two_likeliest_items(begun: Begun) -> None:
    answer = await begun.replies("Onze schepen heet Jan Janssens.\n\n3: Deskundige")
    loose = await begun.town.house.services.store.run(loose_queries.waiting, 1)
    assert [row.text for row in loose.values()] == ["Onze schepen heet Jan Janssens."]
    assert "17. Schepen" in answer


async def test_a_number_without_a_sign_answers_what_is_open_when_its_words_can_be_nothing_else(begun: Begun) -> None:
    answer = await begun.replies("Dag,\n2 Mia Maes\n5 015 25 00 00\n8 beleving\n\nGroeten, Mia")
    assert [await begun.said(number) for number in ("2", "5", "8")] == ["Mia Maes", "015 25 00 00", "beleving"]
    assert "Dit konden we nergens plaatsen" not in answer
    answer = await begun.replies("2 Els Claes")  # what stands is not replaced by a guess
    assert await begun.said("2") == "Mia Maes"
    assert '"2 Els Claes"' in answer


@pytest.mark.parametrize("said", ["3 winkels sloten dit jaar.", "3 november 2021", "5 of 6 mensen"])
async def test_a_number_that_counts_is_no_answer_but_is_kept_and_asked_about(begun: Begun, said: str) -> None:
    answer = await begun.replies(said)
    assert await begun.said(said[0]) is None
    assert f'A) "{said}" Hoort dit bij {said[0]}.' in answer


async def test_the_letter_puts_a_bare_number_s_words_with_the_item_without_the_number(begun: Begun) -> None:
    answer = await begun.replies("3 diensthoofd economie")
    assert 'Antwoord met "A: 3"' in answer
    await begun.an.hears(answer, "A: 3")
    assert await begun.said("3") == "diensthoofd economie"


async def test_within_a_long_text_or_prose_a_bare_number_goes_on(begun: Begun) -> None:
    await begun.replies(f"7: {CLEAR}\n3 Dorpen liggen erbij.")
    assert await begun.said("7") == f"{CLEAR}\n3 Dorpen liggen erbij."
    assert await begun.said("3") is None


async def test_loose_words_find_their_place_by_their_letter(begun: Begun) -> None:
    answer = await begun.replies("Jan Janssens is onze schepen.")
    assert "A)" in answer
    after = await begun.an.hears(answer, "A: 17")
    assert await begun.said("17") == "Jan Janssens is onze schepen."
    assert await begun.town.house.services.store.run(loose_queries.waiting, 1) == {}
    assert "A)" not in after


async def test_letters_stay_with_their_words_while_others_are_put_away(begun: Begun) -> None:
    first = await begun.replies("Jan Janssens is onze schepen.")
    second = await begun.an.hears(first, "We hopen op veel volk in de Kerkstraat.")
    assert "B)" in second
    await begun.an.replies(second, "A: 17\nB: 6")
    assert await begun.said("17") == "Jan Janssens is onze schepen."
    assert await begun.said("6") == "We hopen op veel volk in de Kerkstraat."


async def test_the_file_goes_to_the_one_file_that_is_asked(begun: Begun) -> None:
    answer = await begun.replies("Het besluit van het college.", DECISION)
    assert "12. " in answer
    assert "besluit college.pdf" in answer
    assert await begun.said("12") == "besluit college.pdf"


async def test_a_file_goes_to_the_item_that_the_text_names(begun: Begun) -> None:
    await begun.replies("Het plan hoort bij vraag 23.", ("plan.pdf", A_PDF))
    assert await begun.said("23") == "plan.pdf"
    assert await begun.said("12") is None


async def test_a_file_that_belongs_nowhere_is_asked_about(begun: Begun) -> None:
    await begun.replies("Hierbij het besluit.", DECISION)
    answer = await begun.replies("Nog een bestand.", ("plan.pdf", A_PDF + b"2"))
    assert '"plan.pdf"' in answer
    loose = await begun.town.house.services.store.run(loose_queries.waiting, 1)
    [letter] = [letter for letter, row in loose.items() if row.attachment_id is not None]
    await begun.an.hears(answer, f"{letter}: 23")
    assert await begun.said("23") == "plan.pdf"


async def test_a_file_that_cannot_be_taken_is_said_with_what_to_do(begun: Begun) -> None:
    answer = await begun.replies("12: zie bijlage", ("besluit.zip", b"PK\x03\x04" + b"0" * 40))
    assert "besluit.zip: " in answer
    assert "stuur" in answer.text


async def test_stop_stops_the_reminders_and_keeps_the_answers(begun: Begun) -> None:
    answer = await begun.replies("STOP")
    assert "Je krijgt geen herinneringen meer" in answer
    chat = await begun.town.proven("An", AN)
    assert await begun.said("1") is not None
    assert chat is not None


async def test_indienen_is_not_enough_without_the_summary(begun: Begun) -> None:
    answer = await begun.replies("INDIENEN")
    assert "als antwoord op de mail met al je antwoorden" in answer
    assert "Dit ontbreekt nog" in answer


async def test_an_answer_in_chat_while_the_summary_was_on_its_way_is_shown_before_sending(town: Town) -> None:
    chat = await town.complete("An", AN)
    an = Correspondent(town=town, mailbox=AN)
    reminder = await an.is_reminded()
    summary = await an.hears(reminder, "11: 8")
    assert "11. " in summary
    await chat.says("/wijzig")
    await chat.presses("5")
    await chat.says("015 25 00 77")
    refused = await an.hears(summary, "Indienen")
    assert "nog niet ingediend: er is iets gewijzigd" in refused
    assert "015 25 00 77" in refused
    sent = await an.hears(refused, "INDIENEN.")
    assert "PROF-2021-2-0001" in "".join(one.text for one in [sent, *await an.all_new()])


async def test_who_answers_one_question_in_each_mail_is_answered_every_time(begun: Begun) -> None:
    for number in range(25):
        assert f"6. Kerngebied: Kerkstraat {number}" in await begun.replies(f"6: Kerkstraat {number}")


async def test_a_mail_that_says_nothing_is_answered_once(begun: Begun) -> None:
    begun.town.clock.pass_(days=2)
    first = await begun.an.hears(begun.questions, "Dank je!")
    assert "Er is niets veranderd" in first
    assert await begun.an.replies(first, "Bedankt") is None


async def test_a_mail_counts_from_when_the_server_took_it(begun: Begun) -> None:
    begun.town.clock.move_to("2021-11-13 08:00:00")
    stamp = "from mail by mx.example.be; Fri, 12 Nov 2021 23:59:30 +0100"
    in_time = await begun.replies("3: Deskundige", Received=stamp, Date="Sat, 13 Nov 2021 07:00:00 +0100")
    assert "3. Functie contact: Deskundige" in in_time
    case = await begun.town.house.services.store.run(case_queries.load, 1)
    assert case.item("3").key in case.kept


async def test_a_late_mail_says_which_round_it_counts_for_and_never_believes_its_date(begun: Begun) -> None:
    begun.town.clock.move_to("2021-11-13 08:00:00")
    late = await begun.replies("3: Deskundige", Date="Fri, 12 Nov 2021 20:00:00 +0100")
    assert "ronde is voorbij" in late
    people = await begun.town.house.services.store.run(participant_queries.active, 1)
    assert people


async def test_a_question_that_people_ask_is_answered_in_the_mail(begun: Begun) -> None:
    answer = await begun.replies("Wat kost de begeleiding?")
    assert "Antwoord op je vraag" in answer
    assert "gratis" in answer
    assert await begun.town.house.services.store.run(loose_queries.waiting, 1) == {}


@pytest.mark.parametrize("asked", ["Is jullie kantoor open op zaterdag?", "Kan iemand mij morgen bellen"])
async def test_another_question_is_kept_for_a_person(begun: Begun, asked: str) -> None:
    answer = await begun.replies(asked)
    assert "Je vraag is bewaard. Er is nu nog geen medewerker die ze leest. Liever een mens? Bel gratis" in answer
    assert "konden we nergens plaatsen" not in answer


async def test_what_was_changed_after_sending_can_be_sent_again_by_mail(town: Town) -> None:
    chat = await town.complete("An", AN)
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")
    an = Correspondent(town=town, mailbox=AN)
    receipt = await an.newest()
    assert receipt is not None
    summary = await an.hears(receipt, "11: 9")
    assert "Wat je indiende onder nummer PROF-2021-2-0001 blijft gelden tot je opnieuw indient." in summary
    assert "INDIENEN" in summary
    assert "blijft gelden" not in await an.hears(receipt, "11: 6")  # as it was sent: nothing is changed any more
    summary = await an.hears(receipt, "11: 9")
    await an.replies(summary, "INDIENEN")
    mails = "".join(path.read_bytes().decode() for path in await town.mails())
    assert "versie 2" in mails


async def test_the_answer_is_in_the_language_of_the_person(town: Town) -> None:
    chat = await town.proven("An", AN)
    await chat.says("/taal")
    await chat.presses("English")
    an = Correspondent(town=town, mailbox=AN)
    reminder = await an.is_reminded()
    answer = await an.hears(reminder, "5: 015 25 00 00\n24: yes")
    assert "We took this over" in answer
    assert ": yes" in answer


async def test_what_the_agency_asks_is_answered_by_mail_and_brings_the_application_back(town: Town) -> None:
    await desk.sent(town, "An", AN)
    els = await desk.agency(town)
    town.clock.move_to("2021-11-15 10:00")
    await els.says("PROF-2021-2-0001")
    await els.presses("Meer informatie vragen")
    await els.says("7: Over welke straten gaat het?")
    await els.presses("5 werkdagen")
    await els.presses("Bekijk de brief")
    await els.presses("Bevestigen")
    town.clock.pass_(minutes=10)
    await town.house.desk.tick()
    an = Correspondent(town=town, mailbox=AN)
    letter = await an.newest()
    assert letter is not None
    assert "Antwoord op deze mail met het nummer" in letter

    other = await an.hears(letter, "6: Iets anders")
    assert "VLAIO vraagt nu alleen enkele vragen opnieuw" in other
    summary = await an.hears(letter, f"7: {CLEAR.replace('Kerkstraat', 'Bergstraat')}")
    assert "maandag 22 november 2021" in summary
    assert "Bergstraat" in summary
    await an.replies(summary, "INDIENEN")
    assert "Bergstraat" in await els.says("PROF-2021-2-0001")


async def test_what_an_earlier_mail_showed_is_no_answer_when_a_program_quotes_it_without_a_sign(begun: Begun) -> None:
    shown = await begun.replies("5: 015 25 00 00")
    assert "- 5. Telefoon contact: 015 25 00 00" in shown
    await begun.replies("5: 015 25 00 99")
    outlook = f"3: Deskundige\n\nVan: Kernbot\nVerzonden: woensdag\nAan: An\nOnderwerp: Re: Profploeg\n\n{shown.text}"
    answer = await begun.an.writes(outlook, to=shown.reply_to)
    assert answer is not None
    assert "- 3. Functie contact: Deskundige" in answer
    assert "- 5. Telefoon" not in answer
    assert await begun.said("5") == "015 25 00 99"


async def test_a_question_below_a_date_is_answered_and_no_part_of_the_date(begun: Begun) -> None:
    answer = await begun.replies("Goeiedag,\n\n13: 14 oktober\n\nMogen wij de foto's van de heemkring gebruiken?")
    assert "- 13. Datum besluit: 14 oktober 2021" in answer
    assert "Dit konden we nergens plaatsen" not in answer
    assert await begun.said("13") == "14 oktober"


async def test_words_beside_the_wish_to_send_are_kept(begun: Begun) -> None:
    answer = await begun.replies("INDIENEN aub\n\nOnze schepen is met vakantie tot maandag.\nAn")
    assert "We hebben nog niets ingediend." in answer
    assert 'A) "Onze schepen is met vakantie tot maandag."' in answer
