"""What a clerk says in a mail beside answers: not this year, withdraw, invite a colleague, yes or no to one who asks.

Only a line that says nothing else counts, where it answers nothing: under no number and under no quoted question. What
ends or begins something, and a yes or a no, counts only as the first thing that is said.

Source: ARCHITECTURE.md, Rules: Mail.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from models.language.clean_text import folded
from models.mail_reading import numbered, wishes, yes_or_no
from models.mail_reading.passages import Passage, Written


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
_NOT = frozenset({"niet", "not"})
_PART = frozenset({"jaar", "keer", "mee", "deel", "meedoen", "deelnemen", "year", "part", "participate"})
_BESIDE = frozenset(
    {"wij", "we", "ik", "doen", "doe", "nemen", "neem", "zullen", "gaan", "kunnen", "willen", "dit", "deze", "meer"}
    | {"aan", "de", "oproep", "profploeg", "i", "do", "will", "want", "to", "take", "this", "in", "the", "t", "het"}
)
# "We don't take part" says not; "we doen 't" says that they do.
_DO_NOT = re.compile(r"\b(do|wo)n['’`´]t\b", re.IGNORECASE)

_EMAIL = r"[^\s@<>,;:()\[\]]{1,64}@[\w.-]{2,120}\w"
_MAILTO = re.compile(r"[<(\[]mailto:[^>)\]\s]{1,200}[>)\]]", re.IGNORECASE)
_IN_BRACKETS = re.compile(rf"[<(\[]({_EMAIL})[>)\]]")
_BARE = re.compile(rf"({_EMAIL})")
_WHOM = r"((\w+ ){0,4}namedmailbox|baremailbox)"
_ASKED = (
    r"((kan|kun|kunt|kunnen|wil|willen|mag|mogen) (je|jij|jullie|u|ik|we|wij) |(ik|we|wij) (wil|willen) )?"
    r"((mijn|onze|een) collega )?"
)
_INVITE = re.compile(
    rf"(uitnodigen|uitnodiging( voor)?|invite|invitation( for)?) {_WHOM}|nodig {_WHOM} uit|{_ASKED}{_WHOM} uitnodigen"
    rf"|((can|could) you|i want to|we want to) invite {_WHOM}|(laat|mag|kan) {_WHOM} meewerken"
    rf"|(deel|delen|share) ({_OUR} )?(met|with) {_WHOM}"
)
_OVER = re.compile(
    rf"((ik|we|wij) (wil|willen) )?({_OUR} )?overdragen aan {_WHOM}|draag {_OUR} over aan {_WHOM}"
    rf"|hand ({_OUR} )?over to {_WHOM}"
)
MOST_ORDERED = 300  # letters of a line that invites


def ends(found: Written) -> Ends | None:
    """Return how the first thing that is said ends taking part, or None."""
    said = _said(_DO_NOT.sub("not", _first(found)))
    if _SURELY.fullmatch(said):
        return Ends.SURELY_WITHDRAW
    if _WITHDRAW.fullmatch(said):
        return Ends.WITHDRAW
    words = set(said.split())
    is_no_part = words & _NOT and words & _PART and words <= _NOT | _PART | _BESIDE
    return Ends.NOT_THIS_YEAR if is_no_part else None


def begins_again(found: Written) -> bool:
    """Return whether the first thing that is said is to take part after all."""
    return _AGAIN.fullmatch(_said(_first(found))) is not None


def agrees(found: Written) -> bool | None:
    """Return whether the first thing that is said is a yes or a no; None when it is neither, or says more than that."""
    return yes_or_no.yes_or_no(_first(found))


def lets_in(found: Written) -> bool | None:
    """Return whether a colleague is let in (True) or kept out; None when a yes is not all that is said.

    Answers to questions may stand below it, and a name; whatever else is said may doubt the yes.
    """
    agreed = agrees(found)
    return None if agreed and any(_may_doubt(one) for one in found.passages) else agreed


def _may_doubt(passage: Passage) -> bool:
    """Return whether a passage says more than a yes, polite words, and answers to questions."""
    is_asked = passage.below is not None
    for line in passage.lines:
        if numbered.begins_answer(line):
            if "?" in line:
                return True
            is_asked = numbered.is_number(line)  # its answer stands on the next line
        elif line.strip() and is_asked:
            is_asked = passage.below is not None
        elif line.strip() and not _is_yes(line):
            return True
    return False


def _is_yes(line: str) -> bool:
    said = wishes.without_small_talk(line)
    return not said or yes_or_no.yes_or_no(said) is True or yes_or_no.is_only_polite(said)


def without_first(found: Written) -> Written:
    """Return what was written without the first thing that is said: it was taken for what it orders."""
    first, passages = _first(found), list(found.passages)
    for place, one in enumerate(passages):
        if first and first in one.lines:
            at = one.lines.index(first)
            passages[place] = replace(one, lines=(*one.lines[:at], *one.lines[at + 1 :]))
            break
    return replace(found, passages=tuple(passages))


def invited(found: Written) -> tuple[list[Invited], Written]:
    """Return which mailboxes are to be invited, and what was written without the lines that say only so."""
    asked: list[Invited] = []
    passages: list[Passage] = []
    for passage in found.passages:
        orders = _orders(passage) if passage.below is None else {}
        asked += orders.values()
        kept = (line for place, line in enumerate(passage.lines) if place not in orders)
        passages.append(replace(passage, lines=tuple(kept)))
    return asked, replace(found, passages=tuple(passages))


def _orders(passage: Passage) -> dict[int, Invited]:
    """Return the lines of a passage that invite, by place; in an answer behind a number a mailbox is part of it."""
    found: dict[int, Invited] = {}
    is_answer = has_words = False
    for place, line in enumerate(passage.lines):
        if numbered.begins_answer(line):
            is_answer, has_words = True, not numbered.is_number(line)
        elif line.strip():
            one = _invited(line) if not is_answer else None
            found |= {place: one} if one is not None else {}
            has_words = True
        elif has_words:  # the answer ends with its paragraph, but not before it begins
            is_answer = False
    return found


def _invited(line: str) -> Invited | None:
    """Return whom a line invites: it names one mailbox, and says nothing else."""
    if "@" not in line or len(line) > MOST_ORDERED:
        return None
    plain = _MAILTO.sub(" ", line)
    emails = _BARE.findall(plain)
    said = _said(_BARE.sub(" baremailbox ", _IN_BRACKETS.sub(" namedmailbox ", plain)))
    is_over = _OVER.fullmatch(said) is not None
    if len(emails) != 1 or not (is_over or _INVITE.fullmatch(said)):
        return None
    return Invited(email=emails[0], hand_over=is_over)


def _first(found: Written) -> str:
    """Return the first line that says something; "" when that answers a question of the mail that is replied to."""
    for passage in found.passages:
        for line in passage.lines:
            if wishes.without_small_talk(line):
                return line if passage.below is None else ""
    return ""


def _said(line: str) -> str:
    return " ".join(_FILLERS.sub(" ", folded(line[:MOST_ORDERED])).split())
