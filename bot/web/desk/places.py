"""Where a button of the chat desk leads on the pages: what only shows has an address, what acts is pressed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from handlers.desk_buttons import VERBS
from handlers.reply import Button, Rows
from models.desk.forms.filling import FormView
from models.desk.province import claiming, foreign_mailboxes, nudging, questions
from models.desk.province.views import Answered, Asked, Foreign, NudgeDraft, TownFile
from models.desk.views import CaseFile, CourseFile, Preparing, Preview, Taken
from models.turns.views import View

# By verb: the address from the root of the site, with the arguments of the button in their order.
ADDRESSES = {
    "dall": "loket/dossiers",
    "dtodo": "loket/dossiers/wacht",
    "dl": "loket/dossiers?ronde={0}&stadium={1}&provincie={2}&terug={3}&vanaf={4}",
    "pb": "loket/dossiers?ronde={0}&waar={1}&pagina={2}",
    "dc": "loket/dossier/{0}",
    "df": "loket/bestand/{0}",
    "pt": "loket/gemeente/{0}",
    "pv": "loket/gemeente/{0}/ontwerp",
    "pl": "loket/opvolging?groep={0}&pagina={1}",
    "de": "loket/beslissing/{0}",
    "dp": "loket/beslissing/{0}/brief",
    "qs": "loket/vragen",
    "qa": "loket/vragen/{0}",
    "ms": "loket/mailboxen",
    "mo": "loket/mailboxen/{0}",
}
# A page has a field for the words that these ask for in chat, and the list is narrowed by a form.
NOT_PRESSED = frozenset({"pn", "mr", "dn"})


# By view: the address, from the root of the site, at which it can be opened again.
OF_VIEWS: Mapping[type[View], Callable[[Any], str]] = {
    Preparing: lambda view: f"loket/beslissing/{view.decision.id}",
    Preview: lambda view: f"loket/beslissing/{view.decision.id}/brief",
    FormView: lambda view: f"loket/formulier/{view.about.form.id}",
    CaseFile: lambda view: f"loket/dossier/{view.sent.case.application_id}",
    CourseFile: lambda view: f"loket/dossier/{view.sent.case.application_id}",
    Taken: lambda view: f"loket/dossier/{view.sent.case.application_id}",
    TownFile: lambda view: f"loket/gemeente/{view.matter.spot.town.nis_code}",
    NudgeDraft: lambda view: f"loket/aansporing/{view.nudge_id}",
    Asked: lambda view: f"loket/vragen/{view.question_id}",
    Answered: lambda _: "loket/vragen",
    Foreign: lambda view: f"loket/mailboxen/{view.mailbox_id}",
}
# By how a side question begins: the folder of the page with its field.
OF_ASIDES = {
    questions.ASIDE: "loket/vragen/",
    foreign_mailboxes.ASIDE: "loket/mailboxen/",
    claiming.NOTE_ASIDE: "loket/gemeente/",
    nudging.ASIDE: "loket/aansporing/",
}
_ASIDE = re.compile(r"([a-z]+-)([0-9]{1,10})")
CONFIRMS = frozenset({"dk", "dm", "fk", "ps", "mc"})  # what the page is there for: the button that stands out


def address_of(view: View | None) -> str:
    """Return the address of a view, or "" when it has none."""
    found = OF_VIEWS.get(type(view)) if view is not None else None
    return found(view) if found is not None else ""


def of_aside(aside: str) -> str:
    """Return the address of the page with the field of a side question, or "" when it has none."""
    read = _ASIDE.fullmatch(aside)
    return f"{OF_ASIDES[read[1]]}{read[2]}" if read is not None and read[1] in OF_ASIDES else ""


def list_of(act: str) -> str:
    """Return the list to go back to when an act leaves nothing to show: that of the mailboxes, else none."""
    return "loket/mailboxen" if act.startswith(("mc:", "mr:", foreign_mailboxes.ASIDE)) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A button: an address from the root of the site, or what pressing it does."""

    label: str
    address: str = ""
    press: str = ""

    @property
    def is_first(self) -> bool:
        """Return whether it does what the page is there for."""
        return self.press.partition(":")[0] in CONFIRMS


def ways(rows: Rows) -> list[list[Way]]:
    """Return the buttons that lead somewhere at the desk, in their rows."""
    found = [[way for one in row if (way := way_of(one)) is not None] for row in rows]
    return [row for row in found if row]


def way_of(button: Button) -> Way | None:
    """Return where a button leads, or None when it has no meaning on a page."""
    verb, _, rest = button.data.partition(":")
    if verb not in VERBS or verb in NOT_PRESSED:
        return None
    if verb in ADDRESSES:
        return Way(label=button.label, address=ADDRESSES[verb].format(*rest.split(":")))
    return Way(label=button.label, press=button.data)
