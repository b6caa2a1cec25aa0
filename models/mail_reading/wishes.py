"""What a mail wishes beside answers: to send, to stop, to apply; and the small talk that means nothing."""

import re
from collections.abc import Iterable

from models.language.clean_text import folded

_SEND = frozenset(
    {"indienen", "indienen aub", "indienen a u b", "indienen graag", "graag indienen", "submit", "submit please"}
    | {"please submit"}
)
_STOP = frozenset(
    {
        "stop",
        "stoppen",
        "stop herinneringen",
        "uitschrijven",
        "schrijf me uit",
        "schrijf mij uit",
        "afmelden",
        "geen mails meer",
    }
    | {"unsubscribe", "stop aub", "stop a u b", "geen herinneringen meer", "stop please", "please stop"}
)
_APPLY = re.compile(
    r"\b(aanvra\w*|aan te vragen|aangevraagd|deelnemen|meedoen|inschrijv\w*|indienen|kandida\w*|interesse|profploeg|"
    r"apply|application|participate|take part|interested)\b"
)
_CODE = re.compile(r"(?<![0-9])([0-9]{3})[ .-]?([0-9]{3})(?![0-9])")
_SMALL_TALK = re.compile(
    r"(dag|beste|hallo|hoi|hey|hi|hello|dear|geachte|bonjour|good (morning|afternoon)"
    r"|goe(de|den|d|ie|ien)? ?(na)?(morgen|middag|avond|dag))( \S+){0,4}"
    r"|(alvast )?(bedankt|dank|dankjewel|thanks|thank you|merci)( \S+){0,4}"
    r"|(zie|in|hierbij)( (de|mijn|onze))? ?(bijlage|antwoorden)( \S+){0,3}"
    r"|(hierbij|hieronder|onderaan|bijgevoegd|alvast)( \S+){0,5}"
    r" (antwoord|antwoorden|besluit|bijlage|bestand|gegevens)( \S+){0,3}"
    r"|see (attached|attachment|below)|groeten|groetjes|groet|mvg"
)


A_QUESTION = 400  # letters; more tells of the case


def wants_to_send(lines: Iterable[str]) -> bool:
    """Return whether a line says INDIENEN and nothing else, but for a polite word."""
    return any(folded(line) in _SEND for line in lines)


def wants_to_stop(lines: Iterable[str], subject: str) -> bool:
    """Return whether the first thing that is said is to stop."""
    said = [folded(line) for line in lines if folded(line)]
    return bool(said and said[0] in _STOP) or (not said and folded(subject) in _STOP)


def wants_to_apply(text: str) -> bool:
    """Return whether a mail speaks of applying."""
    return _APPLY.search(folded(text)) is not None


def asks(text: str) -> bool:
    """Return whether a text is a question, and nothing else."""
    return text.rstrip().endswith("?") and len(text) <= A_QUESTION


def code_in(lines: Iterable[str]) -> str | None:
    """Return the first six digits that stand by themselves in a line, or None."""
    for line in lines:
        found = _CODE.search(line[:200])
        if found is not None:
            return found[1] + found[2]
    return None


def without_small_talk(text: str) -> str:
    """Return a text without the lines that greet, thank, or say to send: these belong to no question."""
    kept = [line for line in text.split("\n") if not _means_nothing(folded(line)[:200])]
    return "\n".join(kept).strip()


def without_thanks_below(text: str) -> str:
    """Return an answer without a last paragraph that only thanks or greets: it ends the mail, not the answer."""
    above, blank, last = text.rpartition("\n\n")
    return above.rstrip() if blank and not without_small_talk(last) else text


def _means_nothing(line: str) -> bool:
    return line in _SEND or _SMALL_TALK.fullmatch(line) is not None
