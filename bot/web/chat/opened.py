"""What the link of a mail carries that opens the chat: a token or a place; nothing happens before a button."""

import re

from starlette.requests import Request

WORD = "start"  # as a link of Telegram calls it
_CARRIED = re.compile(r"[A-Za-z0-9_-]{1,64}")


def carried(said: str) -> str:
    """Return what a link carries, "" when that is nothing that a link of ours can carry."""
    return said if _CARRIED.fullmatch(said) else ""


def opened_by(request: Request) -> str:
    """Return what the link carries that opened this page, "" for a page that was opened otherwise."""
    return carried(request.query_params.get(WORD, ""))
