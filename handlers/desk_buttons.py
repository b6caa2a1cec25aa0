"""The buttons of officers: what pressing each one does, and what its arguments are."""

from collections.abc import Callable

from models.desk import bulk, cases, counting, deciding, filling, listing, taking
from models.turns.outcome import Outcome

VERBS: dict[str, tuple[Callable[..., Outcome], tuple[type[int] | type[str], ...]]] = {
    "dall": (listing.dossiers, ()),
    "dtodo": (listing.to_decide, ()),
    "dl": (listing.page, (str, int, int, int, int)),
    "dn": (listing.choose, (str, str, int, int)),
    "dc": (cases.show, (int,)),
    "df": (cases.download, (int,)),
    "dd": (deciding.begin, (int, int)),
    "di": (deciding.tick, (int, str, int)),
    "dr": (deciding.set_reply_by, (int, int)),
    "de": (deciding.edit, (int,)),
    "dp": (taking.preview, (int,)),
    "dk": (taking.take, (int,)),
    "du": (taking.undo, (int,)),
    "db": (bulk.begin, (str, int, int)),
    "dt": (bulk.tick, (int, int)),
    "dm": (bulk.take, (str,)),
    "dx": (bulk.undo, (str,)),
    "cr": (counting.show, (str,)),
    "cl": (counting.behind, (str, int, int)),
    "cs": (counting.stuck, (str,)),
    "cf": (counting.freeze, ()),
    "cc": (counting.compare, (int,)),
    "cm": (counting.mail, ()),
    "fb": (filling.begin, (str, int)),
    "ft": (filling.begin_for_town, (str, str, str)),
    "fo": (filling.choose, (int, int)),
    "fw": (filling.change, (int, int)),
    "fk": (filling.confirm, (int,)),
}
