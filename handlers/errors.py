"""The one error handler: what a person sees when something goes wrong, and what the operator can find."""

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import structlog
from telegram import Update
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from handlers.context import Context
from handlers.wording import say
from models.storage.works.store import StoreUnavailable

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]
log = structlog.get_logger(__name__)
PAUSES_S = (0.5, 1, 2, 4)  # between tries; short enough to be back within 10 s after any trouble
SLACK_S = 0.5  # added to what Telegram asks to wait, which it rounds down


def guarded(handler: Handler) -> Handler:
    """Return a handler that never loses an update.

    Its chat waits with it. When the answer did not leave, it is tried again until it does; when we fail by our own
    mistake, it is parked with a number after a few tries.
    """

    async def run(update: Update, context: Context) -> None:
        trouble: Trouble | None = None
        while True:
            try:
                await handler(update, context)
            except Exception as error:  # noqa: BLE001 - what can be done about each kind is said in one place
                trouble = trouble or Trouble(update, context)
                pause_s = await trouble.meet(error)
                if pause_s is None:
                    return
                await asyncio.sleep(pause_s)
            else:
                return

    return run


@dataclass(slots=True)
class Trouble:
    """What went wrong with one update so far."""

    update: Update
    context: Context
    tries: int = 0
    told: bool = False
    number: str = field(default_factory=lambda: secrets.token_hex(4))

    async def meet(self, error: Exception) -> float | None:
        """Do what can be done; return after how many seconds to try again, or None when it is over."""
        pause_s = PAUSES_S[min(self.tries, len(PAUSES_S) - 1)]
        self.tries += 1
        try:
            return await self._judge(error, pause_s)
        except StoreUnavailable as unavailable:  # what came of it could not be noted either
            await self._later(unavailable)
            return pause_s

    async def _judge(self, error: Exception, pause_s: float) -> float | None:
        match error:
            case StoreUnavailable():
                await self._later(error)
            case RetryAfter():
                log.warning("answer held back", wait_s=_seconds(error))
                pause_s = _seconds(error) + SLACK_S
            case Forbidden():  # blocked: nobody to answer, and what was said is applied
                await self.context.inbox.noted(self.update)
                return None
            case TelegramError() if not isinstance(error, BadRequest):  # the network: the answer follows
                log.warning("answer not delivered", reason=type(error).__name__)
            case _:  # our mistake
                return await self._count(error, pause_s)
        return pause_s

    async def _later(self, error: StoreUnavailable) -> None:
        """Say once that nothing could be stored yet; keep quiet when only the note of an answer is missing."""
        log.warning("not stored", reason=str(error))
        if not self.told and self.context.taken is None:
            self.told = True
            await self._tell("error.later")

    async def _count(self, error: Exception, pause_s: float) -> float | None:
        log.error("handler failed", error_number=self.number, update_id=self.update.update_id, exc_info=error)
        if not await self.context.inbox.failed(self.update):
            return pause_s
        await self._tell("error.parked")
        return None

    async def _tell(self, key: str) -> None:
        chat, taken = self.update.effective_chat, self.context.taken
        if chat is None:
            return
        language = taken.speaker.language if taken is not None else self.context.services.house.language
        try:
            await self.context.bot.send_message(chat.id, say(key, language, error=self.number))
        except TelegramError:
            log.warning("error not told", error_number=self.number)


def _seconds(error: RetryAfter) -> float:
    """Return how long Telegram asks to wait; PTB_TIMEDELTA makes it a timedelta."""
    asked = error.retry_after
    return float(asked) if isinstance(asked, int) else asked.total_seconds()
