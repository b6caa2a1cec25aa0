"""Conversations with the real Application over the Bot API on this machine."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict, EndPointNotFound, Forbidden
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.local.api import LocalApi
from bot.local.request import LocalRequest
from bot.local.values import LocalMessage, Notice, NotPossible, Person

NOON = datetime(2021, 11, 12, 12, 0, 0, 250_000, tzinfo=UTC)
MENU = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Ja", callback_data="yes"), InlineKeyboardButton("Nee", callback_data="no")],
        [InlineKeyboardButton("Meer", url="https://vlaio.be")],
    ]
)
Handle = Callable[[Update, object], Awaitable[object]]


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Chat:
    """One person's chat with the bot under test."""

    api: LocalApi
    id: int
    clock: Clock
    heard: list[Update] = field(default_factory=list)

    async def answer_to(self, doing: Awaitable[int]) -> LocalMessage:
        """Return the first thing that the bot does after `doing`."""
        with self.api.watch(self.id) as changes:
            await doing
            async with asyncio.timeout(5):
                while True:
                    seen = await changes.get()
                    if isinstance(seen, LocalMessage) and not seen.from_bot:
                        continue
                    return seen

    async def say(self, text: str, **more) -> LocalMessage:
        return await self.answer_to(self.api.say(self.id, text, **more))


def local_bot(api: LocalApi) -> Bot:
    request = LocalRequest(api)
    return Bot("1:local", request=request, get_updates_request=request)


@asynccontextmanager
async def running(api: LocalApi, *handlers) -> AsyncIterator[Application]:
    request = LocalRequest(api)
    app = ApplicationBuilder().token("1:local").request(request).get_updates_request(request).build()
    app.add_handlers(list(handlers))
    async with app:
        await app.updater.start_polling()
        await app.start()
        try:
            yield app
        finally:
            await app.updater.stop()
            await app.stop()


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


async def test_the_bot_hears_of_a_group_and_can_leave_it():
    api = LocalApi(clock=Clock())
    person = Person(id=5, first_name="Jan")
    left = asyncio.Event()

    async def leave(update: Update, context) -> None:
        await update.effective_chat.leave()
        left.set()

    async with running(api, ChatMemberHandler(leave, ChatMemberHandler.MY_CHAT_MEMBER)) as app:
        group = await api.open_group("Dienst", person)
        async with asyncio.timeout(5):
            await left.wait()
        with pytest.raises(Forbidden):
            await app.bot.send_message(group, "nog iets")
        with pytest.raises(NotPossible):
            await api.say_in_group(group, "hallo?", person=person)


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


async def test_updates_come_again_until_an_offset_confirms_them():
    api = LocalApi(clock=Clock())
    chat_id = await api.open_chat("Jan")
    first = await api.say(chat_id, "een")
    await api.say(chat_id, "twee")
    async with local_bot(api) as bot:
        for _ in range(2):
            assert [u.message.text for u in await bot.get_updates()] == ["een", "twee"]
        assert [u.message.text for u in await bot.get_updates(limit=1)] == ["een"]
        assert [u.message.text for u in await bot.get_updates(offset=first + 1)] == ["twee"]
        assert [u.message.text for u in await bot.get_updates()] == ["twee"]
        assert await bot.get_updates(offset=first + 2) == ()
    assert api.pending_updates == 0


async def test_a_long_poll_waits_until_something_comes():
    api = LocalApi(clock=Clock())
    chat_id = await api.open_chat("Jan")
    async with local_bot(api) as bot:
        poll = asyncio.create_task(bot.get_updates(timeout=10))
        await asyncio.sleep(0.05)
        assert not poll.done()
        await api.say(chat_id, "wakker")
        [update] = await asyncio.wait_for(poll, 1)
    assert update.message.text == "wakker"


async def test_a_long_poll_in_which_nothing_comes_ends_empty():
    api = LocalApi(clock=Clock())
    async with local_bot(api) as bot:
        assert await bot.get_updates(timeout=1) == ()


async def test_a_second_poller_ends_the_first():
    api = LocalApi(clock=Clock())
    async with local_bot(api) as bot:
        first = asyncio.create_task(bot.get_updates(timeout=10))
        await asyncio.sleep(0.05)
        await bot.get_updates()
        with pytest.raises(Conflict):
            await first


async def test_updates_that_nobody_fetched_are_forgotten_after_a_day():
    clock = Clock()
    api = LocalApi(clock=clock)
    chat_id = await api.open_chat("Jan")
    await api.say(chat_id, "te oud")
    clock.now += timedelta(hours=23)
    await api.say(chat_id, "nog vers")
    clock.now += timedelta(hours=2)
    async with local_bot(api) as bot:
        assert [u.message.text for u in await bot.get_updates()] == ["nog vers"]


async def test_only_the_kinds_of_update_that_were_asked_for_come():
    api = LocalApi(clock=Clock())
    chat_id = await api.open_chat("Jan")
    async with local_bot(api) as bot:
        await bot.get_updates(allowed_updates=["callback_query"])
        await api.say(chat_id, "niet gevraagd")
        await api.press(chat_id, 1, "x", force=True)
        assert [u.message for u in await bot.get_updates()] == [None]


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


async def test_a_file_can_be_sent_again_by_its_id(chat: Chat):
    reply = await chat.answer_to(chat.api.send_file(chat.id, "a.pdf", b"inhoud"))
    async with local_bot(chat.api) as bot:
        again = await bot.send_document(chat.id, reply.document.file_id)
    assert again.document.file_name == "terug.pdf"


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
