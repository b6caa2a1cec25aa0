"""Conversations with the real Application over the Bot API on this machine."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram import Update
from telegram.ext import (
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.local.api import LocalApi
from bot.local.values import Notice, NotPossible
from tests.fakes.local_bot import MENU, NOON, Chat, Clock, local_bot, running


@pytest.fixture
async def chat() -> AsyncIterator[Chat]:
    """A chat with a bot that echoes, offers a menu, answers presses and sends files back."""
    clock = Clock()
    api = LocalApi(clock=clock)
    talk = Chat(api=api, id=await api.open_chat("Jan"), clock=clock)

    async def echo(update: Update, context) -> None:
        talk.heard.append(update)
        await update.effective_chat.send_message(update.effective_message.text)

    async def menu(update: Update, context) -> None:
        talk.heard.append(update)
        await update.message.reply_html("<b>Klopt dat?</b>", reply_markup=MENU)

    async def pressed(update: Update, context) -> None:
        talk.heard.append(update)
        await update.callback_query.answer("Genoteerd")
        await update.callback_query.edit_message_text(f"Je koos {update.callback_query.data}.")

    async def file_back(update: Update, context) -> None:
        talk.heard.append(update)
        sent = update.message.document or update.message.photo[-1]
        content = await (await sent.get_file()).download_as_bytearray()
        await update.message.reply_document(bytes(content), filename="terug.pdf", caption="Alsjeblieft")

    handlers = [
        CommandHandler("menu", menu),
        CallbackQueryHandler(pressed),
        MessageHandler(filters.Document.ALL | filters.PHOTO, file_back),
        MessageHandler(filters.TEXT, echo),
    ]
    async with running(api, *handlers):
        yield talk


async def test_what_a_person_says_comes_to_the_bot_and_its_answer_back(chat: Chat):
    reply = await chat.say("Dag & <welkom>")
    assert (reply.text_html, reply.from_bot, reply.sent_at) == (
        "Dag &amp; &lt;welkom&gt;",
        True,
        NOON.replace(microsecond=0),
    )
    heard = chat.heard[0].message
    assert (heard.text, heard.date) == ("Dag & <welkom>", NOON.replace(microsecond=0))
    assert (heard.from_user.id, heard.from_user.first_name, heard.from_user.language_code) == (chat.id, "Jan", "nl")


async def test_a_message_can_be_stamped_earlier_than_it_is_read(chat: Chat):
    early = NOON - timedelta(hours=3)
    await chat.say("op tijd", at=early)
    assert chat.heard[0].message.date == early.replace(microsecond=0)


async def test_a_command_is_marked_so_that_handlers_know_it(chat: Chat):
    reply = await chat.say("/menu")
    assert reply.text_html == "<b>Klopt dat?</b>"
    assert [[(b.label, b.data, b.url) for b in row] for row in reply.buttons] == [
        [("Ja", "yes", None), ("Nee", "no", None)],
        [("Meer", None, "https://vlaio.be")],
    ]


async def test_a_press_is_answered_and_the_message_changes_in_place(chat: Chat):
    asked = await chat.say("/menu")
    with chat.api.watch(chat.id) as changes:
        await chat.api.press(chat.id, asked.message_id, "yes")
        assert await changes.get() == Notice(chat_id=chat.id, text="Genoteerd", alert=False)
        edited = await changes.get()
    assert (edited.message_id, edited.text_html, edited.buttons) == (asked.message_id, "Je koos yes.", ())
    query = chat.heard[-1].callback_query
    assert query.message.text_html == "<b>Klopt dat?</b>"
    assert query.api_kwargs["date"] == int(NOON.timestamp())


async def test_only_a_button_that_is_there_can_be_pressed(chat: Chat):
    asked = await chat.say("/menu")
    with pytest.raises(NotPossible):
        await chat.api.press(chat.id, asked.message_id, "other")
    with pytest.raises(NotPossible):
        await chat.api.press(chat.id, 999, "yes")


async def test_a_forged_press_on_a_message_that_is_gone_shows_it_as_inaccessible():
    api = LocalApi(clock=Clock())
    chat_id = await api.open_chat("Jan")
    await api.press(chat_id, 999, "forged", force=True)
    async with local_bot(api) as bot:
        [update] = await bot.get_updates()
    assert not update.callback_query.message.is_accessible


async def test_an_edit_keeps_the_first_date_and_carries_its_own(chat: Chat):
    await chat.say("eerst")
    own = next(m for m in await chat.api.messages(chat.id) if not m.from_bot)
    chat.clock.now += timedelta(minutes=5)
    reply = await chat.answer_to(chat.api.edit(chat.id, own.message_id, "beter"))
    edited = chat.heard[-1].edited_message
    assert reply.text_html == "beter"
    assert (edited.text, edited.date, edited.edit_date - edited.date) == ("beter", own.sent_at, timedelta(minutes=5))
    with pytest.raises(NotPossible):
        await chat.api.edit(chat.id, reply.message_id, "van de bot")


@pytest.mark.parametrize("content", [bytes(range(256)) * 400, b"--x\r\n\r\n--", b"\r\n"])
@pytest.mark.parametrize("as_photo", [False, True])
async def test_a_file_comes_up_and_down_byte_for_byte(chat: Chat, content, as_photo):
    reply = await chat.answer_to(chat.api.send_file(chat.id, "plan é.PDF", content, caption="zie", as_photo=as_photo))
    back = await chat.api.file(reply.document.file_id)
    assert (reply.text_html, reply.document.name, back.content) == ("Alsjeblieft", "terug.pdf", content)
    assert chat.heard[0].message.caption == "zie"
    if not as_photo:
        assert chat.heard[0].message.document.file_name == "plan é.PDF"
        assert chat.heard[0].message.document.mime_type == "application/pdf"


async def test_an_album_shares_its_group(chat: Chat):
    for name in ("a.pdf", "b.pdf"):
        await chat.answer_to(chat.api.send_file(chat.id, name, b"x", media_group_id="album-1"))
    assert {update.message.media_group_id for update in chat.heard} == {"album-1"}


async def test_what_is_neither_text_nor_file_comes_as_the_bot_api_writes_it():
    api = LocalApi(clock=Clock())
    chat_id = await api.open_chat("Jan")
    await api.send_other(chat_id, {"location": {"latitude": 51.1, "longitude": 4.6}})
    async with local_bot(api) as bot:
        [update] = await bot.get_updates()
    assert update.message.location.latitude == 51.1


async def test_a_hundred_chats_at_once_each_get_their_own_answers_in_order(chat: Chat):
    async def talk(person: int) -> list[str]:
        other = Chat(api=chat.api, id=await chat.api.open_chat(f"Jan {person}"), clock=chat.clock)
        return [(await other.say(f"{person}:{turn}")).text_html for turn in range(3)]

    answers = await asyncio.gather(*(talk(person) for person in range(100)))
    assert answers == [[f"{person}:{turn}" for turn in range(3)] for person in range(100)]


async def test_a_text_above_the_limit_goes_as_several_messages_as_in_telegrams_apps(chat: Chat):
    await chat.api.say(chat.id, "😀" * 2048 + "abc")
    own = [m for m in await chat.api.messages(chat.id) if not m.from_bot]
    assert [m.text_html for m in own] == ["😀" * 2048, "abc"]


@pytest.mark.parametrize("text", ["", " \n"])
async def test_nothing_at_all_cannot_be_said(chat: Chat, text):
    with pytest.raises(NotPossible):
        await chat.api.say(chat.id, text)


async def test_what_cannot_be_seen_reaches_the_bot_to_the_letter():
    api = LocalApi(clock=Clock())
    hostile = "a\0b\r\u202ec\ud83d"
    await api.say(await api.open_chat("Jan"), hostile)
    async with local_bot(api) as bot:
        [update] = await bot.get_updates()
    assert update.message.text == hostile


async def test_a_file_can_be_sent_again_by_its_id(chat: Chat):
    reply = await chat.answer_to(chat.api.send_file(chat.id, "a.pdf", b"inhoud"))
    async with local_bot(chat.api) as bot:
        again = await bot.send_document(chat.id, reply.document.file_id)
    assert again.document.file_name == "terug.pdf"
