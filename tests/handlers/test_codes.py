"""Codes by mail: what proves a mailbox, and what does not."""

import hmac
from datetime import timedelta

import pytest
from sqlalchemy import delete, select
from sqlmodel import Session

from models.records.people import code_queries, derived_secret, person_queries
from models.records.people.mail_code import MailCode
from models.records.people.person import Mailbox
from models.records.tables import metadata
from models.turns.people import proving
from tests.fakes import facts
from tests.fakes.conversation import Chat, Town
from tests.fakes.mailbag import mails
from tests.fakes.played_once import played_once

MAILBOX = "an.peeters@heist-op-den-berg.be"
OTHER = "bram.claes@heist-op-den-berg.be"
DEAD = "Die code werkt niet meer"


@played_once
async def asked(town: Town, name: str = "An", mailbox: str = MAILBOX) -> Chat:
    """Return the chat of a person to whose mailbox a code was mailed."""
    chat = await town.begun(name)
    await chat.answers("An Peeters", "Deskundige lokale economie", mailbox)
    return chat


async def code_for(town: Town, mailbox: str = MAILBOX) -> str:
    return (await mails(town, mailbox))[-1].code


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


async def proven(chat: Chat) -> tuple[str, ...]:
    def of(session: Session) -> tuple[str, ...]:
        speaker = person_queries.speaker(session, "local", chat.chat_id)
        return person_queries.proven_mailboxes(session, speaker.person_id) if speaker else ()

    return await chat.house.services.store.run(of)


async def test_the_code_from_the_mail_proves_the_mailbox_and_the_question_waits(town: Town) -> None:
    chat = await asked(town)
    said = await chat.says(await code_for(town))
    assert f"✓ {MAILBOX} is bewezen" in said
    assert "5. " in said
    assert await proven(chat) == (MAILBOX,)


@pytest.mark.parametrize(
    "typed", ["{}", " {} ", "code: {}", "Mijn code is {}.", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}"]
)
async def test_a_code_is_known_however_it_is_typed(town: Town, typed: str) -> None:
    chat = await asked(town)
    assert "is bewezen" in await chat.says(typed.format(await code_for(town)))


async def test_a_code_works_once(town: Town) -> None:
    chat = await asked(town)
    code = await code_for(town)
    await chat.says(code)
    await chat.presses("Terug")
    await chat.says("ander@heist-op-den-berg.be")
    assert "klopt niet" in await chat.says(code)
    assert await proven(chat) == (MAILBOX,)


async def test_a_wrong_code_offers_a_new_one(town: Town) -> None:
    chat = await asked(town)

    said = await chat.says(wrong(await code_for(town)))

    assert "Die code klopt niet." in said
    assert said.labels == ["Nieuwe code", "Verder"]


async def test_however_much_of_a_code_is_right_it_takes_as_long_to_refuse(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat, compared, same = await asked(town), [], hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", lambda one, other: compared.append({one, other}) or same(one, other))
    code = await code_for(town)

    await chat.says(wrong(code))

    assert {code.encode(), wrong(code).encode()} in compared  # in constant time


async def test_a_code_that_is_typed_twice_is_no_answer_to_the_next_question(town: Town) -> None:
    chat = await asked(town)
    code = await code_for(town)
    await chat.answers(code, "015 25 00 00")

    said = await chat.says(code)

    assert f"✓ {MAILBOX} is bewezen" in said
    assert "6. Over welk kerngebied" in said
    assert "core_area" not in (await facts.case_of(chat)).kept


async def test_a_code_works_for_ten_minutes_and_not_a_second_longer(town: Town) -> None:
    chat = await asked(town)
    code = await code_for(town)
    town.clock.pass_(minutes=9, seconds=59)
    assert "is bewezen" in await chat.says(code)


async def test_an_expired_code_says_so_and_offers_a_new_one(town: Town) -> None:
    chat = await asked(town)
    code = await code_for(town)
    town.clock.pass_(minutes=10)
    said = await chat.says(code)
    assert DEAD in said
    assert "Nieuwe code" in said.labels
    assert await proven(chat) == ()
    assert "Ik mailde een code" in await chat.presses("Nieuwe code")
    assert "is bewezen" in await chat.says(await code_for(town))


async def test_the_fifth_wrong_try_kills_the_code(town: Town) -> None:
    chat = await asked(town)
    code = await code_for(town)
    lefts = [(await chat.says(wrong(code))).text.split("\n")[0] for _ in range(4)]
    assert [one.split("nog ")[1].removesuffix(" proberen.") for one in lefts] == [
        "4 keer",
        "3 keer",
        "2 keer",
        "1 keer",
    ]
    assert DEAD in await chat.says(wrong(code))
    assert DEAD in await chat.says(code)
    assert await proven(chat) == ()


async def test_a_new_code_makes_the_old_one_dead(town: Town) -> None:
    chat = await asked(town)
    old = await code_for(town)
    town.clock.pass_(seconds=5)
    await chat.says(wrong(old))
    for _ in range(4):
        await chat.says(wrong(old))
    await chat.presses("Nieuwe code")
    fresh = await code_for(town)
    assert "klopt niet" in await chat.says(old)
    assert "is bewezen" in await chat.says(fresh)


async def test_the_code_of_another_chat_proves_nothing_here(town: Town) -> None:
    an, bram = await asked(town), await asked(town, "Bram", OTHER)
    code = await code_for(town)
    assert "klopt niet" in await bram.says(code)
    assert await proven(bram) == ()
    assert "is bewezen" in await an.says(code)


async def test_six_digits_without_a_code_outstanding_are_an_ordinary_answer(town: Town) -> None:
    chat = await town.begun("An")
    await chat.says("123456")
    assert (await facts.answer(chat, "contact_name")).said == "123456"


async def test_six_digits_after_a_code_was_used_are_an_ordinary_answer(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    await chat.answers("015 25 00 00", "140621")
    assert (await facts.answer(chat, "core_area")).said == "140621"


async def test_six_digits_long_after_a_code_was_asked_for_are_an_ordinary_answer(town: Town) -> None:
    chat = await asked(town)
    await chat.says("015 25 00 00")
    town.clock.pass_(hours=1)
    await chat.says("140621")
    assert (await facts.answer(chat, "core_area")).said == "140621"


async def test_a_mailbox_gets_five_codes_an_hour_whoever_asks_and_however_it_is_written(town: Town) -> None:
    first = await asked(town)
    for name in ("Bram", "Cleo", "Dirk"):
        await asked(town, name, MAILBOX.upper())
    await asked(town, "Els")
    said = await (await town.begun("Fien")).answers("Fien", "Deskundige", "An.Peeters@heist-op-den-berg.be")
    assert "al veel berichten naar dat adres" in said
    assert len(await mails(town, MAILBOX)) == 5
    town.clock.pass_(hours=1, seconds=1)
    await first.presses("Terug")
    assert "Ik mailde een code" in await first.says(MAILBOX)


async def test_a_person_gets_eight_codes_an_hour(town: Town) -> None:
    chat = await asked(town)
    for number in range(7):
        await chat.presses("Terug")
        assert "Ik mailde een code" in await chat.says(f"an{number}@heist-op-den-berg.be")
        await town.house.sweep.send_due()
    await chat.presses("Terug")
    assert "al veel berichten" in await chat.says("an8@heist-op-den-berg.be")
    assert [one.to for one in await mails(town)] == [f"an{number}@heist-op-den-berg.be" for number in range(7)]


@pytest.mark.parametrize(
    ("asked_already", "tries", "answer"), [(3_000, 0, "al veel berichten"), (400, 5, "te vaak een foute code")]
)
async def test_there_is_a_limit_over_all(town: Town, asked_already: int, tries: int, answer: str) -> None:
    chat = await asked(town)
    code = await code_for(town)

    def flood(session: Session) -> None:
        start = town.clock() - timedelta(minutes=30)
        nobody = person_queries.add_speaker(session, "local", 999, "nl", start)
        for number in range(asked_already):
            row = MailCode(
                person_id=nobody.person_id,
                email=f"{number}@x.be",
                nonce="x",
                asked_at=start,
                expires_at=start + proving.LASTS,
                tries=tries,
            )
            session.add(row)

    await town.house.services.store.run(flood)
    await chat.presses("Terug")
    assert answer in (await chat.says(code) if tries else await chat.says(OTHER))


async def test_wrong_tries_count_over_all_codes_of_a_person(town: Town) -> None:
    chat = await asked(town)
    for number in range(3):
        town.clock.pass_(seconds=5)
        await chat.says("/wijzig 4")
        await chat.says(f"an{number}@heist-op-den-berg.be")
        code = await code_for(town, f"an{number}@heist-op-den-berg.be")
        for _ in range(5):
            await chat.says(wrong(code))
    town.clock.pass_(seconds=5)
    await chat.presses("Nieuwe code")
    right = await code_for(town, "an2@heist-op-den-berg.be")
    assert "te vaak een foute code" in await chat.says(right)
    assert await proven(chat) == ()


async def test_wrong_tries_of_others_do_not_kill_my_code(town: Town) -> None:
    an, eve = await asked(town), await asked(town, "Eve", OTHER)
    mine = await code_for(town)
    for _ in range(6):
        await eve.says(wrong(mine))
    assert "is bewezen" in await an.says(mine)


async def test_nothing_is_stored_from_which_the_code_can_be_read(town: Town) -> None:
    chat = await asked(town)
    code = await code_for(town)
    dump = await chat.house.services.store.run(_everything)
    assert code not in dump
    assert f"{derived_secret.hashed(code)}" not in dump
    nonce = await chat.house.services.store.run(_newest_nonce)
    assert nonce in dump
    assert derived_secret.code_of(town.house.services.house.key, nonce) == code
    assert derived_secret.code_of(b"another key", nonce) != code


def _newest_nonce(session: Session) -> str:
    row = code_queries.newest(session, 1)
    assert row is not None
    return row.nonce


async def test_a_correction_of_the_mailbox_by_editing_mails_a_code_to_the_new_one(town: Town) -> None:
    chat = await asked(town, mailbox="an.petters@heist-op-den-berg.be")
    typed = (await chat.own_messages())[-1]
    assert f"Ik mailde een code van 6 cijfers naar {MAILBOX}" in await chat.edits(typed.message_id, MAILBOX)


async def test_at_the_end_a_new_code_is_mailed_when_the_old_one_is_dead(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)
    await town.house.services.store.run(_forget_mailboxes)
    town.clock.pass_(days=3)
    said = await chat.says("/indienen")
    assert "Ik mailde een code" in said
    assert "Nieuwe code" in said.labels
    again = await chat.says("/indienen")
    assert "Ik mailde een code" not in again
    await chat.types_the_code(MAILBOX)
    assert "Dit dien je in" in await chat.says("/indienen")


def _forget_mailboxes(session: Session) -> None:
    session.execute(delete(Mailbox))


async def test_who_proved_a_mailbox_is_not_asked_again(town: Town) -> None:
    chat = await town.proven("An", MAILBOX)
    await chat.presses("Terug")
    said = await chat.says(MAILBOX.replace("an.p", "An.P"))
    assert "Ik mailde" not in said


def _everything(session: Session) -> str:
    """Return every value in every row."""
    tables = metadata().sorted_tables
    return "\n".join(str(tuple(row)) for table in tables for row in session.connection().execute(select(table)))
