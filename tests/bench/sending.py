"""What it costs to send mails by the outbox, against a bare aiosmtplib loop with as many connections."""

import asyncio
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

import aiosmtplib
from sqlmodel import Session

from models.records.messages import outbox_queries
from models.records.messages.outbox_queries import Message
from reminders.letter import letter
from reminders.mail import SmtpSender, SmtpSettings
from reminders.mail_message import compose, stable_message_id
from reminders.mail_pool import SmtpPool
from reminders.ways import MailWay
from tests.bench.interleaved import medians
from tests.bench.mail_server import mail_server
from tests.bench.table import Row, Size, at_least
from tests.bench.town import NOW
from tests.fakes.conversation import StandingClock
from tests.fakes.post_room import PostRoom, open_post_room

CONNECTIONS = 8
SENDER = "Kernbot <bot@kernbot.be>"
VALUES = {"name": "An Peeters", "taker": "", "giver": "", "municipality": "Lier", "call_title": "De profploeg"}


async def rows(folder: Path, size: Size) -> list[Row]:
    """Measure mails that are claimed, written, sent and recorded against mails that are written and sent."""
    numbers = count()
    with mail_server() as port, open_post_room(folder, StandingClock(NOW)) as room:
        settings = SmtpSettings(host="127.0.0.1", port=port, tls="none")
        pool = SmtpPool([SmtpSender(settings) for _ in range(CONNECTIONS)])
        room.sweep.ways["mail"] = MailWay(pool, SENDER, "kernbot.be")
        ours, bare = await medians(
            lambda: _swept(room, next(numbers), size.mails), lambda: _bare(port, size.mails), rounds=size.mail_rounds
        )
        await pool.close()
    target, holds = at_least(ours / bare, 0.8)
    return [
        Row(
            bench=f"{size.mails:,} mails by the outbox / by a bare aiosmtplib loop",
            value=f"{ours:.0f} mails/s",
            reference=f"{bare:.0f}/s",
            ratio=ours / bare,
            target=target,
            holds=holds,
        )
    ]


async def _swept(room: PostRoom, number: int, mails: int) -> float:
    await room.house.services.store.run(_post, room, number, mails)
    began = time.perf_counter()
    assert await room.sweep.send_due() == mails
    return mails / (time.perf_counter() - began)


def _post(session: Session, room: PostRoom, number: int, mails: int) -> None:
    message = Message(
        key="",
        kind="joined",
        way="mail",
        address="",
        language="nl",
        person_id=room.person_id,
        application_id=room.application_id,
        payload={"about": room.person_id},
    )
    for one in range(mails):
        to_one = replace(message, key=f"joined:{number}:{one}", address=f"an{one}@voorbeeld.be")
        outbox_queries.post(session, to_one, room.clock())


async def _bare(port: int, mails: int) -> float:
    waiting = iter(range(mails))

    async def connection() -> None:
        client = aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False)
        await client.connect()
        for one in waiting:
            await client.send_message(_mail(one))
        await client.quit()

    began = time.perf_counter()
    await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))
    return mails / (time.perf_counter() - began)


def _mail(one: int) -> object:
    return compose(
        letter("joined", "nl", **VALUES),
        sender=SENDER,
        recipient=f"an{one}@voorbeeld.be",
        message_id=stable_message_id(f"bare:{one}", "kernbot.be"),
        now=NOW,
    )
