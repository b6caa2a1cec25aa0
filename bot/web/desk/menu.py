"""The ways through the desk, in the order of the bar: a page that is for some roles only names the right it asks."""

from dataclasses import dataclass

from models.desk.rights import RIGHTS, Right, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page that the bar leads to; its name is the key of its word."""

    name: str
    path: str
    right: Right = Right.READ


MENU = (
    Entry(name="cases", path="/loket/dossiers"),
    Entry(name="pursuits", path="/loket/opvolging", right=Right.NUDGE),
    Entry(name="questions", path="/loket/vragen", right=Right.ANSWER),
    Entry(name="mailboxes", path="/loket/mailboxen", right=Right.CONFIRM),
    Entry(name="map", path="/loket/kaart", right=Right.SURVEY),
    Entry(name="figures", path="/loket/cijfers", right=Right.COUNT),
    Entry(name="outgoing", path="/loket/uitgaand"),
    Entry(name="officers", path="/loket/medewerkers", right=Right.STAFF),
    Entry(name="calls", path="/loket/oproepen"),
)


# By the second part of an address: the page of the bar under which it lies, where that is not its own.
UNDER = {
    "": "dossiers",
    "doe": "dossiers",
    "dossier": "dossiers",
    "bestand": "dossiers",
    "beslissing": "dossiers",
    "formulier": "dossiers",
    "gemeente": "dossiers",
    "aansporing": "opvolging",
}


def entry_of(path: str) -> str:
    """Return the page of the bar to which an address belongs."""
    part = f"{path}//".split("/")[2]
    return f"/loket/{UNDER.get(part, part)}"


def entries_of(role: str | None) -> tuple[Entry, ...]:
    """Return the pages that a role can open."""
    return tuple(one for one in MENU if role is not None and one.right in RIGHTS[Role(role)])
