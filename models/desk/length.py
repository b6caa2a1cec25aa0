"""How long a text of an officer may be, so that it fits one chat message with what stands around it."""

from models.turns.outcome import Note, Noted

MOST_UNITS = 2_900  # of UTF-16, as Telegram counts them


def too_long(text: str) -> Note | None:
    """Return what is said of a text that does not fit: nothing is cut off unseen; None when it fits."""
    units = len(text.encode("utf-16-le")) // 2
    return Note(Noted.TOO_LONG, {"count": units - MOST_UNITS}) if units > MOST_UNITS else None
