"""Who spoke and when, read from an update."""

from datetime import UTC, datetime

from telegram import CallbackQuery, Update
from telegram.ext import filters

from handlers.services import Inbox
from models.language.clean_text import one_line
from models.language.moment import Moment, moment_of_press
from models.turns.turn import Heard


def heard(update: Update, inbox: Inbox, now: datetime) -> Heard:
    """Return what reached us.

    The moment of a message is its stamp, of an edited message the stamp of the edit; a press has none on Telegram.
    """
    chat = update.effective_chat
    if chat is None:
        raise ValueError("an update without a chat")
    stored = inbox.waiting(update.update_id)
    message = update.effective_message if update.callback_query is None else None
    return Heard(
        front=inbox.front,
        chat_id=chat.id,
        moment=_moment(update, inbox, now),
        message=f"{inbox.front}:{chat.id}:{message.message_id}" if message is not None else None,
        name=one_line(update.effective_user.full_name)[:120] if update.effective_user is not None else None,
        is_typed=message is not None and not filters.COMMAND.filter(message),
        update_row=stored.row_id if stored is not None else None,
    )


def _moment(update: Update, inbox: Inbox, now: datetime) -> Moment:
    if update.callback_query is not None:
        return _press(update.callback_query, update.update_id, inbox, now)
    message = update.edited_message or update.message
    if message is None:
        return Moment.exactly(now)
    return Moment.exactly(message.edit_date or message.date)


def _press(query: CallbackQuery, update_id: int, inbox: Inbox, now: datetime) -> Moment:
    stamp = query.api_kwargs.get("date")
    if inbox.stamps_presses and isinstance(stamp, int):
        return Moment.exactly(datetime.fromtimestamp(stamp, UTC))
    stored = inbox.waiting(update_id)
    if stored is None:
        return Moment.exactly(now)
    return moment_of_press(received_at=stored.received_at, sent_after=stored.sent_after, sent_before=stored.sent_before)
