"""The matrix of who may do what, printed from the tables that the tests try one by one."""

import re
from collections.abc import Iterable

from bot.web.doors import DOORS
from handlers import commands_table
from handlers.buttons import verbs
from tests.bot.web.desk.test_desk_matrix import ROWS as DESK_ROWS
from tests.handlers.test_foreign_reach import ROWS as CLERK_ROWS
from tests.handlers.test_foreign_reach import STRANGERS
from tests.handlers.test_rights import BUTTONS, EVERYBODY, WORDS

YES, NO = "yes", "-"
TRIED_BY = ("another town", "same town, unproven", "not agreed yet")  # who the strangers of test_foreign_reach.py are


def lines() -> list[str]:
    """Return the matrix: buttons and commands of officers by role, those of clerks, the doors of the site."""
    heads = ["with an application of An", *EVERYBODY]
    found = [_row(heads) + "what the button does"]
    found += [_row([f"button {verb}", *_may(row.may)]) + _does(verb) for verb, row in sorted(BUTTONS.items())]
    found += [_row([f"/{name}", *_may(may)]) for name, may in sorted(WORDS.items())]
    found += [_row([f"{method} {path}"[:36], *_may(row.may)]) for (method, path), row in sorted(DESK_ROWS.items())]
    found += ["", f"With another town's id, tried by {len(STRANGERS)}: {', '.join(TRIED_BY)}"]
    found += [
        f"  button {verb:<8} {len(rows)} tried, reads as not there   {_does(verb)}"
        for verb, rows in sorted(CLERK_ROWS.items())
    ]
    found += [f"  /{name:<14} 3 tried, reads as not there" for name in commands_table.NAMES]
    found += ["", "Doors of the site"]
    return found + [f"  {door.method:<5} {door.path:<44} {door.who.name.lower()}" for door in DOORS]


def _does(verb: str) -> str:
    """Return what a button does, in the first words of its function."""
    work = verbs()[verb][0]
    told = getattr(getattr(work, "func", work), "__doc__", None) or ""
    return re.split(r"[.;:]\s", told.partition("\n")[0])[0].rstrip(".")


def _may(may: frozenset[str]) -> Iterable[str]:
    return (YES if who in may else NO for who in EVERYBODY)


def _row(cells: list[str]) -> str:
    first, *others = cells
    return f"{first:<37}" + "".join(f"{cell[:17]:<18}" for cell in others)
