"""The Application of a front: its request, its inbox, and the handlers in their order."""

from telegram import Update
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    TypeHandler,
    filters,
)
from telegram.request import BaseRequest

from bot.fronts.inbox import StoredInbox, UpdateQueue
from bot.fronts.order import InOrder
from bot.fronts.poll_turn import PollTurn
from bot.fronts.polling import StoringRequest
from bot.fronts.rationed_bot import RationedBot
from handlers import buttons, commands, desk_commands, files, groups, messages
from handlers.context import AnyApplication, Context
from handlers.errors import guarded
from handlers.services import Services

NEW = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE  # filters.TEXT alone matches edited messages, too
FILES = filters.Document.ALL | filters.PHOTO
UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]


def build_application(
    services: Services,
    inbox: StoredInbox,
    *,
    token: str,
    request: BaseRequest,
    polling_request: BaseRequest,
    turn: PollTurn,
    api_url: str,
) -> AnyApplication:
    """Return the Application of a front, with every handler and nothing started."""
    bot = RationedBot(
        inbox,
        token=token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=request,
        get_updates_request=StoringRequest(polling_request, inbox, turn),
    )
    application: AnyApplication = (
        ApplicationBuilder()
        .bot(bot)
        .update_queue(UpdateQueue(inbox))
        .concurrent_updates(InOrder())
        .context_types(ContextTypes(context=Context))
        .build()
    )
    application.bot_data["services"] = services
    application.bot_data["inbox"] = inbox
    add_handlers(application)
    return application


def add_handlers(application: AnyApplication) -> None:
    """Add every handler, in order; the first that fits takes the update."""
    add = application.add_handler
    add(MessageHandler(~filters.ChatType.PRIVATE, guarded(groups.leave)))
    add(ChatMemberHandler(guarded(groups.joined)))
    add(MessageHandler(filters.UpdateType.EDITED_MESSAGE, guarded(messages.edited)))
    add(CommandHandler("start", guarded(commands.start), filters=NEW))
    add(CommandHandler("wijzig", guarded(commands.change), filters=NEW))
    add(CommandHandler("vraag", guarded(commands.question), filters=NEW))
    add(CommandHandler("stop", guarded(commands.stop), filters=NEW))
    add(CommandHandler(list(commands.SIMPLE), guarded(commands.simple), filters=NEW))
    add(CommandHandler(list(desk_commands.NAMES), guarded(desk_commands.answer), filters=NEW))
    add(MessageHandler(NEW & filters.COMMAND, guarded(messages.unknown_command)))
    add(MessageHandler(NEW & FILES, guarded(files.received)))
    add(MessageHandler(NEW & filters.TEXT, guarded(messages.text)))
    add(CallbackQueryHandler(guarded(buttons.press)))
    add(MessageHandler(NEW, guarded(messages.unreadable)))
    add(TypeHandler(Update, guarded(groups.ignore)))
