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
