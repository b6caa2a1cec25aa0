"""Groups and channels: say that it works in private chats, and leave."""

from telegram import Update
from telegram.error import BadRequest, Forbidden

from handlers.context import Context
from handlers.wording import say


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
    """Leave a group to which the bot was added; in a private chat nothing happens (blocked, or back again)."""
    member = update.my_chat_member
    if (
        member is not None
        and member.chat.type != "private"
        and member.new_chat_member.status in {"member", "administrator"}
    ):
        await leave(update, context)
    else:
        await context.inbox.noted(update)


async def ignore(update: Update, context: Context) -> None:
    """Take note of what needs no answer."""
    await context.inbox.noted(update)
