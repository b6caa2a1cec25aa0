"""The commands of officers; for anybody else they are commands that are not known."""

from collections.abc import Callable

from telegram import Update

from handlers.commands import name_of
from handlers.context import Context
from models.desk.rights import COMMANDS
from models.turns.outcome import Outcome

NAMES = tuple(COMMANDS)


def works() -> dict[str, Callable[..., Outcome]]:
    """Return by command what it does; it takes the words behind it, such as the number of an application.

    What only officers need is loaded when one asks for it: it would slow every start.
    """
    from models.desk.cases import listing
    from models.desk.counted import counting
    from models.desk.province import province_board, pursuing

    return {
        "dossiers": province_board.dossiers,
        "beslis": listing.to_decide,
        "aansporing": pursuing.nudges,
        "cijfers": counting.command,
    }


async def answer(update: Update, context: Context) -> None:
    """Do what the command of an officer says."""
    await context.respond(update, works()[name_of(update)], " ".join(context.args or []))
