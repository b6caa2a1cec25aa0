"""One application that changes channel three times: the channel is a detail, the case is one, the history tells it."""

import re
from itertools import groupby

from models.records.applications import event_queries
from tests.fakes.conversation import CLEAR, Town
from tests.fakes.correspondent import DECISION, Correspondent

AN = "an.peeters@heist-op-den-berg.be"
BY_MAIL = f"""\
8: beleving
8b: {CLEAR}
9: {CLEAR}
10: lokale economie, mobiliteit
11: 6
12: zie bijlage
13: 14 juni
14: {CLEAR}
"""
REST = """\
17: Jan Janssens
18: Bram Claes
19: Diensthoofd
20: bram.claes@heist-op-den-berg.be
21: 015 25 00 01
24: ja
"""


async def test_chat_mail_chat_and_mail_fill_one_application(town: Town) -> None:
    chat = await town.proven("An", AN)
    await chat.answers("015 25 00 00", "Dorpskern Itegem: Kerkstraat en Dorpsplein", CLEAR)

    an = Correspondent(town=town, mailbox=AN)
    asked = await an.writes("Ik antwoord liever per mail op onze aanvraag.")
    assert asked is not None
    questions = await an.replies(asked, asked.code)
    assert questions is not None
    assert "\n7. " not in questions.text.partition("Dit ontbreekt nog")[2]
    answer = await an.replies(questions, BY_MAIL, (DECISION,))
    assert answer is not None
    assert re.search("Dit hebben we overgenomen:\\n- 8. ", answer.text)

    assert "15." in await chat.says("/aanvraag")
    await chat.answers("evenementen", "Zo snel mogelijk")

    summary = await an.replies(answer, REST)
    assert summary is not None
    assert "Alles is ingevuld" in summary
    await an.replies(summary, "INDIENEN")

    events = await town.house.services.store.run(event_queries.history, 1)
    spoken = [one.channel for one in events if one.what in {"answered", "submitted"}]
    assert [channel for channel, _ in groupby(spoken)] == ["local", "mail", "local", "mail"]
    assert [one.channel for one in events if one.what == "submitted"] == ["mail"]
    assert "PROF-2021-2-0001" in await chat.says("/status")
