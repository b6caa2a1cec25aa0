"""The file of the own data: all that is kept of a person, nothing of others, no secrets."""

import json
from typing import Any

from sqlmodel import Session

from models.records.people import code_queries, derived_secret
from tests.fakes.conversation import Chat, Town
from tests.fakes.mailbag import mails
from tests.fakes.played_once import played_once

AN = "an.peeters@heist-op-den-berg.be"
BRAM = "bram.claes@heist-op-den-berg.be"


async def own_data(chat: Chat) -> dict[str, Any]:
    """Ask for the own data and read the file that comes."""
    await chat.says("/privacy")
    said = await chat.presses("Mijn gegevens")
    assert said.documents == ["mijn-gegevens.html", "mijn-gegevens.json"]
    return await newest_file(chat)


async def newest_file(chat: Chat) -> dict[str, Any]:
    document = (await chat.bot_messages())[-1].document
    assert document is not None
    file = await chat.api.file(document.file_id)
    assert file is not None
    found: dict[str, Any] = json.loads(file.content.decode())
    return found


@played_once
async def two_people(town: Town) -> tuple[Chat, Chat]:
    """Return two people on one case, each with an answer and a file."""
    an = await town.proven("An", AN)
    await an.says("015 25 00 00")
    await an.says("/deel")
    await an.presses("Collega uitnodigen")
    await an.says(BRAM)
    bram = await town.person("Bram")
    await bram.says((await mails(town, BRAM))[-1].token)
    await bram.presses("Akkoord")
    await bram.types_the_code(BRAM)
    await bram.says("/wijzig 17")
    await bram.says("Jan Janssens")
    await bram.says("/wijzig 12")
    await bram.sends("besluit.pdf")
    return an, bram


async def test_it_holds_the_own_answers_mailboxes_and_steps(town: Town) -> None:
    an, bram = await two_people(town)
    mine, theirs = await own_data(an), await own_data(bram)
    assert [row["email"] for row in mine["mailbox"]] == [AN]
    assert "contact_phone" in {row["item_key"] for row in mine["answer"]}
    assert {row["what"] for row in mine["event"]} >= {"begun", "answered", "mailbox_proven", "owned", "invited"}
    assert [row["file_name"] for row in theirs["attachment"]] == ["besluit.pdf"]
    assert {row["item_key"] for row in theirs["answer"]} == {"alderman", "college_decision"}


async def test_it_holds_nothing_of_others(town: Town) -> None:
    an, bram = await two_people(town)
    mine, theirs = json.dumps(await own_data(an)), json.dumps(await own_data(bram))
    assert [word for word in (BRAM, '"Bram"', "Jan Janssens", "besluit.pdf") if word in mine] == []
    assert [word for word in (AN, '"An"', "An Peeters", "015 25 00 00") if word in theirs] == []


async def test_after_sending_nobody_s_file_names_the_mailbox_of_a_colleague(town: Town) -> None:
    an = await town.complete("An", AN)
    await an.says("/deel")
    await an.presses("Collega uitnodigen")
    await an.says("cleo.maes@heist-op-den-berg.be")
    cleo = await town.person("Cleo")
    await cleo.says((await mails(town, "cleo.maes@heist-op-den-berg.be"))[-1].token)
    await cleo.presses("Akkoord")
    await cleo.types_the_code("cleo.maes@heist-op-den-berg.be")
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    assert "cleo.maes" not in json.dumps(await own_data(an))
    assert AN not in json.dumps(await own_data(cleo))


async def test_it_holds_no_secrets(town: Town) -> None:
    an, _ = await two_people(town)
    text = json.dumps(await own_data(an))

    def secrets(session: Session) -> list[str]:
        code = code_queries.one(session, 1)
        assert code is not None
        return [code.nonce, derived_secret.code_of(town.house.services.house.key, code.nonce)]

    assert [secret for secret in await town.house.services.store.run(secrets) if secret in text] == []
    assert "token_hash" not in text


async def test_who_did_not_agree_yet_has_nothing_but_the_chat(town: Town) -> None:
    new = await town.person("Nina")
    await new.says("/start")
    said = await new.says("/privacy")
    assert "Er is nog niets over jou bewaard" in said
    assert "Mijn gegevens" not in said.labels
    await new.forges("mine")
    assert (await newest_file(new)).keys() == {"chat", "person"}
