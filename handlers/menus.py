"""The menu of commands: one for everybody, and one in the chat of each officer."""

from contextlib import suppress

from telegram import Bot, BotCommand, BotCommandScopeChat, Update
from telegram.error import TelegramError

from handlers import commands_table
from handlers.wording import say
from models.desk.rights import commands_of
from models.language.wording import LANGUAGES
from models.turns.outcome import Noted, Outcome


async def show(bot: Bot) -> None:
    """Put the commands in the menu, in both languages; Dutch for who speaks another."""
    for language in LANGUAGES:
        await bot.set_my_commands(_menu(None, language), language_code=None if language == "nl" else language)


async def show_in(bot: Bot, chat_id: int, role: str | None, language: str) -> None:
    """Put the commands of a role in the menu of one chat; without a role that of everybody."""
    scope = BotCommandScopeChat(chat_id)
    if role is None:
        await bot.delete_my_commands(scope)
    else:
        await bot.set_my_commands(_menu(role, language), scope)


async def follow(update: Update, bot: Bot, outcome: Outcome, language: str) -> None:
    """Show a new officer the commands of the role, and take them from who was erased; nothing fails without it."""
    view, chat = outcome.view, update.effective_chat
    if chat is not None and any(note.what is Noted.ERASED for note in outcome.notes):
        with suppress(TelegramError):
            await show_in(bot, chat.id, None, language)
    if chat is None or all(note.what is not Noted.OFFICER for note in outcome.notes):
        return
    from models.desk.views import DeskHome

    if not isinstance(view, DeskHome):
        return
    with suppress(TelegramError):
        await show_in(bot, chat.id, view.role, language)


def _menu(role: str | None, language: str) -> list[BotCommand]:
    names = (*commands_of(role), *commands_table.NAMES)
    return [BotCommand(name, say(f"command.{name}", language)) for name in names]
