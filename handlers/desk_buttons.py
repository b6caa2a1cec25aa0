"""The buttons of officers: what pressing each one does, and what its arguments are."""

from collections.abc import Callable

from models.desk import cases, listing
from models.turns.outcome import Outcome

VERBS: dict[str, tuple[Callable[..., Outcome], tuple[type[int] | type[str], ...]]] = {
    "dall": (listing.dossiers, ()),
    "dtodo": (listing.to_decide, ()),
    "dl": (listing.page, (str, int, int, int, int)),
    "dn": (listing.choose, (str, str, int, int)),
    "dc": (cases.show, (int,)),
    "df": (cases.download, (int,)),
}
