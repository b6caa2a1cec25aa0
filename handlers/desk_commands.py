"""The commands of officers; for anybody else they are commands that are not known."""

from collections.abc import Callable

from telegram import Update

from handlers.commands import name_of
from handlers.context import Context
from models.desk import counting, listing, province_board, pursuing
from models.turns.outcome import Outcome

# By command what it does; it takes the words behind it, such as the number of an application.
WORKS: dict[str, Callable[..., Outcome]] = {
    "dossiers": province_board.dossiers,
    "beslis": listing.to_decide,
    "aansporing": pursuing.nudges,
    "cijfers": counting.command,
}


async def answer(update: Update, context: Context) -> None:
    """Do what the command of an officer says."""
    await context.respond(update, WORKS[name_of(update)], " ".join(context.args or []))
