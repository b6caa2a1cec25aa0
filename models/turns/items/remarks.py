"""What an officer wrote with a decision: a line that begins with a number belongs to that item, the rest to all."""

import re
from collections.abc import Mapping

from models.calls.call import Checklist

LINE = re.compile(r"\s*([0-9]{1,2}[a-z]?)\s*[.:)]\s*(\S.*)", re.IGNORECASE)  # "7: Welke straten?"


def by_item(remark: str, checklist: Checklist) -> tuple[str, Mapping[str, str]]:
    """Return what is said of everything, and by item key what is said of one item."""
    general: list[str] = []
    named: dict[str, str] = {}
    for line in remark.splitlines():
        found = LINE.fullmatch(line)
        item = checklist.by_number.get(found[1].lower()) if found is not None else None
        if found is None or item is None:
            general.append(line)
        else:
            named[item.key] = f"{named[item.key]} {found[2].strip()}" if item.key in named else found[2].strip()
    return "\n".join(general).strip(), named
