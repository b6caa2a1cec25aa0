"""How the name of a municipality is spelled: one form for all ways to write it."""

import re
import unicodedata

# Longer than any name with the words around it; a longer message is no name, and is not read at all.
LONGEST = 120

_KEPT = frozenset({"Ll", "Lo", "Nd"})  # lower-case letters, letters without case, digits
_DROPPED = frozenset({"Mn", "Mc", "Me", "Cf"})  # accents; zero-width and bidi signs, soft hyphens

_ADMINISTRATION = (
    "gemeente|stad|stadsbestuur|gemeentebestuur|lokaal bestuur|bestuur|ocmw|municipality|local authority|city|town"
)
# What people say before the name. The articles of De Haan and De Panne go only together with a word that is no name.
_LEADS = (
    r"(?:ik|we|wij) (?:werk|werken|ben|zijn) (?:voor|bij|in|te|van) ",
    r"(?:we|wij) zijn ",
    r"(?:i|we) work (?:for|at|in) ",
    r"(?:i am|we are) (?:from |with )?",
    rf"(?:(?:de|het|onze|mijn|the|our|my) )?(?:{_ADMINISTRATION}) (?:(?:en|van|of|is) )?",
    r"(?:postcode|postal code) (?:is )?",
)
_LEAD = re.compile(f"^(?:{'|'.join(_LEADS)})+")
_SINT = re.compile(r"\bst\b")
_OP_DEN = re.compile(r"\bo d\b")


def normalised(said: str) -> str:
    """Return the name in `said` in its one form, "" when it holds none.

    "Gemeente Heist o/d Berg!" gives "heist op den berg": lower case, no accents, every other sign (hyphen, apostrophe,
    slash, dot) a space, st is sint, o/d is op den, and without the words that people put before a name.
    """
    text = said.strip()
    if len(text) > LONGEST:
        return ""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    words = "".join(map(_sign, text)).split()
    return without_lead(_OP_DEN.sub("op den", _SINT.sub("sint", " ".join(words))))


def without_lead(name: str) -> str:
    """Return a normalised text without "gemeente", "ik werk voor de stad" and the like before the name."""
    return _LEAD.sub("", name)


def squeezed(name: str) -> str:
    """Return a normalised name written as one word: "sintniklaas"."""
    return name.replace(" ", "")


def _sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in _KEPT:
        return sign
    return "" if category in _DROPPED else " "
