"""The buttons of officers: what pressing each one does, and what its arguments are."""

from collections.abc import Callable

from models.desk.cases import cases, listing
from models.desk.counted import counting
from models.desk.decisions import bulk, deciding, taking
from models.desk.forms import filling
from models.desk.province import claiming, foreign_mailboxes, nudging, province_board, pursuing, questions, town_page
from models.turns.outcome import Outcome

VERBS: dict[str, tuple[Callable[..., Outcome], tuple[type[int] | type[str], ...]]] = {
    "dall": (province_board.dossiers, ()),
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
    # The desk of a province: its municipalities by their NIS code.
    "pb": (province_board.show, (str, int, int)),
    "pt": (town_page.show, (str,)),
    "pv": (town_page.read_draft, (str,)),
    "pl": (pursuing.show, (int, int)),
    "pc": (claiming.claim, (str,)),
    "pr": (claiming.release, (str,)),
    "pz": (claiming.snooze, (str, int)),
    "pn": (claiming.ask_note, (str,)),
    "px": (claiming.erase_note, (int,)),
    "pe": (claiming.end, (str, int)),
    "pd": (claiming.end_declined, (str,)),
    "po": (claiming.reopen, (str,)),
    "pw": (nudging.begin, (str,)),
    "pg": (nudging.ready, (int, str)),
    "ps": (nudging.send, (int,)),
    # Questions and mailboxes: of the province, else of the agency.
    "qs": (questions.show_open, ()),
    "qa": (questions.open_one, (int,)),
    "ms": (foreign_mailboxes.show_open, ()),
    "mo": (foreign_mailboxes.open_one, (int,)),
    "mc": (foreign_mailboxes.confirm, (int,)),
    "mr": (foreign_mailboxes.ask_reason, (int,)),
}
