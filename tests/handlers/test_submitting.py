"""Sending, sending again: numbers, versions, checksums, receipts."""

import hashlib
import json

from sqlalchemy import select
from sqlmodel import Session, col

from models.records.applications.submission import Submission
from models.records.messages.outbox import OutboxMessage
from tests.fakes import facts
from tests.fakes.conversation import Chat, Town
from tests.fakes.mailbag import mails, news, plain
from tests.fakes.played_once import played_once

AN = "an.peeters@heist-op-den-berg.be"
BRAM = "bram.claes@heist-op-den-berg.be"


@played_once
async def sent(town: Town, name: str = "An", mailbox: str = AN, municipality: str = "Heist-op-den-Berg") -> Chat:
    """Return the chat of a person who sent an application."""
    chat = await town.complete(name, mailbox, municipality)
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")
    return chat


async def submissions(chat: Chat) -> list[Submission]:
    def all_of(session: Session) -> list[Submission]:
        found = list(session.scalars(select(Submission).order_by(col(Submission.id))))
        return [Submission(**one.model_dump()) for one in found]

    return await chat.house.services.store.run(all_of)


async def test_what_is_missing_is_listed_one_tap_away_and_nothing_is_sent(town: Town) -> None:
    chat = await town.proven("An", AN)
    said = await chat.says("/indienen")
    assert "Indienen kan nog niet" in said
    assert "12. Besluit college (stuk ontbreekt)" in said
    assert "12" in said.labels
    assert await submissions(chat) == []


async def test_a_forged_confirmation_sends_nothing_that_is_incomplete_or_unseen(town: Town) -> None:
    chat = await town.proven("An", AN)
    application = (await facts.case_of(chat)).application_id
    assert "Indienen kan nog niet" in await chat.forges(f"send:{application}:00000000")
    whole = await town.complete("Lies", "lies@lier.be", "Lier")
    application = (await facts.case_of(whole)).application_id
    assert "gewijzigd" in await whole.forges(f"send:{application}:00000000")
    assert await submissions(chat) == []


async def test_nothing_is_sent_without_a_proven_mailbox(town: Town) -> None:
    chat = await town.complete("An", AN)
    unproven = await town.begun("Bram", "Lier")
    application = (await facts.case_of(unproven)).application_id
    await unproven.forges(f"send:{application}:00000000")
    assert await submissions(chat) == []


async def test_unclear_items_warn_and_do_not_block(town: Town) -> None:
    chat = await town.complete("An", AN)
    await chat.says("/wijzig 7")
    await chat.says("Er is leegstand.")
    said = await chat.says("/indienen")
    assert "dit is nog onduidelijk: 7." in said
    assert "Ingediend" in await chat.presses("Ja, indienen")


async def test_under_the_summary_anything_else_that_is_typed_is_taken_as_before(town: Town) -> None:
    an = await town.complete("An", AN)
    await an.says("/indienen")
    assert "Ingediend" not in await an.says("nog niet")
    await an.says("/indienen")
    await an.says("/status")
    said = await an.says("ja")  # the summary was left: it is shown again first
    assert "Ingediend" not in said
    assert "Ja, indienen" in said.labels


async def test_a_typed_yes_after_closing_sends_nothing_that_was_not_seen(town: Town) -> None:
    an = await town.complete("An", AN)
    await an.says("/indienen")
    town.clock.move_to("2021-11-13 00:00:01")
    assert "Ingediend" not in await an.says("ja")


async def test_numbers_follow_each_other_without_gaps_whatever_fails_between(town: Town) -> None:
    await sent(town)
    broken = await town.proven("Cleo", "cleo@boom.be", "Boom")
    await broken.says("/indienen")
    lier = await sent(town, "Lies", "lies@lier.be", "Lier")
    await lier.says("/intrekken")
    await lier.presses("Ja, intrekken")
    gent = await sent(town, "Griet", "griet@stad.gent", "Gent")
    assert [json.loads(one.content)["number"] for one in await submissions(gent)] == [
        "PROF-2021-2-0001",
        "PROF-2021-2-0002",
        "PROF-2021-2-0003",
    ]


async def test_each_round_has_its_own_series(town: Town) -> None:
    town.clock.move_to("2021-08-10 10:00")
    first = await sent(town)
    town.clock.move_to("2021-10-20 10:00")
    second = await sent(town, "Lies", "lies@lier.be", "Lier")
    assert (await facts.case_of(first)).number == "PROF-2021-1-0001"
    assert (await facts.case_of(second)).number == "PROF-2021-2-0001"


async def test_after_sending_the_stage_stays_and_changes_wait_until_they_are_sent(town: Town) -> None:
    chat = await sent(town)
    await chat.says("/wijzig 6")
    await chat.says("Dorpskern Schriek: Kerkstraat")
    status = await chat.says("/status")
    assert "ingediend" in status
    assert "Gewijzigd en nog niet opnieuw ingediend: 6. " in status
    assert "6. " in (await chat.says("/wijzig")).text.split("Na de laatste indiening gewijzigd:")[1]
    (standing,) = await submissions(chat)
    assert "Itegem: Kerkstraat" in standing.content
    assert "Schriek" not in standing.content


async def test_after_a_change_it_says_that_the_sent_version_stands(town: Town) -> None:
    chat = await sent(town)
    await chat.says("/wijzig 6")

    said = await chat.says("Dorpskern Hallaar")

    assert "Je aanvraag PROF-2021-2-0001 is ingediend." in said
    assert "tot dan geldt wat je eerder indiende" in said
    assert "Indienen" in said.labels


async def test_sending_again_gives_version_two_under_the_same_number_with_another_checksum(town: Town) -> None:
    chat = await sent(town)
    await chat.says("/wijzig 6")
    await chat.says("Dorpskern Schriek: Kerkstraat")
    town.clock.pass_(minutes=5)
    await chat.says("/indienen")
    said = await chat.presses("Ja, indienen")
    assert "Opnieuw ingediend (versie 2). Nummer PROF-2021-2-0001" in said
    first, second = await submissions(chat)
    assert (first.version, second.version) == (1, 2)
    assert first.checksum != second.checksum
    assert "nog niet opnieuw ingediend" not in await chat.says("/status")
    assert any("vervangt wat je eerder indiende" in one for one in await mails(town, AN))


async def test_changing_back_leaves_nothing_to_send(town: Town) -> None:
    chat = await sent(town)
    await chat.says("/wijzig 6")
    await chat.says("Dorpskern Schriek: Kerkstraat")
    await chat.says("/wijzig 6")
    await chat.says("Dorpskern Itegem: Kerkstraat en Dorpsplein")
    assert "nog niet opnieuw" not in await chat.says("/status")


async def test_sending_again_without_a_change_gives_the_same_receipt(town: Town) -> None:
    chat = await sent(town)
    (only,) = await submissions(chat)
    said = await chat.says("/indienen")
    assert "Er is niets veranderd" in said
    assert only.checksum in said
    assert "PROF-2021-2-0001" in said
    assert len(await submissions(chat)) == 1


async def test_a_double_press_is_harmless_and_says_so_in_one_line(town: Town) -> None:
    chat = await town.complete("An", AN)
    await chat.says("/indienen")
    message, data = await chat.button("Ja, indienen")
    await chat.presses("Ja, indienen")
    again = await chat.forges(data, message_id=message)
    assert "PROF-2021-2-0001" in again.notices[0]
    assert "<b>" not in again.notices[0]
    assert len(await submissions(chat)) == 1


async def test_an_answer_that_is_not_asked_any_more_is_never_unsent(town: Town) -> None:
    chat = await town.complete("An", AN)
    await chat.says("/wijzig 8")
    await chat.presses("Bereikbaarheid")
    await chat.says("/wijzig 8d")
    await chat.says("De bushalte ligt ver.")
    await chat.says("/wijzig 8")
    await chat.presses("Bereikbaarheid")
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")
    assert "nog niet opnieuw" not in await chat.says("/status")


async def test_the_receipt_goes_once_to_every_proven_mailbox_of_everybody_and_to_the_chat(town: Town) -> None:
    an = await town.complete("An", AN)
    await an.says("/wijzig 4")
    town.clock.pass_(minutes=1)
    await an.says("an@heist-op-den-berg.be")
    await an.types_the_code("an@heist-op-den-berg.be")
    await an.says("/deel")
    await an.presses("Collega uitnodigen")
    await an.says(BRAM)
    bram = await town.person("Bram")
    await bram.says((await mails(town, BRAM))[-1].token)
    await bram.presses("Akkoord")
    await bram.types_the_code(BRAM)
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    in_chat = await news(an)
    receipts = [one for one in await mails(town) if "PROF-2021-2-0001" in one.subject]
    assert sorted(one.to for one in receipts) == sorted([AN, "an@heist-op-den-berg.be", BRAM])
    assert all(one.files == ("PROF-2021-2-0001-v1.pdf", "PROF-2021-2-0001-v1.json") for one in receipts)
    assert [one.document.name for one in in_chat if one.document] == ["PROF-2021-2-0001-v1.pdf"]
    assert "ontvangstbewijs" in plain(in_chat[-1])
    assert await news(bram) == []
    town.clock.pass_(days=1)
    assert await town.house.sweep.send_due() == 0


async def test_each_receipt_is_kept_as_its_reader_s_and_in_their_language(town: Town) -> None:
    an = await town.complete("An", AN)
    await an.says("/deel")
    await an.presses("Collega uitnodigen")
    await an.says(BRAM)
    bram = await town.person("Bram")
    await bram.says((await mails(town, BRAM))[-1].token)
    await bram.presses("Akkoord")
    await bram.types_the_code(BRAM)
    await bram.forges("lang:en")
    await an.says("/indienen")
    await an.presses("Ja, indienen")

    def kept(session: Session) -> dict[str, tuple[int | None, str]]:
        rows = session.scalars(select(OutboxMessage).where(col(OutboxMessage.kind) == "receipt"))
        return {row.address: (row.person_id, row.language) for row in rows if row.way == "mail"}

    found = await town.house.services.store.run(kept)
    assert found[BRAM][1] == "en"
    assert found[AN][1] == "nl"
    assert found[AN][0] != found[BRAM][0]


async def test_the_checksum_is_of_number_moment_answers_and_files_in_canonical_json(town: Town) -> None:
    chat = await sent(town)
    (row,) = await submissions(chat)
    listed = json.loads(row.content)
    assert {"number", "sent_at", "call_version", "answers", "attachments"} <= listed.keys()
    assert listed["answers"]["core_area"] == "Dorpskern Itegem: Kerkstraat en Dorpsplein"
    assert len(listed["attachments"]) == 1
    assert row.content == json.dumps(listed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert row.checksum == hashlib.sha256(row.content.encode()).hexdigest()


async def test_what_is_sent_after_closing_goes_to_the_next_round_and_says_so(town: Town) -> None:
    town.clock.move_to("2021-08-13 23:00")
    chat = await town.complete("An", AN)
    await chat.says("/indienen")
    town.clock.move_to("2021-08-14 00:00")
    said = await chat.presses("Ja, indienen")
    assert "volgende ronde" in said
    assert await submissions(chat) == []
