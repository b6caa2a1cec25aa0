"""Reading yes and no.

A yes can be a consent, so nothing is guessed: one word that is not known here, or a yes beside a no, and we ask again.
"""

import re

from models.answers.reading import EMPTY, Reading, listed, unread
from models.language.clean_text import clean, folded

_YES = frozenset(listed("ja jaja jawel jazeker jep yes yep yeah j y"))
_NO = frozenset(listed("nee neen neenee no nope n nooit never geenszins"))
_AGREEING = frozenset(
    listed(
        "ok oke okay oki akkoord klopt zeker goed graag correct juist inderdaad prima orde natuurlijk tuurlijk"
        " uiteraard absoluut eens agree agreed right alright sure fine certainly"
    )
)
_DENYING = frozenset(listed("niet geen not don dont"))
_DOUBTING = frozenset(listed("zeker sure certainly absoluut helemaal"))  # beside "niet" a doubt, not a no
_FILLING = frozenset(
    listed(
        "dat dit het is hoor dank je u wel bedankt ik wij ga gaan ermee t hiermee daarmee mee ben zijn helemaal"
        " volledig echt in heel en voor mij that this it s i am we are do thanks thank you please and all for me with"
        " definitely"
    )
)
_KNOWN = _YES | _NO | _AGREEING | _DENYING | _FILLING
_NO_TROUBLE = re.compile(r"\b(geen probleem|geen bezwaar|no problem)\b")  # behind a yes it is one, too
_SIGNS = {"👍": " ok ", "✅": " ok ", "✔": " ok ", "👎": " nee ", "❌": " nee "}


def read_yes_no(said: str) -> Reading:
    """Read "ja, dat klopt", "neen", "ok" or "niet akkoord" as true or false."""
    for sign, word in _SIGNS.items():
        said = said.replace(sign, word)
    text = folded(said)
    words = frozenset((_NO_TROUBLE.sub(" ", text) if text.split(" ")[0] in _YES else text).split())
    if not words:
        return unread("yes_no") if clean(said) else EMPTY
    asks_back = said.rstrip().endswith("?")
    verdict = _verdict(words) if words <= _KNOWN and not asks_back else None
    return unread("yes_no") if verdict is None else Reading(value=verdict)


def _verdict(words: frozenset[str]) -> bool | None:
    """Return what known words come down to, None when they contradict each other or say nothing."""
    yes, no, agreeing, denying = (not words.isdisjoint(group) for group in (_YES, _NO, _AGREEING, _DENYING))
    if yes:
        return None if no or denying else True
    if no:
        return None if agreeing and not denying else False
    if denying:
        return None if words & _DOUBTING else False
    return True if agreeing else None
