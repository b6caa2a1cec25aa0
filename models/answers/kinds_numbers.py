"""Reading numbers, as digits or in words, and writing them down.

A value is an int when it is whole, else a string with a point and at most two decimals ("6.5"). No floats: a receipt's
checksum is taken over these values, and a string reads the same on every machine.
"""

import re
from decimal import Decimal

from models.answers.reading import EMPTY, Reading, listed, unread
from models.language.clean_text import folded, one_line

MOST_DIGITS = 12  # before the decimal sign
_MOST_DECIMALS = 2  # three digits behind a sign are thousands, so the two never mix
_MOST_SIGNS = 100
_MOST_UNIT_WORDS = 6

_DIGITS = r"[0-9]{1,3}(?:(?P<by>[. '’])[0-9]{3})(?:(?P=by)[0-9]{3})*(?:,[0-9]+)?|[0-9]+(?:[.,][0-9]+)?"
_ENGLISH = r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}"
_SAID = re.compile(
    r"(?P<before>[^\W\d_]*\.?)\s*(?P<sign>[-−–±~≈]?)\s*(?:€|eur)?\s*"
    rf"(?P<number>{_ENGLISH}|{_DIGITS})(?:,-+|,=)?"
    r"\s*(?P<after>[^0-9]*)"
)
_ONE_OR_THOUSAND = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")  # 1,200: a Dutch 1.2 or an English 1200?

_ABOUT = frozenset(listed("ongeveer circa ca zowat gemiddeld rond about around roughly approximately zo n een"))
_UNITS = frozenset(
    listed(
        "uur uren u h hour hours dag dagen day days week weken weeks maand maanden month months jaar year years per in"
        " the elke de personen persoon mensen people medewerkers medewerker ambtenaren euro eur fte stuks totaal samen"
        " total each every a procent percent voltijds winkels panden diensten"
    )
)
# After digits any unit will do, but not a word that makes it another number.
_CHANGING = frozenset(
    listed(
        "of or tot to a en and min minus plus max maal keer x e k m mln mio miljoen miljard million billion duizend"
        " thousand honderd hundred half halve halven kwart procentpunt niet not geen meer minder more less dan than"
        " maximaal minimaal maximum minimum minstens hoogstens least most paar dozijn tal n"
    )
)
_UNITS_NL = listed("nul een twee drie vier vijf zes zeven acht negen")
_TEENS_NL = listed("tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien")
_TENS_NL = listed("twintig dertig veertig vijftig zestig zeventig tachtig negentig")
_UNITS_EN = listed("zero one two three four five six seven eight nine")
_TEENS_EN = listed("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS_EN = listed("twenty thirty forty fifty sixty seventy eighty ninety")


def _in_words() -> dict[str, Decimal]:
    """Return the numbers from 0 to 100 as they are written in Dutch and English, folded and without spaces."""
    words = {word: n for units in (_UNITS_NL + _TEENS_NL, _UNITS_EN + _TEENS_EN) for n, word in enumerate(units)}
    for tens, (dutch, english) in enumerate(zip(_TENS_NL, _TENS_EN, strict=True), start=2):
        words |= {dutch: tens * 10, english: tens * 10}
        for n in range(1, 10):
            words |= {f"{_UNITS_NL[n]}en{dutch}": tens * 10 + n, f"{english}{_UNITS_EN[n]}": tens * 10 + n}
    words |= {"honderd": 100, "hundred": 100, "geen": 0, "none": 0}
    return {word: Decimal(n) for word, n in words.items()} | {"anderhalf": Decimal("1.5"), "half": Decimal("0.5")}


_IN_WORDS = _in_words()


def read_number(least: int | None, most: int | None, said: str) -> Reading:
    """Read a number from 0 up, with a unit behind it when people give one ("6 uur per week")."""
    text = one_line(said)
    if not text:
        return EMPTY
    if len(text) > _MOST_SIGNS:
        return unread("number")
    found = _from_digits(text) if any("0" <= sign <= "9" for sign in text) else _from_words(text)
    return found if isinstance(found, Reading) else _bounded(found, least, most)


def _bounded(number: Decimal, least: int | None, most: int | None) -> Reading:
    if least is not None and number < least:
        return unread("too_low")
    if most is not None and number > most:
        return unread("too_high")
    return Reading(value=_value(number))


def _value(number: Decimal) -> int | str:
    return int(number) if number == number.to_integral_value() else format(number.normalize(), "f")


def _from_digits(text: str) -> Decimal | Reading:
    said = _SAID.fullmatch(text)
    if said is None or not set(folded(said["before"]).split()) <= _ABOUT or not _is_unit(said["after"]):
        return unread("number")
    if said["sign"] in {"-", "−", "–"}:
        return unread("negative")
    digits = said["number"]
    if _ONE_OR_THOUSAND.fullmatch(digits):
        return unread("ambiguous_number")
    number = Decimal(_with_point(digits))
    exact = number.normalize().as_tuple().exponent
    too_fine = isinstance(exact, int) and -exact > _MOST_DECIMALS
    return unread("number") if too_fine or number >= 10**MOST_DIGITS else number


def _is_unit(after: str) -> bool:
    """Return whether what follows the digits names what is counted, and does not change how many there are."""
    words = folded(after).split()
    if re.search(r"[+\-–−*^<>=&@#~]", after.strip(" .-")) or any(sign.isnumeric() for sign in after):
        return False
    return len(words) <= _MOST_UNIT_WORDS and _CHANGING.isdisjoint(words) and _IN_WORDS.keys().isdisjoint(words)


def _with_point(digits: str) -> str:
    """Return the digits with a point before the decimals and nothing between the thousands."""
    if re.fullmatch(_ENGLISH, digits):
        return digits.replace(",", "")
    if re.fullmatch(r"[1-9][0-9]{0,2}(?:[. '’][0-9]{3})+(?:,[0-9]+)?", digits):
        digits = re.sub(r"[. '’]", "", digits)
    return re.sub(r"[ '’]", "", digits).replace(",", ".")


def _from_words(text: str) -> Decimal | Reading:
    """Read "zes", "vijf en twintig uur", "ongeveer anderhalf uur per week"."""
    words = [word for word in folded(text).split() if word not in _ABOUT - {"een"}]
    for length in (3, 2, 1):
        number = _IN_WORDS.get("".join(words[:length])) if len(words) >= length else None
        if number is not None:
            return number if set(words[length:]) <= _UNITS else unread("number")
    return unread("number")


def shown_number(value: float | str, language: str) -> str:
    """Return a number as people of `language` write it: 6,5 in Dutch, 6.5 in English, no sign for thousands."""
    return str(value) if language == "en" else str(value).replace(".", ",")
