"""The weekly lists: on Monday, once, to who is an officer then; what stands in them is of the moment of sending."""

from pathlib import Path

import pytest
from sqlmodel import Session

from models.places.municipality import municipalities_on
from models.records.messages.outbox import OutboxState
from models.records.people import person_queries
from models.records.people.interest import Interest
from tests.fakes.case_rows import outbox_rows
from tests.fakes.conversation import Chat, StandingClock, Town, open_town
from tests.fakes.deadline import brussels
from tests.fakes.mailbag import Mail, mails, news, plain
from tests.fakes.officers import address_of, officer, revoke_all
from tests.fakes.played_once import played_once

AN = "an.peeters@heist-op-den-berg.be"
MONDAY = "2021-10-25 08:30:00"
ANTWERPEN = sum(town.province == "Antwerpen" for town in municipalities_on(brussels(MONDAY).date()).values())


async def lists(town: Town, at: str = MONDAY, name: str = "Tom") -> list[Mail]:
    """Let the tick pass at a moment; return the lists in the officer's mailbox."""
    town.clock.move_to(at)
    await town.house.weekly.plan()
    return [
        mail for mail in await mails(town, address_of(name)) if "niet in" in mail.subject or "wacht" in mail.subject
    ]


async def begun_watching(town: Town) -> None:
    """Let the tick pass for the first time, which only notes when it was."""
    assert await town.house.weekly.plan() == 0


@played_once
async def province_officer(town: Town, name: str = "Tom", province: str = "Antwerpen") -> Chat:
    chat = await officer(town, name, "province", province)
    await begun_watching(town)
    return chat


def line(mail: Mail, municipality: str) -> str:
    """Return the line of a municipality in the table of a mail."""
    [found] = [one for one in mail.text.splitlines() if one.startswith(f"{municipality} | ")]
    return found.removeprefix(f"{municipality} | ")


async def test_on_monday_at_half_past_eight_and_not_before(town: Town) -> None:
    await province_officer(town)
    assert await lists(town, "2021-10-25 08:29:59") == []
    [mail] = await lists(town)
    assert mail.subject == f"Antwerpen: {ANTWERPEN} gemeenten dienden nog niet in, nog 18 dagen"
    assert await lists(town, "2021-10-25 08:31") == [mail]


async def test_after_all_saints_it_is_on_tuesday(town: Town) -> None:
    await province_officer(town)
    assert len(await lists(town)) == 1
    assert len(await lists(town, "2021-11-01 12:00")) == 1
    assert len(await lists(town, "2021-11-02 08:30")) == 2


async def test_after_five_weeks_away_there_is_one_list_not_five(tmp_path: Path) -> None:
    async with open_town(tmp_path, StandingClock(brussels("2021-09-13 09:00"))) as town:
        await province_officer(town)
        assert len(await lists(town, "2021-10-20 10:00")) == 1
        assert len(await lists(town, "2021-10-20 10:01")) == 1


async def test_two_processes_that_plan_at_once_send_one(town: Town) -> None:
    await province_officer(town)
    town.clock.move_to(MONDAY)
    await town.house.weekly.plan()
    town.clock.pass_(hours=-1)
    await town.house.weekly.plan()
    town.clock.pass_(hours=2)
    await town.house.weekly.plan()
    assert len(await lists(town, "2021-10-25 10:00")) == 1


async def test_a_new_installation_makes_up_for_nothing(town: Town) -> None:
    await officer(town, "Tom")
    assert await lists(town, "2021-10-26 09:00") == []
    assert len(await lists(town, "2021-11-02 08:30")) == 1


async def test_who_has_not_started_and_who_showed_interest(town: Town) -> None:
    await province_officer(town)
    await interest(town, "Mol", "an@mol.be", "jan@mol.be")
    await interest(town, "Boom", "els@boom.be")
    [mail] = await lists(town)
    assert line(mail, "Mol") == "interesse (2 mensen), nog niet begonnen"
    assert line(mail, "Boom") == "interesse, nog niet begonnen"
    assert line(mail, "Aartselaar") == "niet begonnen"
    assert f"Nog niet ingediend: 2 met interesse, {ANTWERPEN - 2} niet begonnen." in mail


async def interest(town: Town, municipality: str, *emails: str) -> None:
    """Let people of a municipality show interest."""
    [found] = [one for one in municipalities_on(town.clock().date()).values() if one.name == municipality]

    def add(session: Session) -> None:
        for email in emails:
            row = {"call_name": "profploeg-2021", "name": "X", "email": email, "nis_code": found.nis_code}
            session.add(Interest(**row, consent="webinar", source="webinar", imported_at=town.clock()))

    await town.house.services.store.run(add)


async def test_a_draft_says_at_which_item_it_is_how_much_is_missing_and_that_no_mailbox_is_proven(town: Town) -> None:
    await province_officer(town)
    an = await town.begun("An")
    await an.answers("An Peeters", "Deskundige lokale economie")
    [mail] = await lists(town)
    assert line(mail, "Heist-op-den-Berg") == "vraag 4 (E-mail contact) | 19 ontbreken | mailbox niet bewezen"


async def test_a_proven_mailbox_needs_no_remark_and_a_foreign_one_is_to_be_confirmed(town: Town) -> None:
    await province_officer(town)
    await town.proven("An", AN)
    await town.proven("Jos", "jos@telenet.be", "Mol")
    [mail] = await lists(town)
    assert line(mail, "Heist-op-den-Berg") == "vraag 5 (Telefoon contact) | 18 ontbreken"
    assert line(mail, "Mol").endswith("18 ontbreken | vreemde mailbox: te bevestigen")


async def test_who_filled_in_everything_and_did_not_submit_comes_first(town: Town) -> None:
    await province_officer(town)
    await town.complete("An", AN)
    await town.begun("Els", "Boom")
    [mail] = await lists(town)
    rows = [one for one in mail.text.splitlines() if " | " in one]
    assert rows[1].startswith("Heist-op-den-Berg | alles ingevuld, nog niet ingediend")
    assert rows[2].startswith("Boom | vraag 2")
    assert "1 is klaar om in te dienen, 1 ontwerp" in mail


async def test_who_submitted_is_a_number_and_no_name(town: Town) -> None:
    await province_officer(town)
    an = await town.complete("An", AN)
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    [mail] = await lists(town)
    assert "Ingediend: 1." in mail
    assert "Heist-op-den-Berg" not in mail
    assert mail.subject.startswith(f"Antwerpen: {ANTWERPEN - 1} gemeenten")


async def test_who_withdrew_is_said(town: Town) -> None:
    await province_officer(town)
    an = await town.proven("An", AN)
    await an.says("/intrekken")
    await an.presses("Ja, intrekken")
    [mail] = await lists(town)
    assert line(mail, "Heist-op-den-Berg") == "ingetrokken"


async def test_of_two_drafts_the_one_of_the_municipality_counts(town: Town) -> None:
    await province_officer(town)
    await town.proven("An", AN)
    await town.begun("Onbekend")
    [mail] = await lists(town)
    assert line(mail, "Heist-op-den-Berg") == "vraag 5 (Telefoon contact) | 18 ontbreken"


async def test_an_officer_sees_how_far_a_draft_is_and_no_word_of_it(town: Town) -> None:
    await province_officer(town)
    an = await town.proven("An", AN)
    await an.answers("015 25 00 00", "Geheim plein", "De burgemeester wil dit niet.")
    [path] = [one for one in await _after_monday(town) if address_of("Tom") in one.name]
    whole = path.read_text("utf-8")
    for word in ("Geheim", "burgemeester", "An Peeters", "an.peeters", "015"):
        assert word not in whole


async def _after_monday(town: Town) -> list[Path]:
    await lists(town)
    return await town.mails()


async def test_each_officer_sees_the_own_province_alone(town: Town) -> None:
    await province_officer(town, "Tom", "Antwerpen")
    await province_officer(town, "Piet", "Limburg")
    [antwerpen], [limburg] = await lists(town), await lists(town, MONDAY, "Piet")
    assert "Aartselaar | " in antwerpen
    assert "Hasselt | " not in antwerpen
    assert "Hasselt | " in limburg
    assert "Aartselaar | " not in limburg


async def test_the_facts_are_those_of_the_moment_of_sending(town: Town) -> None:
    await province_officer(town)
    town.clock.move_to(MONDAY)
    await town.house.weekly.plan()
    await town.begun("An")
    [mail] = await mails(town, address_of("Tom"))
    assert line(mail, "Heist-op-den-Berg").startswith("vraag 2")


async def test_who_is_revoked_gets_none_also_when_it_was_planned_already(town: Town) -> None:
    await province_officer(town)
    town.clock.move_to(MONDAY)
    assert await town.house.weekly.plan() == 1
    await revoke_all(town)
    assert await mails(town, address_of("Tom")) == []
    [row] = await town.house.services.store.run(outbox_rows)
    assert (row["kind"], row["state"]) == ("province_list", OutboxState.CANCELLED)
    town.clock.move_to("2021-11-02 08:30")
    assert await town.house.weekly.plan() == 0


async def test_without_an_open_round_there_is_no_list(town: Town) -> None:
    await province_officer(town)
    assert await lists(town, "2021-11-15 08:30") == []


async def test_who_chose_chat_gets_a_short_summary_there_and_no_mail(town: Town) -> None:
    tom = await province_officer(town)
    await town.begun("An")
    await choose(town, tom, reminders="chat")
    town.clock.move_to(MONDAY)
    await town.house.weekly.plan()
    [message] = await news(tom)
    said = plain(message)
    assert said.startswith("Antwerpen, ronde 2021-2: nog 18 dagen")
    assert "• Heist-op-den-Berg, vraag 2 (Contactpersoon), 21 ontbreken, mailbox niet bewezen" in said
    assert "Aartselaar" not in said
    assert len(said) < 1000
    assert await mails(town, address_of("Tom")) == []


@pytest.mark.parametrize("wish", [{"reminders": "off"}, {"snoozed_until_at": brussels("2021-10-26 00:00")}])
async def test_who_wants_to_be_left_alone_is(town: Town, wish: dict[str, object]) -> None:
    tom = await province_officer(town)
    await choose(town, tom, **wish)
    assert await lists(town) == []


async def choose(town: Town, chat: Chat, **values: object) -> None:
    """Set how a person is written to."""

    def change(session: Session) -> None:
        speaker = person_queries.speaker(session, "local", chat.chat_id)
        assert speaker is not None
        person_queries.change(session, speaker.person_id, **values)

    await town.house.services.store.run(change)


async def test_the_list_of_a_whole_province_stays_far_below_what_a_mail_may_weigh(town: Town) -> None:
    await province_officer(town)
    await lists(town)
    [path] = [one for one in await town.mails() if address_of("Tom") in one.name]
    assert path.stat().st_size < 30_000


# The agency's list of what waits for a decision.
