"""What a person types, edits or sends that is no command and no file."""

from telegram import Update

from handlers.context import Context
from models.dialogue import speech
from models.turns import opening
from models.turns.items import correcting


async def text(update: Update, context: Context) -> None:
    """Take a typed text for what it is."""
    message = update.effective_message
    if message is not None and message.text is not None:
        await context.respond(update, speech.hear, message.text)


async def edited(update: Update, context: Context) -> None:
    """Take an edited message as a correction of the answer that it gave."""
    message = update.edited_message
    said = (message.text or message.caption) if message is not None else None
    if said is not None:
        await context.respond(update, correcting.edit_answer, said)
    elif message is not None and message.location is not None:  # a moving place: every few seconds
        await context.inbox.noted(update)
    else:
        await context.respond(update, opening.unreadable)


async def unreadable(update: Update, context: Context) -> None:
    """Say what can be sent: a voice message, a sticker or a place cannot be read."""
    await context.respond(update, opening.unreadable)


async def unknown_command(update: Update, context: Context) -> None:
    """Say what can be said: this command is not known."""
    await context.respond(update, opening.unknown_command)
