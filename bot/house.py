"""What a front needs to run: services, the sweep and the ways out. One place wires everything."""

import os
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import Session

from bot import collection
from bot.clock import Clock
from bot.mail_ways import mail_rules, post_of
from bot.opening import FILE_FOLDERS, call_at_start, open_database
from bot.replicas import MAILBOX, Replicas
from bot.secret_key import installation_key
from bot.settings import Settings
from bot.ticks import Ticks
from handlers.services import Services
from models.calls.call import Call
from models.dialogue.conversation import House
from models.files.file_folder import FileFolder
from models.records.applications import deadline_queries
from models.records.messages import pause_queries
from models.storage.works.store import Store
from reminders.chat import ChatSender
from reminders.delivery import Way
from reminders.mail_headers import MailList
from reminders.mail_message import mailbox
from reminders.mail_replies import Replies
from reminders.start_links import StartLinks
from reminders.sweep import Sweep
from reminders.ways import ChatWay, MailWay, Post

if TYPE_CHECKING:
    from telegram import Bot

    from bot.erasing.outside_rows import Erasures
    from bot.mailbox.reading import FolderReader


@dataclass(frozen=True, kw_only=True)
class OpenHouse(Ticks):
    """Everything that a front needs to run, and the ticks."""

    settings: Settings
    sweep: Sweep
    chats: ChatSender
    replicas: Replicas
    post: Post = field(repr=False)
    caches: list[Callable[[], None]] = field(default_factory=list)  # what lets go of what it holds of people

    @cached_property
    def erasures(self) -> "Erasures":
        """Return what finishes an erasure outside the rows."""
        from bot.erasing.outside_rows import Erasures

        return Erasures(
            store=self.services.store,
            clock=self.services.clock,
            data_dir=self.settings.data_dir,
            mail_domain=mailbox(self.settings.mail_from).domain,
            caches=self.caches,
        )

    @cached_property
    def mail_in(self) -> "FolderReader | None":
        """Return what reads the folder of mails, or None: a mailbox is read by IMAP."""
        if self.settings.imap_host:
            return None
        from bot.mailbox.folder import MailInFolder
        from bot.mailbox.reading import FolderReader

        folder = MailInFolder(path=self.settings.data_dir / "mail-in", clock=self.services.clock)
        return FolderReader(services=self.services, rules=mail_rules(self.settings), folder=folder)

    @property
    def mail_folder(self) -> Path | None:
        """Return where mails are written when there is no mail server."""
        return None if self.settings.smtp_host else self.settings.data_dir / "mail"

    async def pass_time(self) -> None:
        """Do all that `kernbot run` does by itself, once, as it is due now, and let it leave."""
        await self.closing.sweep()
        await self.desk.tick()
        await self.planner.tick()
        await self.calendars.follow()
        await self.weekly.plan()
        await self.erasures.finish()
        await self.sweep.send_due()

    async def follow(self) -> None:
        """Talk of the newest version of the call from now on, when another process loaded one, and know of a pause."""
        services = self.services
        newest, is_paused = await services.store.run(_newest, services.house.call.name)
        if (newest.version, is_paused) != (services.house.call.version, services.house.is_paused):
            services.house = replace(services.house, call=newest, is_paused=is_paused)

    async def read_mail(self) -> None:
        """Read the folder of mails, when this is the process that does."""
        if self.mail_in is not None and self.replicas.holds(MAILBOX):
            await self.mail_in.read()

    def add_front(self, front: str, bot: "Bot") -> None:
        """Let the outbox send to the chats of a front, and let mails lead to it when it can be opened by a link."""
        self.chats.bots[front] = bot
        self.sweep.ways[front] = ChatWay(self.chats, front)
        if front == "telegram":
            self.sweep.start_links.by_front[front] = f"https://t.me/{bot.username}?start="


@contextmanager
def open_house(settings: Settings, clock: Clock) -> Iterator[OpenHouse]:
    """Open everything and close it again.

    Raises:
        Refused: the data folder or the database cannot be opened.
        NoSuchCall: the call of the settings is not there.
        BrokenCallFile: its file has mistakes.
    """
    engine = open_database(settings)
    call, is_paused = call_at_start(engine, settings, clock)
    store = Store(engine)
    try:
        opened = _wire(settings, clock, store, call, is_paused=is_paused)
        collection.begin()
        yield opened
    finally:
        store.close()


def _newest(session: Session, call_name: str) -> tuple[Call, bool]:
    return deadline_queries.newest_call(session, call_name), pause_queries.paused(session) is not None


def _wire(settings: Settings, clock: Clock, store: Store, call: Call, *, is_paused: bool) -> OpenHouse:
    key = installation_key(settings.data_dir)
    services = Services(
        house=House(call=call, language=settings.language, key=key, is_paused=is_paused),
        store=store,
        files=FileFolder(settings.data_dir / FILE_FOLDERS[0]),
        clock=clock,
    )
    post = post_of(settings)
    mail_list = MailList(key=key, sender=settings.mail_from, public_url=settings.public_url)
    replies = Replies(key=key, sender=settings.mail_from)
    mail = MailWay(post, settings.mail_from, mailbox(settings.mail_from).domain, mail_list.headers, replies)
    ways: dict[str, Way] = {"mail": mail}
    worker = f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"  # a container's only process is 1
    fronts = frozenset({"telegram"} if settings.telegram_token.get_secret_value() else ())
    sweep = Sweep(
        store=store,
        ways=ways,
        key=key,
        clock=clock,
        worker=worker,
        fronts=fronts,
        sender=settings.mail_from,
        mail_list=mail_list,
        start_links=StartLinks(by_front={"web": f"{settings.public_url}/?start="} if settings.public_url else {}),
    )
    chats, replicas = ChatSender({}), Replicas(store=store, worker=worker)
    return OpenHouse(
        settings=settings,
        services=services,
        sweep=sweep,
        chats=chats,
        replicas=replicas,
        post=post,
    )
