"""The fake Bot API over real HTTP: the bot talks to it as it does to Telegram."""

import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.error import TimedOut as TelegramTimedOut
from telegram.request import HTTPXRequest

from tests.fakes.bot_api_driver import bot_api_process
from tests.fakes.bot_api_faults import Fault, Kind
from tests.fakes.bot_api_server import FakeBotApi

MENU = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="yes")]])
ECHO = """
import sys
from telegram import Update
from telegram.ext import ApplicationBuilder, MessageHandler, filters

async def echo(update, context):
    await update.message.reply_text(update.message.text)

token, url = sys.argv[1:]
app = ApplicationBuilder().token(token).base_url(url + "/bot").base_file_url(url + "/file/bot").build()
app.add_handler(MessageHandler(filters.TEXT, echo))
app.run_polling()
"""


@asynccontextmanager
async def bot_of(server: FakeBotApi, token: str | None = None) -> AsyncIterator[Bot]:
    requests = [HTTPXRequest(read_timeout=0.5, httpx_kwargs={"trust_env": False}) for _ in range(2)]
    bot = Bot(
        token or server.token,
        base_url=server.base_url,
        base_file_url=server.base_file_url,
        get_updates_request=requests[0],
        request=requests[1],
    )
    async with bot:
        yield bot


@pytest.fixture
async def server() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as server:
        yield server


async def test_a_conversation_goes_over_http_as_in_memory(server: FakeBotApi):
    chat = await server.api.open_chat("Jan")
    async with bot_of(server) as bot:
        await server.api.say(chat, "/start ê😀")
        [said] = await bot.get_updates(timeout=2)
        assert (said.message.text, said.message.entities[0].type) == ("/start ê😀", "bot_command")
        asked = await bot.send_message(chat, "<b>Klopt & dat?</b>".replace("&", "&amp;"), "HTML", reply_markup=MENU)
        await server.api.press(chat, asked.message_id, "yes")
        [pressed] = await bot.get_updates(offset=said.update_id + 1, timeout=2)
        assert pressed.callback_query.data == "yes"
        assert "date" not in pressed.callback_query.api_kwargs  # Telegram stamps no press
        await pressed.callback_query.answer()
        await pressed.callback_query.edit_message_text("Goed.")
        await server.api.edit(chat, said.message.message_id, "beter")
        [edited] = await bot.get_updates(offset=pressed.update_id + 1, timeout=2)
        assert edited.edited_message.text == "beter"
        with pytest.raises(BadRequest, match=r"(?i)can't parse entities"):
            await bot.send_message(chat, "<b>x", "HTML")
    assert [m.text_html for m in await server.api.messages(chat)] == ["beter", "Goed."]


@pytest.mark.parametrize("content", [bytes(range(256)) * 4000, b"--\r\n\r\n--x--\r\n"])
async def test_a_file_comes_up_and_down_over_http_byte_for_byte(server: FakeBotApi, content):
    chat = await server.api.open_chat("Jan")
    async with bot_of(server) as bot:
        await server.api.send_file(chat, "plan.pdf", content, caption="zie")
        [update] = await bot.get_updates()
        assert await (await update.message.document.get_file()).download_as_bytearray() == content
        sent = await bot.send_document(
            chat, content, filename='terug "é".pdf', caption="<i>hier</i>", parse_mode="HTML"
        )
        assert sent.document.file_name == 'terug "é".pdf'
    [*_, message] = await server.api.messages(chat)
    assert (message.text_html, (await server.api.file(message.document.file_id)).content) == ("<i>hier</i>", content)


async def test_a_press_carries_its_date_when_asked():
    async with FakeBotApi(press_dates=True) as server, bot_of(server) as bot:
        chat = await server.api.open_chat("Jan")
        await server.api.press(chat, 1, "x", force=True)
        [update] = await bot.get_updates()
    assert update.callback_query.api_kwargs["date"] > 0


async def test_another_token_is_refused(server: FakeBotApi):
    with pytest.raises(InvalidToken):
        async with bot_of(server, token="1:other"):
            pass


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(kind=Kind.TOO_MANY, seconds=3), RetryAfter),
        (Fault(kind=Kind.BLOCKED), Forbidden),
        (Fault(kind=Kind.NO_CHAT), BadRequest),
        (Fault(kind=Kind.MIGRATED, migrate_to=-5), ChatMigrated),
        (Fault(kind=Kind.BROKEN), NetworkError),
        (Fault(kind=Kind.BAD_GATEWAY), NetworkError),
        (Fault(kind=Kind.GARBAGE), TelegramError),
        (Fault(kind=Kind.HANG, seconds=2), TelegramTimedOut),
    ],
)
async def test_a_fault_comes_as_often_as_the_script_says(server: FakeBotApi, monkeypatch, fault, error):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without it RetryAfter itself warns
    chat = await server.api.open_chat("Jan")
    server.script.add("sendMessage", fault, times=2)
    async with bot_of(server) as bot:
        for _ in range(2):
            with pytest.raises(error):
                await bot.send_message(chat, "dag")
        await bot.send_message(chat, "dag")
    assert len(await server.api.messages(chat)) == 1


async def test_a_fault_after_the_fact_leaves_the_message_delivered(server: FakeBotApi):
    chat = await server.api.open_chat("Jan")
    async with bot_of(server) as bot:
        server.script.add("sendMessage", Fault(kind=Kind.HANG, seconds=2, after=True))
        with pytest.raises(TelegramTimedOut):
            await bot.send_message(chat, "dag")
    assert len(await server.api.messages(chat)) == 1


async def test_every_call_is_remembered_with_its_outcome(server: FakeBotApi):
    chat = await server.api.open_chat("Jan")
    server.script.add("sendMessage", Fault(kind=Kind.BLOCKED))
    async with bot_of(server) as bot:
        with pytest.raises(Forbidden):
            await bot.send_message(chat, "dag")
    assert [call[1:] for call in server.calls] == [("getMe", "", 200), ("sendMessage", str(chat), 403)]


def test_a_bot_that_is_killed_gets_the_update_again_when_it_restarts():
    with bot_api_process() as people:
        chat = people.open_chat("Jan")
        people.say(chat, "ben je daar?")
        people.fault("getUpdates", "hang", times=9, seconds=30, after=True)
        with echo_bot(people) as bot:
            while not any(method == "deleteWebhook" for _, method, *_ in people.calls()):
                assert bot.poll() is None
            bot.send_signal(signal.SIGKILL)
        people.no_faults()
        assert people.pending() == 1
        with echo_bot(people):
            [_, reply] = people.messages(chat, wait_s=10)
        assert reply["text_html"] == "ben je daar?"


def test_a_person_in_another_process_can_press_edit_and_send_files():
    with bot_api_process() as people:
        chat = people.open_chat("Jan", language_code="en")
        people.say(chat, "dag", at="2021-11-12T23:00:00+00:00")
        [message] = people.messages(chat)
        assert message["sent_at"] == "2021-11-12T23:00:00+00:00"
        ids = [people.edit(chat, message["message_id"], "beter"), people.press(chat, 1, "x", force=True)]
        ids.append(people.send_file(chat, "a.bin", bytes(range(256)), as_photo=True))
        assert ids == sorted(set(ids))
        [edited, photo] = people.messages(chat)
        assert edited["text_html"] == "beter"
        assert people.file(photo["document"]["file_id"]) == bytes(range(256))


def echo_bot(people) -> subprocess.Popen:
    return StoppedAtTheEnd([sys.executable, "-c", ECHO, people.token, people.url], stderr=subprocess.DEVNULL)


class StoppedAtTheEnd(subprocess.Popen):
    def __exit__(self, *error) -> None:
        self.kill()
        super().__exit__(*error)
