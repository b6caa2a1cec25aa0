"""Updates that Telegram brings by itself: stored before it hears that they arrived, then given to the handlers."""

from dataclasses import dataclass, field

import structlog
from telegram import Update
from telegram.error import TelegramError

from bot.fronts.app import UPDATES
from bot.fronts.front import Front
from models.records.people.derived_secret import same
from models.storage.works.batches import Batches

log = structlog.get_logger(__name__)
PATH = "/telegram/webhook"
AT_ONCE = 40  # that Telegram brings beside each other, each in another chat; its own default
MOST_ID = 2**63 - 1
Brought = tuple[dict[str, object], Update]


class NoUpdate(ValueError):
    """What came is nothing that Telegram sends."""


@dataclass(slots=True, kw_only=True)
class Webhook:
    """The way in of one front: whatever process gets an update stores it; those that come at once share a commit."""

    front: Front
    address: str = field(repr=False)
    secret: str = field(repr=False)
    _is_announced: bool = False  # by this process: the secret may be another one than before
    _batches: Batches[Brought] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Begin with nothing that waits."""
        self._batches = Batches(self._keep)

    async def look(self) -> None:
        """Ask Telegram where it brings updates, and whether it has any left for us: what closes a round waits for that.

        One process does so for all.
        """
        self.front.turn.want()
        if not self.front.turn.is_ours:
            return
        asked_at = self.front.inbox.clock()
        try:
            told = await self.front.bot.get_webhook_info()
            if told.url != self.address or not self._is_announced:
                await self._announce()
            elif told.pending_update_count == 0:
                await self.front.inbox.drained(asked_at)
            else:
                log.info("updates on their way", waiting=told.pending_update_count)
        except TelegramError as error:
            log.warning("webhook not looked at", reason=type(error).__name__)

    def knows(self, secret: str) -> bool:
        """Return whether that is the secret that we told Telegram."""
        return same(self.secret, secret)

    async def take(self, brought: object) -> None:
        """Return when an update is stored; one that came before changes nothing.

        Raises:
            NoUpdate: it is none.
            StoreUnavailable: it is not stored; Telegram brings it again.
        """
        known = self._read(brought)
        await self.front.inbox.room()
        await self._batches.put(known)

    async def _announce(self) -> None:
        await self.front.bot.set_webhook(
            self.address, secret_token=self.secret, allowed_updates=UPDATES, max_connections=AT_ONCE
        )
        self._is_announced = True
        log.info("webhook set")

    def _read(self, brought: object) -> Brought:
        update_id = brought.get("update_id") if isinstance(brought, dict) else None
        if not isinstance(brought, dict) or type(update_id) is not int or not 0 < update_id <= MOST_ID:
            raise NoUpdate("without an id")
        try:
            update = Update.de_json(brought, self.front.bot)
        except Exception as error:  # whatever it stumbles over, Telegram did not write it
            raise NoUpdate(type(error).__name__) from error
        chat = update.effective_chat
        if chat is not None and abs(chat.id) > MOST_ID:
            raise NoUpdate("of no chat")
        return brought, update

    async def _keep(self, batch: list[Brought]) -> None:
        in_order = sorted(batch, key=lambda one: one[1].update_id)
        await self.front.inbox.keep([raw for raw, _ in in_order], drained=False)
        for _, update in in_order:
            await self.front.application.update_queue.put(update)
