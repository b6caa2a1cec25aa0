"""Where the link of a mail leads: to the place that the button of the same message names. Going there changes nothing.

A chat service lets a link carry letters, digits, - and _ only, so "go:12:7" travels as "go-12-7".
"""

import re

from sqlmodel import Session

from models.records.people import participant_queries
from models.turns import starting
from models.turns.items import walking
from models.turns.outcome import Outcome
from models.turns.people import switching
from models.turns.sent import sending
from models.turns.turn import Turn

READY = "ready"
_PLACE = re.compile(r"(?P<verb>go|to)-(?P<application>[1-9][0-9]{0,9})(?:-(?P<number>[0-9]{1,3}[a-z]?))?|ready")


def link_of(data: str) -> str:
    """Return what a link carries to lead where a button with this data leads."""
    return data.replace(":", "-")


def is_place(said: str) -> bool:
    """Return whether a link carries a place, and no token."""
    return _PLACE.fullmatch(said) is not None


def follow(session: Session, turn: Turn, said: str) -> Outcome:
    """Go to the item, the application or the summary that a link names; who has no part in it is greeted."""
    read = _PLACE.fullmatch(said)
    if read is None or not turn.speaker.agreed:
        return starting.start(session, turn)
    if said == READY:
        return sending.prepare(session, turn)
    application = int(read["application"])
    if not participant_queries.takes_part(session, application, turn.person_id):
        return starting.start(session, turn)
    if read["verb"] == "to" or read["number"] is None:
        return switching.go_to(session, turn, application)
    return walking.jump(session, turn, application, read["number"])
