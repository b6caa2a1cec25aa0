"""Servers that misbehave: rows 6 to 9 of what delivery must survive."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from tests.fakes.bot_api_faults import Fault, Kind
from tests.fakes.smtp_server import CLOSE, GARBAGE, HANG, certificates
from tests.faults.post import MOVED_CHAT, PostBag
from tests.faults.trial import Ground, Line, Size, until

# Where a server takes which step, and how the mail may then stand: waiting, in doubt, or by chat instead.
SMTP = (
    ("CONNECT", "421 4.3.2 too busy", "due"),
    ("RCPT", "450 4.2.0 greylisted", "due"),
    ("RCPT", "550 5.1.1 unknown", "by chat"),
    ("DOT", "451 4.3.0 later", "due"),
    ("DOT", "554 5.6.0 refused", "by chat"),
    ("CONNECT", HANG, "due"),
    ("EHLO", HANG, "due"),
    ("MAIL", HANG, "due"),
    ("RCPT", HANG, "due"),
    ("DATA", HANG, "due"),
    ("DOT", HANG, "uncertain"),
    ("DOT", CLOSE, "uncertain"),
    ("CONNECT", GARBAGE, "due"),
    ("DOT", GARBAGE, "uncertain"),
)
TELEGRAM = (
    (Fault(kind=Kind.TOO_MANY, seconds=2), "in chat"),
    (Fault(kind=Kind.BLOCKED), "by mail"),
    (Fault(kind=Kind.NO_CHAT), "by mail"),
    (Fault(kind=Kind.MIGRATED, migrate_to=MOVED_CHAT), "in chat 777"),
    (Fault(kind=Kind.BROKEN), "due"),
    (Fault(kind=Kind.BAD_GATEWAY), "due"),
    (Fault(kind=Kind.GARBAGE, after=True), "uncertain"),
    (Fault(kind=Kind.HANG, seconds=3, after=True), "uncertain"),
)


async def smtp_faults(ground: Ground, database: str) -> list[Line]:
    """Row 6: a mail server that misbehaves at every verb, and what became of the mail."""
    lines = []
    for verb, step, expected in SMTP:
        async with ground.bag(database) as bag:
            bag.smtp.always(verb, step)
            stands, again = await _try_once(ground, bag, waits=expected == "due")
            lines.append(_line(6, f"{verb}: {step}", database, stands, again, expected))
    return [*lines, *await _tls_faults(ground, database)]


async def _tls_faults(ground: Ground, database: str) -> list[Line]:
    certificate, _ = certificates("elders.be")
    cases = (
        ("STARTTLS missing", {}, {"tls": "starttls"}),
        ("bad certificate", {"certificate": certificate}, {"tls": "starttls"}),
        ("AUTH refused", {"login": ("bot", "geheim")}, {"tls": "none", "login": "verkeerd"}),
    )
    lines = []
    for what, server, how in cases:
        async with ground.bag(database, **server) as bag:
            await bag.fill(1)
            worker = ground.nursery.start(bag.order("one", **how))
            await asyncio.sleep(1)
            code = await asyncio.to_thread(worker.stop)
            stands, left = _stands(bag), len(bag.smtp.mails)
        holds = (stands, left, code) == ("due", 0, 0)
        came = f"{stands}, {left} mails left unprotected"
        lines.append(Line(row=6, what=what, database=database, came=came, holds=holds))
    return lines


async def telegram_faults(ground: Ground, database: str) -> list[Line]:
    """Row 7: a Bot API that misbehaves, and what became of the message."""
    lines = []
    for fault, expected in TELEGRAM:
        async with ground.bag(database) as bag:
            await bag.api.api.open_chat("An", chat_id=MOVED_CHAT)
            bag.moved.add(MOVED_CHAT)
            bag.api.script.add("sendMessage", fault)
            stands, again = await _try_once(ground, bag, chat=1, waits=expected == "due")
            lines.append(_line(7, f"{fault.kind.value}", database, stands, again, expected))
    return lines


async def _try_once(ground: Ground, bag: PostBag, *, chat: int = 0, waits: bool) -> tuple[str, str]:
    """Let a worker meet the fault; then let everything be well and say what came in the end.

    A message that `waits` met it when the outbox has a reason; others are looked at when they are settled.
    """
    await bag.fill(1, chat=chat)
    worker = ground.nursery.start(bag.order("one"))
    await until(lambda: _stands(bag) not in {"sending", "due"} or (waits and bag.has_reason()), 5)
    await until(lambda: not bag.states()["sending"], 5)
    await asyncio.sleep(0.3)
    await asyncio.to_thread(worker.stop)
    stands = _stands(bag)
    bag.smtp.behave()
    bag.api.script.clear()
    worker = ground.nursery.start(bag.order("two"))

    def is_done() -> bool:
        bag.let_pauses_end()
        return not bag.waiting()

    await until(is_done, 20)
    await asyncio.to_thread(worker.stop)
    return stands, (await bag.arrived()).line()


def _stands(bag: PostBag) -> str:
    """Return how the message stands: its state, or where it arrived."""
    states = bag.states()
    chats = [chat for _, method, chat, status in bag.api.calls if method == "sendMessage" and status == 200]
    if states["failed"] and states["sent"]:
        return "by chat" if chats else "by mail"
    if states["sent"]:
        return "in chat 777" if str(MOVED_CHAT) in chats else "in chat" if chats else "sent"
    return " ".join(sorted(states))


def _line(row: int, what: str, database: str, stands: str, again: str, expected: str) -> Line:
    doubles = 1 if expected == "uncertain" else 0
    holds = stands == expected and again in {f"lost 0 · double {number}" for number in range(doubles + 1)}
    return Line(row=row, what=what, database=database, came=f"{stands}; in the end {again}", holds=holds)


async def backlog(ground: Ground, database: str, size: Size) -> list[Line]:
    """Row 8: both servers are away while many messages wait; then they are back."""
    async with ground.bag(database) as bag:
        await bag.fill(size.backlog, chat=size.backlog // 5)
        bag.smtp.always("CONNECT", CLOSE)
        bag.api.script.add("sendMessage", Fault(kind=Kind.BAD_GATEWAY), times=1_000)
        worker = ground.nursery.start(bag.order("one"))
        await until(lambda: bag.api.calls, 10)
        await asyncio.sleep(30 if size.backlog > 1_000 else 0)
        tried = len(bag.api.calls)
        with_last = await _too_late(bag)
        bag.smtp.behave()
        bag.api.script.clear()
        took_s = await until(lambda: not bag.waiting(), 600)
        code = await asyncio.to_thread(worker.stop)
        found = await bag.arrived()
    expired = found.states["expired"]
    holds = (found.lost, found.double, expired, code) == (with_last, 0, with_last, 0) and took_s < 600
    came = f"{tried} tries while away; gone in {took_s:.0f} s, lost {found.lost - expired} · double {found.double}"
    what = f"{size.backlog} messages wait for both servers, {with_last} become too late"
    return [Line(row=8, what=what, database=database, came=f"{came}, {expired} expired", holds=holds)]


async def _too_late(bag: PostBag) -> int:
    await bag.fill(10, last_in=timedelta(milliseconds=10))
    await asyncio.sleep(1)
    return 10


async def limits(ground: Ground, database: str, size: Size) -> list[Line]:
    """Row 9: many people by chat, some of them three times, measured where the messages arrive."""
    async with ground.bag(database) as bag:
        few = size.chats // 20
        await bag.fill(size.chats - few, chat=size.chats - few)
        await bag.fill(few, chat=few, times=3)
        worker = ground.nursery.start(bag.order("one"))
        took_s = await until(lambda: not bag.waiting(), 600)
        await asyncio.to_thread(worker.stop)
        sends = [call for call in bag.api.calls if call[1] == "sendMessage"]
    each: defaultdict[str, list[float]] = defaultdict(list)
    for at, _, chat, _ in sends:
        each[chat].append(at)
    pause_s = min((later - earlier for moments in each.values() for earlier, later in pairwise(moments)), default=1)
    most, refused = _most_in_a_second([call[0] for call in sends]), sum(1 for call in sends if call[3] == 429)
    holds = most <= 30 and pause_s >= 1 and refused == 0 and len(sends) == size.chats + 2 * few
    came = f"at most {most} in a second, {pause_s:.2f} s between two to one chat, {refused} times 429, {took_s:.0f} s"
    what = f"{len(sends)} messages to {size.chats} chats"
    return [Line(row=9, what=what, database=database, came=came, holds=holds)]


def _most_in_a_second(moments: Sequence[float]) -> int:
    counts: Counter[int] = Counter()
    for place, at in enumerate(moments):
        counts[place] = sum(1 for other in moments[place : place + 100] if other < at + 1)
    return max(counts.values(), default=0)
