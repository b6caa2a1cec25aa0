"""What our own mail server found out about who sent a mail.

Source: RFC 8601, 5: only the topmost header that bears the name of our own server counts; anybody can write one below.
"""

import re
from collections.abc import Sequence

_DMARC = re.compile(r"\bdmarc\s*=\s*([a-z]+)", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]{0,500}\)")


def is_forged(verdicts: Sequence[str], authserv_id: str) -> bool:
    """Return whether our server says that the sender is not who it says; False when there is no verdict."""
    if not authserv_id or not verdicts:
        return False
    server, _, results = _COMMENT.sub(" ", verdicts[0]).partition(";")
    named = server.split()[0] if server.split() else ""
    found = _DMARC.search(results) if named.lower() == authserv_id.lower() else None
    return found is not None and found[1].lower() == "fail"
