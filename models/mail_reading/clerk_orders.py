"""What a clerk says in a mail beside answers: not this year, withdraw, invite a colleague, yes or no to one who asks.

Only a line that says nothing else counts, and what ends something only as the first thing that is said.

Source: ARCHITECTURE.md, Rules: Mail.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from models.language.clean_text import folded
from models.mail_reading import wishes
from models.mail_reading.passages import Written


class Ends(StrEnum):
    """How taking part ends."""

    NOT_THIS_YEAR = "not_this_year"
    WITHDRAW = "withdraw"
    SURELY_WITHDRAW = "surely_withdraw"  # in answer to the question whether it is certain


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """A mailbox that is to be invited, perhaps to take the application over."""

    email: str
    hand_over: bool


_FILLERS = re.compile(
    r"\b(helaas|liever|graag|toch|aub|a u b|dus|bedankt|dank je|dank u|sorry|unfortunately|please|thanks)\b"
)
_WE = r"((wij|we|ik|i) )?"
_OUR = r"(de|onze|mijn|deze|the|our|my|this) (aanvraag|application)"
_SURELY = re.compile(rf"{_WE}zeker intrekken|intrekken zeker|withdraw( {_OUR})? for sure")
_WITHDRAW = re.compile(
    rf"{_WE}((willen|wil|want to|wish to) )?({_OUR} )?(intrekken|terugtrekken|annuleren|withdraw)( {_OUR})?"
    rf"|{_WE}trek(ken)? ({_OUR} in|ons terug)"
)
_AGAIN = re.compile(
    rf"{_WE}((willen|wil|want to) )?(opnieuw )?"
    "(meedoen|aanvragen|beginnen|deelnemen|apply|begin|start|take part)( again)?"
)
# "Wij doen dit jaar niet mee" and every other order of such words, and nothing else beside them.
_NOT = frozenset({"niet", "not", "t"})
_PART = frozenset({"jaar", "keer", "mee", "deel", "meedoen", "deelnemen", "year", "part", "participate"})
_BESIDE = frozenset(
    {"wij", "we", "ik", "doen", "doe", "nemen", "neem", "zullen", "gaan", "kunnen", "willen", "dit", "deze", "meer"}
    | {"aan", "de", "oproep", "profploeg", "i", "do", "don", "will", "won", "want", "to", "take", "this", "in", "the"}
)
_EMAIL = re.compile(r"[^\s@<>,;:()]{1,64}@[\w.-]{2,120}\w")
_INVITE = re.compile(
    r"\b(uitnodigen|uitnodiging|nodig\b.*\buit|(deel|delen)( \w+){0,2} met|(laat|mag|kan)\b.*\bmeewerken"
    r"|invite|share( \w+){0,2} with)\b"
)
_OVER = re.compile(r"\b(overdragen|draag\b.*\bover|hand over)\b")
MOST_WORDS = 12  # of a line that orders something
_YES = re.compile(
    r"(ja|yes|ok|oke|akkoord|aanvaard|aanvaarden|accept|accepted|agreed|natuurlijk|zeker|prima|in orde|graag|goed"
    r"|toelaten|ik aanvaard|i accept|i agree|(ik|we|wij) (doe|doen|werk|werken) (graag )?mee"
    r"|laat (hem|haar|die|ze|toe)|mag meewerken)\b.{0,80}"
)
_NO = re.compile(
    r"(nee|neen|no|niet|weiger|weigeren|refuse|decline|ik (doe|werk) niet mee|ik ken|wij kennen|i do not)\b.{0,80}"
)
_DOUBT = re.compile(r"\b(niet|maar|not|but|misschien|maybe|wie|who)\b")


def ends(lines: Sequence[str]) -> Ends | None:
    """Return how the first thing that is said ends taking part, or None."""
    said = _said(_first(lines))
    if _SURELY.fullmatch(said):
        return Ends.SURELY_WITHDRAW
    if _WITHDRAW.fullmatch(said):
        return Ends.WITHDRAW
    words = set(said.split())
    is_no_part = words & _NOT and words & _PART and words <= _NOT | _PART | _BESIDE
    return Ends.NOT_THIS_YEAR if is_no_part else None


def begins_again(lines: Sequence[str]) -> bool:
    """Return whether the first thing that is said is to take part after all."""
    return _AGAIN.fullmatch(_said(_first(lines))) is not None


def agrees(lines: Sequence[str]) -> bool | None:
    """Return whether the first thing that is said is a yes or a no; None when it is neither."""
    said = folded(_first(lines)[:200])
    if _YES.fullmatch(said) and not _DOUBT.search(said):
        return True
    return False if _NO.fullmatch(said) else None


def without_first(found: Written) -> Written:
    """Return what was written without the first thing that is said: it was taken for what it orders."""
    return _without(found, _first(found.lines))


def invited(found: Written) -> tuple[list[Invited], Written]:
    """Return which mailboxes are to be invited, and what was written without the lines that say so."""
    asked: list[Invited] = []
    for line in found.lines:
        one = _invited(line)
        if one is not None:
            asked.append(one)
            found = _without(found, line)
    return asked, found


def _invited(line: str) -> Invited | None:
    """Return whom a line invites: it names one mailbox, and little more than that."""
    emails, said = set(_EMAIL.findall(line[:400])), folded(_EMAIL.sub(" ", line[:400]))
    if len(emails) != 1 or len(said.split()) > MOST_WORDS or _NOT & set(said.split()) or said[:1].isdigit():
        return None
    if _INVITE.search(said) is None and _OVER.search(said) is None:
        return None
    return Invited(email=emails.pop(), hand_over=_OVER.search(said) is not None)


def _first(lines: Sequence[str]) -> str:
    return next((line for line in lines if wishes.without_small_talk(line)), "")


def _said(line: str) -> str:
    return " ".join(_FILLERS.sub(" ", folded(line[:200])).split())


def _without(found: Written, line: str) -> Written:
    """Return what was written without the first line that reads so."""
    passages = list(found.passages)
    for place, one in enumerate(passages):
        if line in one.lines:
            at = one.lines.index(line)
            passages[place] = replace(one, lines=(*one.lines[:at], *one.lines[at + 1 :]))
            break
    return replace(found, passages=tuple(passages))
