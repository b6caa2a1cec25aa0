"""From first mail to receipt, without a chat."""

from models.records.applications import event_queries
from tests.fakes.conversation import Town
from tests.fakes.correspondent import DECISION, Correspondent
from tests.fakes.mailed_answers import MAILBOX, mailed


async def test_a_whole_application_by_mail(town: Town) -> None:
    an = Correspondent(town=town, mailbox=MAILBOX)
    questions = await an.opens()
    assert '1: ja"' in questions

    summary = await an.hears(questions, mailed(), (DECISION,))
    assert "besluit college.pdf" in summary
    assert "Dit dienen we in als jij dat zegt:\n- 1. Gemeente: " in summary.text
    assert "7. Uitdaging: In de Kerkstraat" in summary
    assert "INDIENEN" in summary

    await an.replies(summary, "INDIENEN")
    mails = await town.mails()
    sent = [one for one in mails if b"PROF-2021-2-0001" in one.read_bytes()]
    assert sent
    events = await town.house.services.store.run(event_queries.history, 1)
    submitted = [event for event in events if event.what == "submitted"]
    assert [event.channel for event in submitted] == ["mail"]


async def test_who_says_submit_in_reply_to_the_receipt_reads_that_it_is_in_already(town: Town) -> None:
    an = Correspondent(town=town, mailbox=MAILBOX)
    summary = await an.hears(await an.opens(), mailed(), (DECISION,))
    told = await an.hears(summary, "INDIENEN")
    again = await an.hears(told, "INDIENEN")
    assert "De aanvraag is al ingediend, onder nummer PROF-2021-2-0001." in again
    assert "nog niets ingediend" not in again.text
    changed = await an.hears(again, "18: Mia Maes\n\nINDIENEN")
    assert "onder nummer PROF-2021-2-0001, blijft gelden" in changed
