"""Files: judged by what is in them, put with their item, given back byte for byte."""

import struct
import zlib

import pytest

from models.records.applications.attachment import Attachment
from tests.fakes import facts
from tests.fakes.conversation import A_PDF, Chat, Town
from tests.fakes.played_once import played_once
from tests.fakes.underway import MAILBOX, at_seven, stored


def a_png(red: int = 255) -> bytes:
    """Return a picture of one point."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes([0, red, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@played_once
async def at_twelve(town: Town) -> Chat:
    """Return the chat of a person who is asked for the decision of the college."""
    chat = await at_seven(town)
    await chat.says("/wijzig 12")
    return chat


async def sent_back(chat: Chat) -> bytes:
    """Return the bytes of the newest file that the bot sent."""
    message = [one for one in await chat.bot_messages() if one.document][-1]
    assert message.document is not None
    file = await chat.api.file(message.document.file_id)
    assert file is not None
    assert file.content is not None
    return file.content


async def test_a_file_joins_the_question_that_asks_for_it(town: Town) -> None:
    chat = await at_twelve(town)

    said = await chat.sends("besluit.pdf")

    assert "✓ besluit.pdf is bewaard bij vraag 12." in said
    assert "13. Op welke dag nam het college dat besluit?" in said
    [row] = stored(town)
    assert row.read_bytes() == A_PDF
    assert "besluit" not in row.name


async def test_a_file_is_given_back_byte_for_byte(town: Town) -> None:
    chat = await at_twelve(town)
    await chat.sends("besluit.pdf")
    await chat.says("/wijzig 12")

    said = await chat.presses("⬇ besluit.pdf")

    assert said.documents == ["besluit.pdf"]
    assert await sent_back(chat) == A_PDF
    assert "⬇ besluit.pdf" in (await chat.says("/status")).labels


async def test_after_a_download_the_question_still_has_its_buttons(town: Town) -> None:
    chat = await at_twelve(town)
    await chat.sends("besluit.pdf")
    await chat.says("/wijzig 12")
    await chat.presses("⬇ besluit.pdf")

    assert "13. Op welke dag" in await chat.presses("Volgende vraag")
    assert [one.text_html for one in (await chat.bot_messages())[:-1] if one.buttons] == []


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("besluit.pdf", b"", "Dit bestand is leeg."),
        ("besluit.pdf", b"MZ\x90\x00 ...", "Dit is een programma"),
        ("besluit.pdf", b"<html><body>dag</body></html>", "Dit is een webpagina."),
        ("besluit.pdf", b"gewoon een tekst", "Dit is gewone tekst."),
        ("besluit.pdf", b"%PDF-1.4\n", "Dit bestand is beschadigd of niet volledig."),
        ("besluit.pdf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "oude Word"),
        ("foto.heic", b"\x00\x00\x00\x18ftypheic" + bytes(64), "Dit is een foto in HEIC."),
        ("alles.zip", b"PK\x05\x06" + bytes(18), "Dit is een ingepakt bestand (ZIP)."),
        ("besluit.pdf", bytes(20 * 1024 * 1024 + 1), "Dit bestand is te groot."),
        ("besluit.pdf", A_PDF + bytes(20_000_001), "Dit bestand is te groot."),
    ],
    ids=["0 byte", "program", "page", "text", "cut off", "old Word", "HEIC", "zip", "21 MB", "20 MB and a bit"],
)
async def test_a_file_that_is_refused_is_told_with_the_way_out_and_the_place_stays(
    town: Town, name: str, content: bytes, why: str
) -> None:
    chat = await at_twelve(town)

    said = await chat.sends(name, content)

    assert why in said
    assert "12. Stuur het besluit van het college als PDF." in said
    assert stored(town) == []
    assert await facts.count(chat, Attachment) == 0


async def test_the_content_says_what_a_file_is_and_its_name_follows(town: Town) -> None:
    chat = await at_twelve(town)

    said = await chat.sends("besluit.exe", A_PDF)

    assert "✓ besluit.exe.pdf is bewaard bij vraag 12." in said


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("a\r\nb\x00\u202ec.pdf", "a bc.pdf"),
        ("<b>vet</b> & co.pdf", "b- & co.pdf"),
        ("é" * 300 + ".pdf", "é" * 116 + ".pdf"),
        ("e" + "\u0301" * 10_000 + ".pdf", "é\u0301\u0301\u0301\u0301.pdf"),
        ("\ud800.pdf", "pdf.pdf"),
        ("CON.pdf", "_CON.pdf"),
    ],
)
async def test_a_hostile_name_becomes_a_safe_one_and_is_shown_as_it_is(town: Town, name: str, shown: str) -> None:
    chat = await at_twelve(town)

    said = await chat.sends(name)

    assert f"✓ {shown} is bewaard bij vraag 12." in said
    await chat.says("/wijzig 12")
    assert (await chat.presses("⬇")).documents == [shown]


async def test_an_album_goes_to_one_question(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 23")

    first = await chat.sends("1.png", a_png(1), as_photo=True, media_group_id="album")
    second = await chat.sends("2.png", a_png(2), as_photo=True, media_group_id="album")
    third = await chat.sends("3.png", a_png(3), as_photo=True, media_group_id="album")

    for said in (first, second, third):
        assert "is bewaard bij vraag 23." in said
        assert "24. Mogen we jullie ervaring later delen" in said
    value = (await facts.answer(chat, "extra_files")).value
    assert isinstance(value, list)
    assert len(value) == 3


async def test_an_album_that_nobody_asked_for_is_placed_as_one(town: Town) -> None:
    chat = await at_seven(town)
    await chat.sends("1.png", a_png(1), media_group_id="album")

    placed = await chat.presses("23. Extra stukken")
    second = await chat.sends("2.png", a_png(2), media_group_id="album")

    assert "7. Wat is jullie uitdaging?" in placed
    assert "is bewaard bij vraag 23." in second
    assert "7. Wat is jullie uitdaging?" in second


async def test_a_file_where_none_is_asked_is_kept_and_its_place_is_asked(town: Town) -> None:
    chat = await at_seven(town)

    said = await chat.sends("besluit.pdf")

    assert "✓ besluit.pdf is bewaard." in said
    assert "Bij welke vraag hoort dit bestand?" in said
    assert said.labels == ["12. Besluit college", "23. Extra stukken"]
    placed = await chat.presses("12.")
    assert "✓ besluit.pdf is bewaard bij vraag 12." in placed
    assert "7. Wat is jullie uitdaging?" in placed


async def test_a_file_can_be_moved_to_another_question(town: Town) -> None:
    chat = await at_seven(town)
    await chat.sends("foto.png", a_png())
    message, data = await chat.button("23.")
    await chat.presses("12.")

    await chat.forges(data, message_id=message)

    case = await facts.case_of(chat)
    assert case.answers["extra_files"].said == "foto.png"
    assert "college_decision" not in case.answers


async def test_several_files_stand_with_one_question_and_too_many_are_named(town: Town) -> None:
    chat = await at_twelve(town)
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        await chat.says("/wijzig 12")
        await chat.sends(name)
    assert (await facts.answer(chat, "college_decision")).problem is None

    await chat.says("/wijzig 12")
    await chat.sends("d.pdf")

    assert (await facts.answer(chat, "college_decision")).problem == "too_many"
    assert "12. Besluit college (onduidelijk)" in await chat.says("/ontbreekt")


async def test_fifty_files_at_once_are_each_answered_and_kept(town: Town) -> None:
    chat = await at_twelve(town)

    updates = [await chat.api.send_file(chat.chat_id, f"stuk {one}.pdf", A_PDF) for one in range(50)]
    for update_id in updates:
        await chat.front.inbox.expect(update_id)

    assert len([one for one in await chat.bot_messages() if "stuk " in one.text_html]) >= 50
    assert await facts.count(chat, Attachment) == 50
    assert "Heist-op-den-Berg" in await chat.says("/status")


async def test_a_file_is_removed_once(town: Town) -> None:
    chat = await at_twelve(town)
    await chat.sends("besluit.pdf")
    await chat.says("/wijzig 12")
    message, data = await chat.button("🗑")

    removed = await chat.presses("🗑")
    again = await chat.forges(data, message_id=message)

    assert "besluit.pdf is verwijderd." in removed
    assert "12. Stuur het besluit" in removed
    assert "Die knop werkt niet meer" in again
    assert "12. Besluit college (stuk ontbreekt)" in await chat.says("/ontbreekt")
    assert [one.what for one in await facts.history(chat)].count("file_removed") == 1


async def test_removing_one_of_two_files_leaves_the_other(town: Town) -> None:
    chat = await at_twelve(town)
    await chat.sends("a.pdf")
    await chat.says("/wijzig 12")
    await chat.sends("b.pdf")
    await chat.says("/wijzig 12")

    left = await chat.presses("🗑")

    assert "a.pdf is verwijderd." in left
    assert "Ontvangen: b.pdf" in left
    assert (await facts.answer(chat, "college_decision")).said == "b.pdf"


async def test_words_with_a_file_are_no_answer_and_that_is_said(town: Town) -> None:
    chat = await at_twelve(town)

    said = await chat.sends("besluit.pdf", caption="Dit is het besluit van 14 juni")

    assert "✓ besluit.pdf is bewaard bij vraag 12." in said
    assert "Wat je bij het bestand schreef, bewaar ik niet als antwoord." in said


async def test_words_with_a_file_that_is_refused_are_no_answer_either_and_that_is_said(town: Town) -> None:
    chat = await at_twelve(town)

    said = await chat.sends("besluit.exe", b"MZ" + bytes(200), caption="Dit is het besluit van 14 juni")

    assert "Dit is een programma en dat neem ik niet aan." in said
    assert "Wat je bij het bestand schreef, bewaar ik niet als antwoord." in said


async def test_words_that_were_kept_where_a_file_was_asked_are_kept_beside_the_file(town: Town) -> None:
    chat = await at_twelve(town)
    await chat.says("Het college besliste op 14 juni")

    await chat.sends("besluit.pdf")

    assert "Het college besliste op 14 juni" in await facts.texts(chat)


async def test_words_with_a_file_that_are_edited_change_nothing(town: Town) -> None:
    chat = await at_twelve(town)
    await chat.sends("besluit.pdf", caption="Besluit")
    before = await facts.case_of(chat)

    said = await chat.edits((await chat.own_messages())[-1].message_id, "Besluit van 14 juni")

    assert "er is niets veranderd" in said
    assert await facts.case_of(chat) == before


async def test_a_file_after_sending_waits_until_it_is_sent_again(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")
    await chat.says("/wijzig 23")

    await chat.sends("plan.pdf")

    assert "Gewijzigd en nog niet opnieuw ingediend: 23. Extra stukken." in await chat.says("/status")


async def test_a_file_for_an_application_that_is_closed_is_not_kept(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")
    before = len(stored(town))
    town.clock.move_to("2021-11-13 00:00:00")

    said = await chat.sends("te-laat.pdf")

    assert "De indieningsronde is gesloten." in said
    assert len(stored(town)) == before
