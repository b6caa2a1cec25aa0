"""What a mail server's answer means for the message."""

import re
from datetime import timedelta

from models.language.clean_text import one_line
from reminders.outcome import Outcome, TryLater, Undeliverable, WayShut

# Greylisting and full queues mostly last five minutes.
BUSY = timedelta(minutes=5)
# Our own settings are wrong: a person has to mend them, and then everything that waited leaves.
OUR_SETTINGS = timedelta(minutes=15)
# Authentication required, too weak, refused, or encryption required (RFC 4954): says nothing about this message.
_ABOUT_US = {530, 534, 535, 538}
# No such mailbox, not here, not an address (RFC 5321); and the same in enhanced codes: addressing, mailbox (RFC 3463).
_ABOUT_ADDRESS = {550, 551, 553}
_ENHANCED = re.compile(r"\b5\.(\d{1,3})\.\d{1,3}\b")
_ADDRESS_CLASSES = {"1", "2"}


def after_reply(verb: str, code: int, text: str, recipient: str = "") -> Outcome:
    """Return what follows from a refusal: 4yz is tried later, 5yz is final unless it is about our own access."""
    reason = in_words(f"{verb}: {code} {text}", recipient)
    if code in _ABOUT_US:
        return WayShut(reason, OUR_SETTINGS)
    if 500 <= code <= 599:
        return Undeliverable(reason, about_address=verb == "RCPT" and _is_about_address(code, text))
    return TryLater(reason, BUSY)


def _is_about_address(code: int, text: str) -> bool:
    """Return whether a refused recipient does not exist; when not, it is us whom the server does not like."""
    enhanced = _ENHANCED.search(text)
    return enhanced[1] in _ADDRESS_CLASSES if enhanced else code in _ABOUT_ADDRESS


def in_words(text: str, recipient: str = "") -> str:
    """Return `text` as a reason: one line of at most 200 characters in which nobody is named."""
    unnamed = re.sub(r"<?[^\s<>]*@[^\s<>]*>?", "…", text)
    local = recipient.partition("@")[0]
    if len(local) > 2:
        unnamed = re.sub(re.escape(local), "…", unnamed, flags=re.IGNORECASE)
    return one_line(unnamed)[:200]
