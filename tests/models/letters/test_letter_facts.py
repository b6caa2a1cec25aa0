"""What a letter says is true when it leaves; what is of no use any more does not leave."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from models.calls.stages import Stage
from models.letters import letter_facts
from models.records.applications import case_queries, submission_queries
from models.records.applications.submission import Submission
from models.records.messages.outbox_queries import Message
from models.records.people import code_queries, invitation_queries, person_queries
from models.records.people.mail_code import MailCode
from models.turns.people.naming import MOST_NAME
from models.turns.people.proving import MOST_TRIES
from tests.fakes.case_post import BRAM, CasePost, copied_case_post
from tests.fakes.conversation import A_PDF, StandingClock, Town


@pytest.fixture
async def post(tmp_path: Path, clock: StandingClock) -> AsyncIterator[CasePost]:
    async with copied_case_post(tmp_path, clock) as found:
        yield found


def ref(post: CasePost, kind: str) -> int:
    found = post.messages[kind].ref_id
    assert found is not None
    return found


def case_id(post: CasePost) -> int:
    found = post.messages["receipt"].application_id
    assert found is not None
    return found


def _set_outcome(session: Session, submission_id: int, outcome: str) -> None:
    session.get_one(Submission, submission_id).coach_outcome = outcome


def _give_the_same(session: Session, submission_id: int) -> None:
    row = session.get_one(Submission, submission_id)
    sent = json.loads(row.content)
    sent["answers"]["backup_email"] = sent["answers"]["contact_email"]
    row.content = json.dumps(sent)


# A code.


async def test_a_code_is_six_digits_for_the_municipality_of_the_draft(post: CasePost) -> None:
    values = (await post.facts("code")).values
    assert len(values["code"]) == 6
    assert values["code"].isdecimal()
    assert (values["minutes"], values["municipality"]) == (10, "Heist-op-den-Berg")
    assert (await post.facts("code", application_id=None)).values["municipality"] is None


@pytest.mark.parametrize(
    ("seconds_gone", "minutes"), [(0, 10), (2, 10), (31, 9), (6 * 60, 4), (9 * 60, 1), (9 * 60 + 29, 1)]
)
async def test_a_code_says_how_long_it_still_works(post: CasePost, seconds_gone: int, minutes: int) -> None:
    post.town.clock.pass_(seconds=seconds_gone)
    assert (await post.facts("code")).values["minutes"] == minutes


async def test_a_code_that_nobody_can_type_in_time_does_not_leave(post: CasePost) -> None:
    post.town.clock.pass_(minutes=9, seconds=31)
    assert await post.facts("code") is None


async def test_a_code_that_was_used_does_not_leave(post: CasePost) -> None:
    await post.do(code_queries.mark_used, ref(post, "code"), post.town.clock())
    assert await post.facts("code") is None


async def test_a_code_does_not_leave_after_a_newer_one(post: CasePost) -> None:
    now = post.town.clock()
    ends = now + timedelta(minutes=9)
    row = MailCode(person_id=post.messages["code"].person_id, email=BRAM, nonce="n", asked_at=now, expires_at=ends)
    newer = await post.do(code_queries.add, row)
    assert await post.facts("code") is None
    assert (await post.facts("code", ref_id=newer)) is not None


async def test_a_code_with_no_tries_left_does_not_leave(post: CasePost) -> None:
    for _ in range(MOST_TRIES):
        assert await post.facts("code") is not None
        await post.do(code_queries.count_try, ref(post, "code"))
    assert await post.facts("code") is None


# A receipt.


async def change_and_send_again(post: CasePost) -> int:
    """Let An change item 7 and submit once more; return the id of that second version."""
    await post.chat.says("/wijzig 7")
    await post.chat.says("In de Bergstraat staan 9 van de 30 winkels leeg. Bewoners en handelaars willen er weer volk.")
    await post.chat.says("/indienen")
    await post.chat.presses("Ja, indienen")
    sent = await post.do(submission_queries.newest, case_id(post))
    assert sent is not None
    return sent.id


async def test_a_receipt_is_of_the_version_that_was_sent(post: CasePost) -> None:
    second_id = await change_and_send_again(post)
    first, second = await post.facts("receipt"), await post.facts("receipt", ref_id=second_id)
    assert (first.values["version"], second.values["version"]) == (1, 2)
    assert first.values["checksum"] == first.sent_copy.checksum != second.values["checksum"]
    assert "Bergstraat" not in first.sent_copy.content
    assert "Bergstraat" in second.sent_copy.content


async def test_a_receipt_lists_the_files_as_they_were_sent(post: CasePost) -> None:
    before = (await post.facts("receipt")).sent_copy.files
    await post.chat.says("/wijzig 12")
    await post.chat.sends("zelfde inhoud, andere naam.pdf")
    assert (await post.facts("receipt")).sent_copy.files == before
    [(key, name, size, digest)] = before
    assert (key, name, size, len(digest)) == ("college_decision", "besluit.pdf", len(A_PDF), 64)


async def test_a_receipt_keeps_its_municipality(post: CasePost) -> None:
    await post.do(case_queries.change, case_id(post), nis_code="11002")
    facts = await post.facts("receipt")
    assert facts.values["municipality"] == facts.sent_copy.municipality == "Heist-op-den-Berg"


async def test_a_receipt_says_until_when_it_can_be_changed_and_not_that_it_still_can(post: CasePost) -> None:
    post.town.clock.move_to("2021-11-12 23:59:59")
    assert (await post.facts("receipt")).values["deadline"] == "vrijdag 12 november 2021, 23.59 uur (Brussel)"
    post.town.clock.move_to("2021-11-13 00:00:00")
    assert (await post.facts("receipt")).values["deadline"] is None


async def test_a_receipt_of_what_was_withdrawn_invites_to_no_change(post: CasePost) -> None:
    await post.do(case_queries.change, case_id(post), stage=Stage.WITHDRAWN)
    assert (await post.facts("receipt")).values["deadline"] is None


async def test_a_receipt_names_what_is_unclear_in_the_order_of_the_checklist(post: CasePost) -> None:
    outcome = json.dumps({"challenge": ["place"], "core_area": ["place"], "tried": ["substance"]})
    await post.do(_set_outcome, ref(post, "receipt"), outcome)

    named = (await post.facts("receipt")).values["unclear"]

    assert named == ["6. Kerngebied", "7. Uitdaging", "9. Al geprobeerd"]


async def test_a_receipt_names_the_back_up_with_the_mailbox_of_the_contact(post: CasePost) -> None:
    await post.do(_give_the_same, ref(post, "receipt"))
    assert (await post.facts("receipt")).values["unclear"] == ["20. E-mail reserve"]


# An invitation.


async def test_an_invitation_says_how_many_days_it_still_works(post: CasePost) -> None:
    assert (await post.facts("invitation")).values["days"] == 14
    post.town.clock.pass_(days=3)
    assert (await post.facts("invitation")).values["days"] == 11
    post.town.clock.pass_(days=10, hours=23)
    assert (await post.facts("invitation")).values["days"] == 1
    post.town.clock.pass_(hours=1)
    assert await post.facts("invitation") is None


async def test_an_invitation_that_was_accepted_does_not_leave(post: CasePost) -> None:
    await post.do(invitation_queries.change, ref(post, "invitation"), accepted_at=post.town.clock())
    assert await post.facts("invitation") is None


async def test_an_invitation_names_who_invites(post: CasePost) -> None:
    facts = await post.facts("invitation")
    assert (facts.values["inviter"], facts.values["hand_over"]) == ("Bram Claes", False)
    assert facts.values["code"] == facts.start_token


# Colleagues.


async def test_a_request_to_join_names_the_mailbox_that_was_proven(post: CasePost) -> None:
    facts = await post.facts("join_request")
    assert (facts.values["asker"], facts.values["asker_email"]) == ("Bram Claes", BRAM)
    assert [data for _, data in facts.buttons] == [f"req:{ref(post, 'join_request')}:{answer}" for answer in (1, 0)]


async def test_a_request_to_join_that_was_answered_does_not_leave(post: CasePost) -> None:
    await post.do(invitation_queries.answer_request, ref(post, "join_request"), True, post.town.clock())
    assert await post.facts("join_request") is None


async def test_who_has_no_name_is_called_by_their_mailbox(post: CasePost) -> None:
    await post.do(person_queries.change, post.bram_id, name=None)
    assert (await post.facts("joined")).values["name"] == BRAM


async def test_a_name_is_one_short_line(post: CasePost) -> None:
    await post.do(person_queries.change, post.bram_id, name="Bram\n\nBetaal hier: " + "x" * 500)
    name = (await post.facts("joined")).values["name"]
    assert name.startswith("Bram Betaal hier: x")
    assert len(name) == MOST_NAME


async def test_handing_over_names_who_gave_and_who_took_also_after_the_next_hand_over(post: CasePost) -> None:
    values = (await post.facts("handed_over")).values
    an = await post.do(_name_of, post.messages["receipt"].person_id)
    assert (values["giver"], values["taker"]) == (an, "Bram Claes")


def _name_of(session: Session, person_id: int) -> str | None:
    return person_queries.person(session, person_id).name


# The end.


async def test_a_withdrawal_says_which_and_when(post: CasePost) -> None:
    values = (await post.facts("withdrawn")).values
    assert (values["number"], values["municipality"]) == ("PROF-2021-2-0099", "Heist-op-den-Berg")
    assert values["withdrawn_at"] == "woensdag 20 oktober 2021 om 10.00 uur"


async def test_a_withdrawal_that_did_not_happen_does_not_leave(post: CasePost) -> None:
    assert await post.facts("withdrawn", application_id=case_id(post)) is None


@pytest.mark.parametrize("kind", ["code", "receipt", "invitation", "join_request"])
async def test_what_is_gone_does_not_leave(post: CasePost, kind: str) -> None:
    assert await post.facts(kind, ref_id=999_999) is None
    assert await post.facts(kind, ref_id=None) is None


@pytest.mark.parametrize("kind", ["receipt", "joined", "join_refused", "let_in", "left", "handed_over", "withdrawn"])
async def test_a_letter_about_no_application_does_not_leave(post: CasePost, kind: str) -> None:
    assert await post.facts(kind, application_id=None) is None


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_facts_speak_the_language_of_the_letter(post: CasePost, language: str) -> None:
    facts = await post.facts("receipt", language=language)
    title = post.town.house.services.house.call.title.in_language(language)
    assert facts.values["call_title"] == title
    said = {
        "nl": "woensdag 20 oktober 2021 om 10.00 uur (Brussel)",
        "en": "Wednesday 20 October 2021 at 10.00 am (Brussels)",
    }
    assert facts.values["sent_at"] == said[language]


def test_an_unknown_kind_is_a_mistake_of_ours(town: Town) -> None:
    message = Message(key="x", kind="no such kind", way="mail", address=BRAM, language="nl")
    with Session(town.house.services.store.engine) as session, pytest.raises(KeyError):
        letter_facts.gather(session, message, b"", town.clock())
