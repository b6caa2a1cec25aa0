"""Mails of officers that are no plain reply: to a letter of long ago, forged, or a new one."""

from models.desk.rights import Role
from tests.fakes import desk, facts, guided
from tests.fakes.conversation import Town
from tests.fakes.correspondent import Correspondent, Got
from tests.fakes.fallen import fallen_out
from tests.fakes.mailbag import mails

HEIST = "Heist-op-den-Berg"
FORGED = "mx.example.be; dmarc=fail (p=reject) header.from=provincie.example"


async def case_mail(town: Town) -> tuple[Correspondent, Got]:
    """Return Piet and the mail that tells that a municipality fell out."""
    await fallen_out(town)
    piet = Correspondent(town=town, mailbox=desk.PIET, name="Piet")
    [told] = [one for one in await piet.all_new() if "is afgevallen" in one.subject]
    return piet, told


async def is_followed(town: Town) -> bool:
    """Return whether an officer follows the municipality."""
    page = await (await town.person("Piet")).says(f"/aansporing {HEIST}")
    return "Ik volg op" not in "".join(page.labels)


async def test_an_answer_to_a_letter_of_long_ago_is_shown_again_and_counts_once_more(town: Town) -> None:
    piet, told = await case_mail(town)
    town.clock.pass_(days=130)

    asked = await piet.hears(told, "claim")
    assert "meer dan 120 dagen oud. Er is nog niets gebeurd." in asked
    assert "> claim" in asked.text
    assert not asked.subject.startswith("Je code")
    assert not await is_followed(town)

    answer = await piet.hears(asked, "claim")
    assert HEIST in answer
    assert "dagen oud" not in answer


async def test_the_officer_who_planned_an_interview_is_asked_for_no_code_when_replying(town: Town) -> None:
    await guided.planned(town)
    els = Correspondent(town=town, mailbox=desk.ELS, name="Els")
    [invited] = [one for one in await els.all_new() if one.subject.startswith("Uitnodiging voor het intake")]
    answer = await els.hears(invited, "Ik kan dan toch niet.")
    assert "doe je in het gesprek met Kernbot: typ /dossiers" in answer
    assert "> Ik kan dan toch niet." in answer.text


async def test_who_left_hears_of_an_old_letter_only_that_they_are_no_officer(town: Town) -> None:
    piet, told = await case_mail(town)
    await desk.revoked(town, desk.PIET)
    town.clock.pass_(days=130)
    answer = await piet.hears(told, "claim")
    assert "Je bent geen medewerker meer in Kernbot" in answer
    assert "claim" not in answer.text


async def test_a_forged_mail_to_an_officers_token_does_nothing_and_the_officer_reads_so_once_a_day(town: Town) -> None:
    piet, told = await case_mail(town)
    object.__setattr__(town.house.mail_in.rules, "authserv_id", "mx.example.be")  # type: ignore[union-attr]

    warned = await piet.hears(told, "claim", Authentication_Results=FORGED)
    assert warned.subject == "Een mail in jouw naam is geweigerd"
    assert "kan niet nagaan dat hij echt van piet@provincie.example komt" in warned
    assert not await is_followed(town)

    before = len(await mails(town))
    await piet.replies(told, "claim", sender="iemand@elders.example", Authentication_Results=FORGED)
    assert len(await mails(town)) == before


async def test_a_new_mail_of_an_officer_waits_for_a_code_and_is_read_as_an_answer_to_the_list(town: Town) -> None:
    await fallen_out(town)
    piet = Correspondent(town=town, mailbox=desk.PIET, name="Piet")
    await piet.all_new()
    asked = await piet.writes(f"Dag,\n\n{HEIST}: claim\n\nPiet", subject="Opvolging")
    assert asked is not None
    assert "Je vraagt de code om als medewerker te mailen." in asked
    assert "aanvraag te behandelen" not in asked
    assert f"{HEIST}: jij volgt op." in await piet.hears(asked, asked.code)
    assert await is_followed(town)
    assert await facts.applications(await town.person("Piet")) == []


async def test_whoever_mails_the_code_of_an_invitation_to_be_an_officer_is_shown_the_chat(town: Town) -> None:
    token = await desk.invited(town, Role.AGENCY, desk.ELS)
    els = Correspondent(town=town, mailbox=desk.ELS, name="Els")
    await els.all_new()
    told = await els.writes(token, subject="Mijn code")
    assert told is not None
    assert "Je bent uitgenodigd als medewerker van VLAIO." in told
    assert "typ daar de code uit de uitnodiging" in told
    assert "Wil je een aanvraag doen?" not in told
