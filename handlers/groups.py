"""Groups and channels: say that it works in private chats, and leave."""

from telegram import Update
from telegram.error import BadRequest, Forbidden

from handlers.context import Context
from handlers.wording import say
from models.records.people import reach_queries


async def leave(update: Update, context: Context) -> None:
    """Say where it does work and leave, whatever was said there."""
    chat = update.effective_chat
    if chat is None:
        return
    language = context.services.house.language
    try:
        await context.bot.send_message(chat.id, say("group.private", language))
        await context.bot.leave_chat(chat.id)
    except (BadRequest, Forbidden):  # it was put out already, or may not write there
        pass
    await context.inbox.noted(update)


async def joined(update: Update, context: Context) -> None:
    """Leave a group to which the bot was added; remember of a private chat whether it is blocked."""
    member = update.my_chat_member
    status = member.new_chat_member.status if member is not None else ""
    if member is not None and member.chat.type == "private":
        await _remember_whether_blocked(context, member.chat.id, status)
        await context.inbox.noted(update)
    elif status in {"member", "administrator"}:
        await leave(update, context)
    else:
        await context.inbox.noted(update)


async def _remember_whether_blocked(context: Context, chat_id: int, status: str) -> None:
    services, front = context.services, context.inbox.front
    if status == "kicked":
        reason, now = "blocked by the person", services.clock()
        await services.store.run(reach_queries.mark, front, str(chat_id), reason, now)
    else:
        await services.store.run(reach_queries.heard_from, front, {str(chat_id)})


async def ignore(update: Update, context: Context) -> None:
    """Take note of what needs no answer."""
    await context.inbox.noted(update)
