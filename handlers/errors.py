"""The one error handler: what a person sees when something goes wrong, and what the operator can find."""

import secrets
from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from handlers.context import Context
from handlers.wording import say
from models.store import StoreUnavailable

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]
log = structlog.get_logger(__name__)


def guarded(handler: Handler) -> Handler:
    """Return a handler that never loses an update: one that failed is tried again, or parked with a number."""

    async def run(update: Update, context: Context) -> None:
        try:
            await handler(update, context)
        except StoreUnavailable as error:
            log.warning("not stored", reason=str(error))
            await _tell(update, context, "error.later", "")
            context.inbox.release(update)
        except Forbidden:  # blocked: nobody to answer, and what was said is applied
            await context.inbox.answered(update, None)
        except BadRequest as error:
            await _report(update, context, error)
        except (NetworkError, RetryAfter) as error:  # what was said is applied; the answer follows
            log.warning("answer not delivered", reason=type(error).__name__)
            context.inbox.release(update)
        except Exception as error:  # noqa: BLE001 - our mistake: it is reported with a number and never lost
            await _report(update, context, error)

    return run


async def _report(update: Update, context: Context, error: Exception) -> None:
    number = secrets.token_hex(4)
    log.error("handler failed", error_number=number, update_id=update.update_id, exc_info=error)
    parked = await context.inbox.failed(update)
    await _tell(update, context, "error.parked" if parked else "error.tried", number)


async def _tell(update: Update, context: Context, key: str, number: str) -> None:
    chat = update.effective_chat
    if chat is None:
        return
    try:
        await context.bot.send_message(chat.id, say(key, context.services.house.language, error=number))
    except TelegramError:  # the person is told when the update is tried again
        log.warning("error not told", error_number=number)
