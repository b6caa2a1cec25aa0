"""Messages by chat through the Bot API over real HTTP, with everything that goes wrong on the way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from models.records.messages.claim_queries import Claimed
from models.records.messages.outbox_queries import Message
from reminders.chat import ChatMessage, ChatSender
from reminders.contents import Parcel
from reminders.letter import Enclosure
from reminders.outcome import MayHaveLeft, Moved, Outcome, Sent, Uncertain, Undeliverable, WayShut
from reminders.ways import ChatWay
from tests.fakes.bot_api_faults import Fault, Kind
from tests.fakes.bot_api_server import FakeBotApi

NOW = datetime(2021, 11, 12, 20, 0, tzinfo=UTC)
HELLO = ChatMessage(html="<b>Dag</b> An", buttons=(("Toelaten", "req:7:1"), ("Weigeren", "req:7:0")))
PDF = Enclosure(name="PROF-2021-2-0007-v1.pdf", media_type="application/pdf", content=b"%PDF-1.7 ...")


@dataclass(frozen=True, slots=True)
class Front:
    """The chats of one bot, and An's chat in it."""

    server: FakeBotApi
    way: ChatWay
    chat_id: int

    async def send(self, chat: ChatMessage | None = HELLO, address: str | None = None) -> Outcome:
        message = Message(key="x", kind="joined", way="telegram", address=address or str(self.chat_id), language="nl")
        claimed = Claimed(row_id=1, message=message, attempt=1, was_uncertain=False)
        return await self.way.send(claimed, Parcel(chat=chat), NOW)

    async def arrived(self) -> list[str]:
        return [one.text_html for one in await self.server.api.messages(self.chat_id)]


@asynccontextmanager
async def front_of(server: FakeBotApi, *, url: str | None = None, read_timeout: float = 5) -> AsyncIterator[Front]:
    async with AsyncExitStack() as stack:
        requests = [
            HTTPXRequest(read_timeout=read_timeout, connect_timeout=0.2, httpx_kwargs={"trust_env": False})
            for _ in range(2)
        ]
        bot = Bot(server.token, base_url=url or server.base_url, get_updates_request=requests[0], request=requests[1])
        for request in requests:
            await request.initialize()
            stack.push_async_callback(request.shutdown)
        chat_id = await server.api.open_chat("An")
        yield Front(server, ChatWay(ChatSender({"telegram": bot}), "telegram"), chat_id)


@pytest.fixture
async def front() -> AsyncIterator[Front]:
    async with FakeBotApi() as server, front_of(server) as opened:
        yield opened


async def test_a_message_arrives_with_its_buttons(front: Front) -> None:
    assert await front.send() == Sent()
    [message] = await front.server.api.messages(front.chat_id)
    assert message.text_html == "<b>Dag</b> An"
    assert [(b.label, b.data) for row in message.buttons for b in row] == list(HELLO.buttons)


async def test_a_file_arrives_with_its_words_as_the_caption(front: Front) -> None:
    assert await front.send(replace(HELLO, enclosure=PDF)) == Sent()
    [message] = await front.server.api.messages(front.chat_id)
    assert (message.text_html, message.document.name) == (HELLO.html, PDF.name)
    assert (await front.server.api.file(message.document.file_id)).content == PDF.content


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault(kind=Kind.TOO_MANY, seconds=7), WayShut("the chat service asks to wait", timedelta(seconds=7.5))),
        (Fault(kind=Kind.BROKEN), WayShut("NetworkError", perhaps_the_message=True)),
        (Fault(kind=Kind.BAD_GATEWAY), WayShut("NetworkError", perhaps_the_message=True)),
        (Fault(kind=Kind.BLOCKED), Undeliverable("Forbidden", about_address=True)),
        (Fault(kind=Kind.NO_CHAT), Undeliverable("Chat not found", about_address=True)),
        (Fault(kind=Kind.MIGRATED), Moved("-1001")),
    ],
    ids=lambda value: value.kind.value if isinstance(value, Fault) else "",
)
async def test_what_telegram_answers_says_what_becomes_of_the_message(
    front: Front, fault: Fault, outcome: Outcome
) -> None:
    front.server.script.add("sendMessage", fault)
    assert await front.send() == outcome
    assert await front.arrived() == []
    assert await front.send() == Sent()


@pytest.mark.parametrize(
    "fault",
    [Fault(kind=Kind.GARBAGE, after=True), Fault(kind=Kind.HANG, seconds=0, after=True)],
    ids=["half a JSON", "gateway timeout"],
)
async def test_an_answer_that_cannot_be_read_leaves_it_open_whether_it_arrived(front: Front, fault: Fault) -> None:
    front.server.script.add("sendMessage", fault)
    assert isinstance(await front.send(), Uncertain)
    assert await front.arrived() == [HELLO.html]


async def test_no_answer_in_time_leaves_it_open_whether_it_arrived() -> None:
    async with FakeBotApi() as server, front_of(server, read_timeout=0.2) as front:
        server.script.add("sendMessage", Fault(kind=Kind.HANG, seconds=3, after=True))
        assert isinstance(await front.send(), Uncertain)
        assert await front.arrived() == [HELLO.html]


async def test_a_bot_api_that_cannot_be_reached_is_tried_later() -> None:
    async with FakeBotApi() as server:
        async with front_of(server, url="http://127.0.0.1:9/bot") as front:  # nobody listens there
            assert await front.send() == WayShut("NetworkError")
        async with front_of(server, url="http://10.255.255.1/bot") as front:  # nobody answers there
            assert isinstance(await front.send(), WayShut)


async def test_html_that_telegram_does_not_take_is_given_up_with_its_reason(front: Front) -> None:
    outcome = await front.send(ChatMessage(html="<b>An"))
    assert isinstance(outcome, Undeliverable)
    assert "end tag" in outcome.reason


async def test_a_message_that_was_not_written_is_given_up(front: Front) -> None:
    assert isinstance(await front.send(None), Undeliverable)


async def test_a_sending_that_is_cancelled_may_have_left(front: Front) -> None:
    front.server.script.add("sendMessage", Fault(kind=Kind.HANG, seconds=60, after=True))
    with front.server.api.watch(front.chat_id) as seen:
        sending = asyncio.create_task(front.send())
        await seen.get()
    sending.cancel()
    with pytest.raises(MayHaveLeft):
        await sending
