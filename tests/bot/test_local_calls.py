"""What the bot asks of the Bot API on this machine, and what is refused as Telegram refuses it."""

import pytest
from telegram import BotCommand, BotCommandScopeAllPrivateChats, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, EndPointNotFound

from bot.local.api import LocalApi
from tests.fakes.local_bot import MENU, Clock, local_bot


async def test_commands_are_kept_by_scope_and_language():
    api = LocalApi(clock=Clock())
    private = BotCommandScopeAllPrivateChats()
    async with local_bot(api) as bot:
        await bot.set_my_commands([BotCommand("status", "Waar sta je?")], scope=private)
        await bot.set_my_commands([BotCommand("status", "Where are you?")], scope=private, language_code="en")
        [dutch] = await bot.get_my_commands(scope=private)
        [english] = await bot.get_my_commands(scope=private, language_code="en")
        assert (dutch.description, english.description) == ("Waar sta je?", "Where are you?")
        assert await bot.get_my_commands() == ()
        with pytest.raises(BadRequest, match=r"(?i)bot_command_invalid"):
            await bot.set_my_commands([("Hoofdletter", "x")])


async def test_a_file_above_twenty_megabytes_cannot_be_downloaded_by_the_bot():
    api = LocalApi(clock=Clock())
    chat_id = await api.open_chat("Jan")
    await api.send_file(chat_id, "groot.pdf", bytes(20_000_001))
    async with local_bot(api) as bot:
        [update] = await bot.get_updates()
        assert update.message.document.file_size == 20_000_001
        with pytest.raises(BadRequest, match=r"(?i)file is too big"):
            await update.message.document.get_file()


async def test_the_bot_knows_who_it_is_and_whom_it_speaks_to():
    api = LocalApi(clock=Clock(), username="kernbot_proef")
    chat_id = await api.open_chat("Jan", last_name="Peeters")
    async with local_bot(api) as bot:
        assert bot.username == "kernbot_proef"
        assert (await bot.get_chat(chat_id)).full_name == "Jan Peeters"
        assert await bot.send_chat_action(chat_id, "typing")


REFUSED = [
    (lambda bot, chat: bot.send_message(chat, ""), "message text is empty"),
    (lambda bot, chat: bot.send_message(chat, "<b> </b>", "HTML"), "message text is empty"),
    (lambda bot, chat: bot.send_message(chat, "a" * 4097), "message is too long"),
    (lambda bot, chat: bot.send_message(chat, "😀" * 2049), "message is too long"),
    (lambda bot, chat: bot.send_message(chat, "\ud83d"), "strings must be encoded in UTF-8"),
    (lambda bot, chat: bot.send_message(chat, "<i>x", "HTML"), "can't parse entities"),
    (lambda bot, chat: bot.send_message(chat, "*x*", "MarkdownV2"), "unsupported parse_mode"),
    (lambda bot, _chat: bot.send_message(999, "x"), "chat not found"),
    (lambda bot, chat: bot.send_message(chat, "x", reply_markup=one_button("d" * 65)), "BUTTON_DATA_INVALID"),
    (lambda bot, chat: bot.send_message(chat, "x", reply_markup=one_button("é" * 33)), "BUTTON_DATA_INVALID"),
    (lambda bot, chat: bot.edit_message_text("x", chat, 999), "message to edit not found"),
    (lambda bot, chat: bot.edit_message_text("x", chat, 1), "message can't be edited"),
    (lambda bot, chat: bot.delete_message(chat, 999), "message to delete not found"),
    (lambda bot, _chat: bot.answer_callback_query("999"), "query is too old"),
    (lambda bot, _chat: bot.get_file("nothing"), "wrong file_id"),
    (lambda bot, chat: bot.send_document(chat, b""), "file must be non-empty"),
    (lambda bot, chat: bot.send_document(chat, b"x", caption="a" * 1025), "caption is too long"),
]


def one_button(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Kies", callback_data=data)]])


@pytest.mark.parametrize(("call", "reason"), REFUSED)
async def test_a_call_that_telegram_refuses_is_refused(call, reason):
    api = LocalApi(clock=Clock())
    chat_id = await api.open_chat("Jan")
    await api.say(chat_id, "hallo")
    async with local_bot(api) as bot:
        with pytest.raises(BadRequest, match=f"(?i){reason}"):
            await call(bot, chat_id)


async def test_texts_at_the_limit_are_taken():
    api = LocalApi(clock=Clock())
    chat_id = await api.open_chat("Jan")
    async with local_bot(api) as bot:
        await bot.send_message(chat_id, "😀" * 2048)
        await bot.send_message(chat_id, f"<b>{'&amp;' * 4096}</b>", "HTML", reply_markup=one_button("d" * 64))


async def test_an_edit_that_changes_nothing_is_refused():
    api = LocalApi(clock=Clock())
    chat_id = await api.open_chat("Jan")
    async with local_bot(api) as bot:
        sent = await bot.send_message(chat_id, "<b>x</b>", "HTML", reply_markup=MENU)
        with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
            await sent.edit_text("<strong>x</strong>", "HTML", reply_markup=MENU)
        with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
            await sent.edit_reply_markup(MENU)
        await sent.edit_reply_markup(None)
        with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
            await sent.edit_reply_markup(None)
    [message] = await api.messages(chat_id)
    assert (message.text_html, message.buttons) == ("<b>x</b>", ())


async def test_a_message_that_is_deleted_is_gone():
    api = LocalApi(clock=Clock())
    chat_id = await api.open_chat("Jan")
    async with local_bot(api) as bot:
        sent = await bot.send_message(chat_id, "weg ermee")
        await sent.delete()
    assert await api.messages(chat_id) == ()


async def test_an_unknown_method_is_not_found():
    async with local_bot(LocalApi(clock=Clock())) as bot:
        with pytest.raises(EndPointNotFound):
            await bot.do_api_request("sendTelepathy")
