"""Whether a line is a yes or a no: whole short phrases of a closed set, and nothing else but a name or a polite word.

"Goed om te weten" is no yes, and "Ik ken haar" is no no: whoever says more than these phrases is asked again.
"""

import re

from models.language.clean_text import folded

_HIM = "(hem|haar|hen|ze|die|deze collega|mijn collega|onze collega)"
_THEY = "(hij|zij|ze|die|dat|deze collega|mijn collega|onze collega)"
_YES = (
    "ja|jawel|jazeker|yes|yep|ok|oke|okay|akkoord|prima|graag|zeker|natuurlijk|uiteraard|goed|in orde|doe maar|mag"
    "|toelaten|toegelaten|aanvaard|aanvaarden|accept|accepted|agree|agreed|approved|sure|of course"
    "|(ik|wij|we) (aanvaard|aanvaarden|ga akkoord|gaan akkoord|laten? (haar|hem|ze) toe)|i (accept|agree|approve)"
    rf"|laat ({_HIM} )?(maar )?(toe|meewerken)|{_THEY} mag( (toe|mee|erbij|meewerken|meedoen))?"
    "|(dat|het) is (goed|prima|ok|oke)|(ik|wij|we) (doe|doen|werk|werken) (graag )?mee"
    "|(he|she|they|you) (can|may) (join|take part)|let (him|her|them) (in|join)"
)
_NO = (
    "nee|neen|no|nope|weiger|weigeren|geweigerd|refuse|refused|decline|declined|reject|niet|niet akkoord|niet toelaten"
    "|liever niet|zeker niet|(ik|wij|we) (weiger|weigeren|doe niet mee|doen niet mee|werk niet mee|werken niet mee)"
    rf"|laat {_HIM} (maar )?niet (toe|meewerken)|{_THEY} mag( dat)? niet( (toe|mee|meewerken|meedoen))?"
    r"|(ik|wij|we) (ken|kennen) (\w+ ){1,3}niet|i (refuse|decline|do not (accept|agree))"
)
_POLITE = (
    "hoor|aub|a u b|alstublieft|alsjeblieft|helaas|sorry|please|(alvast )?(bedankt|dank je|dank u)( wel)?|dankjewel"
    "|merci|thanks|thank you|mvg|((met )?(vriendelijke|beste|hartelijke) )?(groeten|groetjes|groet)"
    "|(kind |best )?regards"
)
_MEANS = {
    True: re.compile(rf"({_YES})( ({_YES}|{_POLITE}))*"),
    False: re.compile(rf"({_NO})( ({_NO}|{_POLITE}))*"),
}
_BESIDE = re.compile(f"{_POLITE}|dag|beste|hallo|hoi|hi|hello|dear|geachte")
_PARTS = re.compile(r"[,.;:!…]+|\s[-–]\s")
_CALLED = r"[^\W\d_a-z][^\W\d_]+([ -]([^\W\d_a-z][^\W\d_]+|van|de|den|der|ter)){0,3}"
_NAME = re.compile(rf"\s*{_CALLED}\s*")
_NAME_BEHIND = re.compile(rf"(?<=\w)\s+{_CALLED}\s*$")
_DOUBTS = frozenset(
    {"maar", "but", "misschien", "maybe", "niet", "not", "nog", "eerst", "morgen", "later", "liever"}
    | {"wie", "who", "wat", "what", "waarom", "why"}
)
MOST = 120  # letters


def yes_or_no(line: str) -> bool | None:
    """Return whether a line is a yes (True) or a no (False); None when it is neither, both, or says something else."""
    if len(line) > MOST or "?" in line:
        return None
    found: set[bool] = set()
    for part in _PARTS.split(line):
        said = folded(part)
        meant = next((one for one, phrases in _MEANS.items() if phrases.fullmatch(said)), None)
        if meant is not None:
            found.add(meant)
        elif said and not _is_beside(part, said):
            return None
    return found.pop() if len(found) == 1 else None


def is_only_polite(line: str) -> bool:
    """Return whether a line only greets, thanks or names somebody."""
    said = ((part, folded(part)) for part in _PARTS.split(line[:MOST]))
    return len(line) <= MOST and "?" not in line and all(not words or _is_beside(part, words) for part, words in said)


def _is_beside(part: str, said: str) -> bool:
    """Return whether words only greet, thank or name somebody."""
    if _DOUBTS & set(said.split()):
        return False
    is_polite = any(_BESIDE.fullmatch(one) for one in (said, folded(_NAME_BEHIND.sub("", part))))
    return is_polite or _NAME.fullmatch(part) is not None
