"""The commands: one function of the rules behind each."""

from collections.abc import Callable

from sqlmodel import Session
from telegram import Update

from handlers.context import Context
from models.desk.officers import entrance
from models.turns import asking, starting
from models.turns.items import overview, walking
from models.turns.outcome import Outcome
from models.turns.people import link_place, own_data, sharing
from models.turns.reminding import preferring
from models.turns.sent import sending, withdrawing
from models.turns.turn import Turn

Work = Callable[[Session, Turn], Outcome]


def _showcase(session: Session, turn: Turn) -> Outcome:
    from models.turns.after import showcase  # few look at it

    return showcase.front(session, turn)


SIMPLE: dict[str, Work] = {
    "help": overview.help_,
    "aanvraag": starting.resume,
    "status": overview.status,
    "ontbreekt": overview.todo,
    "indienen": sending.prepare,
    "deel": sharing.show,
    "intrekken": withdrawing.ask_withdraw,
    "taal": overview.languages,
    "herinneringen": preferring.show,
    "privacy": own_data.privacy,
    "vitrine": _showcase,
}


async def simple(update: Update, context: Context) -> None:
    """Answer a command that takes no words."""
    name = name_of(update)
    await context.respond(update, SIMPLE[name])


async def start(update: Update, context: Context) -> None:
    """Say hello, go on, open an invitation (/start with its token), or go where the link of a mail leads."""
    words = context.args or []
    if words and link_place.is_place(words[0]):
        await context.respond(update, link_place.follow, words[0])
    elif words:
        await context.respond(update, entrance.open_token, words[0])
    else:
        await context.respond(update, entrance.start)


async def change(update: Update, context: Context) -> None:
    """Show all answers to change one, or go straight to the item that is named (/wijzig 7)."""
    words = context.args or []
    if words:
        await context.respond(update, walking.jump, None, words[0])
    else:
        await context.respond(update, overview.answer_list)


async def question(update: Update, context: Context) -> None:
    """Show the questions people ask, or take the one that is typed (/vraag wat kost het?)."""
    words = " ".join(context.args or [])
    if words:
        await context.respond(update, asking.take_question, words)
    else:
        await context.respond(update, asking.show)


async def stop(update: Update, context: Context) -> None:
    """Stop the reminders; the answers stay."""
    await context.respond(update, preferring.stop)


def name_of(update: Update) -> str:
    """Return the command that was typed, without its slash and the bot's name."""
    text = update.effective_message.text if update.effective_message is not None else None
    return (text or "/").split()[0].lstrip("/").split("@")[0].casefold()
