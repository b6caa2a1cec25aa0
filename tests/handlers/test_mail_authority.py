"""Who may fill in what by mail: a token says which case, a proven mailbox says who; From alone says nothing."""

import pytest

from models.records.applications import event_queries
from models.records.messages import mail_in_queries
from models.records.messages.mail_in import MailIn
from models.records.people import reply_token
from models.records.people.reply_token import For, Reply
from tests.fakes.conversation import Chat, Town
from tests.fakes.correspondent import Correspondent, Got

AN = "an.peeters@heist-op-den-berg.be"
BRAM = "bram.claes@heist-op-den-berg.be"
STRANGER = "jan@gent.be"


async def reminded(town: Town) -> tuple[Chat, Correspondent, Got]:
    """Return An's chat with a draft, An's mailbox, and the reminder in it."""
    chat = await town.proven("An", AN)
    an = Correspondent(town=town, mailbox=AN)
    reminder = await an.is_reminded()
    return chat, an, reminder


async def states(town: Town) -> list[str | None]:
    def read(session: object) -> list[str | None]:
        rows = [mail_in_queries.one(session, number) for number in range(1, 30)]
        return [row.state for row in rows if isinstance(row, MailIn)]

    return await town.house.services.store.run(read)


async def events(town: Town) -> list[tuple[str, str]]:
    found = await town.house.services.store.run(event_queries.history, 1)
    return [(event.what, event.detail) for event in found]


async def test_a_reply_to_a_reminder_fills_what_it_names_and_is_confirmed_on_both_channels(town: Town) -> None:
    chat, an, reminder = await reminded(town)
    before = {one.message_id for one in await chat.bot_messages()}

    answer = await an.hears(reminder, "5: 015 25 00 00\n6: Dorpskern Itegem: Kerkstraat")
    assert "5. Telefoon contact: 015 25 00 00" in answer
    assert "6. Kerngebied: Dorpskern Itegem: Kerkstraat" in answer
    assert "7. Wat is jullie uitdaging?" in answer
    said = [one.text_html for one in await chat.bot_messages() if one.message_id not in before]
    assert any("is gelezen" in text and "015 25 00 00" in text for text in said)
    assert "Uitdaging" in (await chat.says("/ontbreekt"))


async def test_the_answer_stays_in_the_thread(town: Town) -> None:
    _, an, reminder = await reminded(town)
    answer = await an.hears(reminder, "5: 015 25 00 00", Message_ID="<own@example.be>")
    assert answer.subject == f"Re: {reminder.subject}"
    assert "<own@example.be>" in str(answer.message["In-Reply-To"])
    assert "<own@example.be>" in str(answer.message["References"])
    local = answer.reply_to.partition("@")[0]
    assert len(local) <= 64
    assert local == local.lower()


async def test_the_same_mail_twice_has_one_effect(town: Town) -> None:
    _, an, reminder = await reminded(town)
    raw = (
        f"From: {AN}\r\nTo: {reminder.reply_to}\r\nMessage-ID: <a@b.be>\r\nSubject: x\r\n\r\n5: 015 25 00 00\r\n"
    ).encode()
    assert await an.puts(raw) is not None
    assert await an.puts(raw) is None
    assert await an.puts(b"Received: from a by b; Wed, 20 Oct 2021 10:00:00 +0200\r\n" + raw) is None
    assert await states(town) == ["applied"]


async def test_the_references_lead_back_where_the_plus_was_lost(town: Town) -> None:
    _, an, reminder = await reminded(town)
    answer = await an.writes("5: 015 25 00 00", References=str(reminder.message["References"]))
    assert answer is not None
    assert "5. Telefoon contact: 015 25 00 00" in answer


async def test_a_reply_from_another_mailbox_fills_nothing_before_its_code_came_back(town: Town) -> None:
    chat, _, reminder = await reminded(town)
    bram = Correspondent(town=town, mailbox=BRAM, name="Bram Claes")

    asked = await bram.hears(reminder, "5: 015 25 00 09")
    assert "Antwoord op deze mail met de code" in asked
    assert "015 25 00 09" not in (await chat.says("/wijzig"))
    assert ("mail_waits", "other_mailbox") in await events(town)

    answer = await bram.hears(asked, asked.code)
    assert "Je werkt nu mee aan de aanvraag van Heist-op-den-Berg" in answer
    assert "5. Telefoon contact: 015 25 00 09" in answer


async def test_a_colleague_who_was_proven_once_replies_in_the_same_thread_without_a_code(town: Town) -> None:
    _, an, reminder = await reminded(town)
    bram = Correspondent(town=town, mailbox=BRAM, name="Bram Claes")
    asked = await bram.hears(reminder, "5: 015 25 00 09")
    await bram.hears(asked, asked.code)
    again = await bram.hears(reminder, "6: De Kerkstraat")
    assert "6. Kerngebied: De Kerkstraat" in again
    both = await an.hears(reminder, "6: De Bergstraat")
    assert "6. Kerngebied: De Bergstraat" in both
    assert "Een collega had intussen ook geantwoord." in both


async def test_a_forwarded_reminder_lets_no_other_municipality_in(town: Town) -> None:
    chat, _, reminder = await reminded(town)
    stranger = Correspondent(town=town, mailbox=STRANGER, name="Jan")
    asked = await stranger.hears(reminder, "5: 015 25 00 09")
    answer = await stranger.hears(asked, asked.code)
    assert "niet van de gemeente waarvoor deze mail bedoeld was" in answer
    assert "Heist-op-den-Berg" not in answer
    assert "015 25 00 09" not in answer
    assert "We hebben een aanvraag voor je geopend" not in answer
    assert "015 25 00 09" not in (await chat.says("/wijzig"))


async def test_a_forged_from_without_a_token_fills_nothing(town: Town) -> None:
    chat, an, _ = await reminded(town)
    asked = await an.writes("5: 015 25 00 09", subject="Re: aanvraag")
    assert asked is not None  # a code goes to the mailbox itself: whoever forged it does not see it
    assert "015 25 00 09" not in (await chat.says("/wijzig"))


@pytest.mark.parametrize("change", ["seal", "person", "expired"])
async def test_a_token_that_is_forged_or_expired_opens_nothing(town: Town, change: str) -> None:
    chat, an, reminder = await reminded(town)
    token = reminder.reply_to.partition("+")[2].partition("@")[0]
    if change == "seal":
        token = token[:-5] + ("aaaaa" if not token.endswith("aaaaa") else "bbbbb")
    elif change == "person":
        token = reply_token.sign(b"another key", Reply(use=For.CASE, person_id=1, application_id=1), town.clock.now)
    else:
        town.clock.pass_(days=130)
    await an.writes("5: 015 25 00 09", to=f"kernbot+{token}@localhost")
    assert "015 25 00 09" not in (await chat.says("/wijzig"))
    assert await states(town) == ["waits"]


async def test_a_sender_that_our_own_server_calls_forged_does_nothing_and_is_told_once_a_day(town: Town) -> None:
    chat, an, reminder = await reminded(town)
    verdict = "mx.example.be; spf=fail; dmarc=fail (p=reject) header.from=heist-op-den-berg.be"
    rules = town.house.mail_in.rules  # type: ignore[union-attr]
    object.__setattr__(rules, "authserv_id", "mx.example.be")

    told = await an.hears(reminder, "5: 015 25 00 09", Authentication_Results=verdict)
    assert told.subject == "Een mail in jouw naam werd geweigerd"
    assert "We hebben niets ingevuld. Schreef je hem niet zelf? Dan hoef je niets te doen." in told
    assert "015 25 00 09" not in told
    assert "Dit ontbreekt nog" not in told
    assert await an.replies(reminder, "5: 015 25 00 08", Authentication_Results=verdict) is None
    assert "015 25 00 09" not in (await chat.says("/wijzig"))
    assert ("mail_refused", "dmarc") in await events(town)

    other = await an.replies(reminder, "5: 015 25 00 09", Authentication_Results="evil.example; dmarc=fail")
    assert other is not None  # anybody can write such a header: only our own server counts


async def test_a_code_that_is_dead_gets_a_new_one(town: Town) -> None:
    an = Correspondent(town=town, mailbox=AN)
    asked = await an.writes("wij willen aanvragen")
    assert asked is not None
    town.clock.pass_(minutes=11)
    again = await an.hears(asked, asked.code)
    assert again.code != asked.code
    questions = await an.hears(again, f"de code is {again.code}")
    assert "We hebben een aanvraag voor je geopend" in questions


async def test_a_wrong_code_proves_nothing(town: Town) -> None:
    an = Correspondent(town=town, mailbox=AN)
    asked = await an.writes("wij willen aanvragen")
    assert asked is not None
    wrong = f"{(int(asked.code) + 1) % 10**6:06}"
    assert await an.replies(asked, wrong) is None
    assert "code_again" in await states(town)
    assert await an.replies(asked, asked.code) is not None


async def test_a_code_for_the_address_that_was_typed_in_chat_can_be_mailed_back(town: Town) -> None:
    chat = await town.begun("An")
    await chat.answers("An Peeters", "Deskundige", AN)
    an = Correspondent(town=town, mailbox=AN)
    asked = await an.newest()
    assert asked is not None
    answer = await an.hears(asked, asked.code)
    assert "Je mailbox is bewezen" in answer


async def test_who_is_known_and_has_no_draft_begins_one_by_mail(town: Town) -> None:
    an = Correspondent(town=town, mailbox=AN)
    questions = await an.opens()
    answer = await an.hears(questions, "1: Heist-op-den-Berg")
    assert "1. Gemeente: Heist-op-den-Berg" in answer
    assert ("owned", "") in await events(town)


async def test_a_municipality_that_applies_already_lets_its_colleague_ask(town: Town) -> None:
    await reminded(town)
    bram = Correspondent(town=town, mailbox=BRAM, name="Bram Claes")
    questions = await bram.opens()
    answer = await bram.hears(questions, "1: ja\n5: 015 25 00 09")
    assert "Er is al een aanvraag van Heist-op-den-Berg" in answer


async def test_who_writes_in_english_is_answered_in_english(town: Town) -> None:
    jan = Correspondent(town=town, mailbox=STRANGER, name="Jan")
    asked = await jan.writes("Hello,\n\nwe would like to apply for the profploeg.\n\nKind regards\nJan")
    assert asked is not None
    assert "Reply to this e-mail with the code" in asked
    assert "Reply to this e-mail with the numbers" in await jan.hears(asked, f"Here is the code: {asked.code}")
