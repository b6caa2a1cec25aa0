"""One application that changes channel three times: the channel is a detail, the case is one, the history tells it."""

import re
from itertools import groupby

from models.records.applications import event_queries
from tests.fakes.conversation import CLEAR, Town
from tests.fakes.correspondent import DECISION, Correspondent
from tests.fakes.mailed_answers import MAILBOX, mailed


async def test_chat_mail_chat_and_mail_fill_one_application(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    await chat.answers("015 25 00 00", "Dorpskern Itegem: Kerkstraat en Dorpsplein", CLEAR)

    an = Correspondent(town=town, mailbox=MAILBOX)
    asked = await an.writes("Ik antwoord liever per mail op onze aanvraag.")
    assert asked is not None
    questions = await an.hears(asked, asked.code)
    assert "\n7. " not in questions.text.partition("Dit ontbreekt nog")[2]
    answer = await an.hears(questions, mailed("8", "14"), (DECISION,))
    assert re.search("Dit hebben we overgenomen:\\n- 8. ", answer.text)

    assert "15." in await chat.says("/aanvraag")
    await chat.answers("evenementen", "Zo snel mogelijk")

    summary = await an.hears(answer, mailed("17", "24"))
    assert "Alles is ingevuld" in summary
    await an.replies(summary, "INDIENEN")

    events = await town.house.services.store.run(event_queries.history, 1)
    spoken = [one.channel for one in events if one.what in {"answered", "submitted"}]
    assert [channel for channel, _ in groupby(spoken)] == ["local", "mail", "local", "mail"]
    assert [one.channel for one in events if one.what == "submitted"] == ["mail"]
    assert "PROF-2021-2-0001" in await chat.says("/status")
