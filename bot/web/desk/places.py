"""Where a button of the chat desk leads on the pages: what only shows has an address, what acts is pressed."""

from dataclasses import dataclass

from handlers.desk_buttons import VERBS
from handlers.reply import Button, Rows
from models.desk.forms.filling import FormView
from models.desk.province.views import TownFile
from models.desk.views import CaseFile, CourseFile, Preparing, Preview
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


def address_of(view: View | None) -> str:
    """Return the address, from the root of the site, at which a view can be opened again; "" when it has none."""
    match view:
        case Preparing():
            return f"loket/beslissing/{view.decision.id}"
        case Preview():
            return f"loket/beslissing/{view.decision.id}/brief"
        case FormView():
            return f"loket/formulier/{view.about.form.id}"
        case CaseFile() | CourseFile():
            return f"loket/dossier/{view.sent.case.application_id}"
        case TownFile():
            return f"loket/gemeente/{view.matter.spot.town.nis_code}"
        case _:
            return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A button: an address from the root of the site, or what pressing it does."""

    label: str
    address: str = ""
    press: str = ""


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
