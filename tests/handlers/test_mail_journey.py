"""From first mail to receipt, without a chat."""

from models.records.applications import event_queries
from tests.fakes.conversation import CLEAR, Town
from tests.fakes.correspondent import DECISION, Correspondent

MAILBOX = "an.peeters@heist-op-den-berg.be"
ANSWERS = f"""\
1: ja
2: An Peeters
3: Deskundige lokale economie; 4: {MAILBOX}
5: 015 25 00 00
6: Dorpskern Itegem: Kerkstraat en Dorpsplein
7: {CLEAR}
8: beleving
8b: {CLEAR}
9: {CLEAR}
10: lokale economie, mobiliteit
11: 6
12: zie bijlage
13: 14 juni
14: {CLEAR}
15: evenementen
16: Zo snel mogelijk
17: Jan Janssens
18: Bram Claes
19: Diensthoofd
20: bram.claes@heist-op-den-berg.be
21: 015 25 00 01
24: ja
"""


async def test_a_whole_application_by_mail(town: Town) -> None:
    an = Correspondent(town=town, mailbox=MAILBOX)
    questions = await an.opens()
    assert '1: ja"' in questions

    summary = await an.replies(questions, ANSWERS, (DECISION,))
    assert summary is not None
    assert "besluit college.pdf" in summary
    assert "Alles is ingevuld" in summary
    assert "7. Uitdaging: In de Kerkstraat" in summary
    assert "INDIENEN" in summary

    await an.replies(summary, "INDIENEN")
    mails = await town.mails()
    sent = [one for one in mails if b"PROF-2021-2-0001" in one.read_bytes()]
    assert sent
    events = await town.house.services.store.run(event_queries.history, 1)
    submitted = [event for event in events if event.what == "submitted"]
    assert [event.channel for event in submitted] == ["mail"]
