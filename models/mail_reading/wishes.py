"""What a mail wishes beside answers: to send, to stop, to apply; and the small talk that means nothing."""

import re
from collections.abc import Iterable

from models.language.clean_text import folded

_SEND = frozenset({"indienen", "submit"})
_BESIDE_SEND = frozenset(
    {"aub", "a", "u", "b", "graag", "maar", "ja", "ok", "oke", "alles", "klopt", "dank", "je", "bedankt", "nu", "dan"}
    | {"alvast", "please", "yes", "now", "thanks", "all", "is", "right"}
)
_STOP = frozenset(
    {"stop", "stoppen", "stop herinneringen", "uitschrijven", "schrijf me uit", "schrijf mij uit", "afmelden"}
    | {"unsubscribe", "stop aub", "stop a u b", "uitschrijven aub", "stop please", "please stop"}
)
_NO_MORE = re.compile(
    r"(\w+ ){0,5}(geen (\w+ ){0,2}(mails?|e mails?|berichten|herinneringen) meer|niet (meer|langer) (\w+ ){0,2}"
    r"(mailen|herinneren|contacteren|aanschrijven)|no more (e ?mails|reminders)|not (e ?mail|remind) me)( \w+){0,4}"
)
_APPLY = re.compile(
    r"\b(aanvra\w*|aan te vragen|aangevraagd|deelnemen|meedoen|inschrijv\w*|indienen|kandida\w*|interesse|profploeg|"
    r"apply|application|participate|take part|interested)\b"
)
_ASKING = re.compile(
    r"(kan|kun|kunnen|kunt|mag|mogen|moet|moeten|wil|willen) (je|jij|jullie|u|iemand|ik|we|wij|er)\b"
    r"|(can|could|may|must) (you|i|we|somebody)\b"
)
_CODE = re.compile(r"(?<![0-9])([0-9]{3})[ .-]?([0-9]{3})(?![0-9])")
_SMALL_TALK = re.compile(
    r"(dag|beste|hallo|hoi|hey|hi|hello|dear|geachte|bonjour|good (morning|afternoon)"
    r"|goe(de|den|d|ie|ien)? ?(na)?(morgen|middag|avond|dag))( \S+){0,4}"
    r"|(alvast )?(bedankt|dank|dankjewel|thanks|thank you|merci)( \S+){0,4}"
    r"|(zie|in|hierbij)( (de|mijn|onze))? ?(bijlage|antwoorden)( \S+){0,3}"
    r"|(hierbij|hieronder|onderaan|bijgevoegd|alvast)( \S+){0,5}"
    r" (antwoord|antwoorden|besluit|bijlage|bestand|gegevens)( \S+){0,3}"
    r"|(hier|dit|daar) (is|zijn|vind je|vindt u)( \S+){0,3} (foto|fotos|foto s|plan|plannen|bijlage|besluit|bestand)"
    r"( \S+){0,4}"
    r"|see (attached|attachment|below)|groeten|groetjes|groet|mvg"
)


A_QUESTION = 400  # letters; more tells of the case


def wants_to_send(lines: Iterable[str]) -> bool:
    """Return whether a line says INDIENEN and nothing else, but for a polite word."""
    return any(_sends(folded(line)) for line in lines)


def _sends(line: str) -> bool:
    words = set(line.split())
    return bool(words & _SEND) and words <= _SEND | _BESIDE_SEND


def wants_to_stop(lines: Iterable[str], subject: str) -> bool:
    """Return whether the first thing that is said is to stop."""
    said = next((words for line in lines if (words := folded(without_small_talk(line)))), "")
    return said in _STOP or _NO_MORE.fullmatch(said[:120]) is not None or (not said and folded(subject) in _STOP)


def wants_to_apply(text: str) -> bool:
    """Return whether a mail speaks of applying."""
    return _APPLY.search(folded(text)) is not None


def asks(text: str) -> bool:
    """Return whether a text is a question, and nothing else; the sign for it is often forgotten."""
    is_asked = text.rstrip().endswith("?") or ("\n" not in text and _ASKING.match(folded(text[:60])) is not None)
    return is_asked and len(text) <= A_QUESTION


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
    return _sends(line) or _SMALL_TALK.fullmatch(line) is not None
