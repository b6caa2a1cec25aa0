"""Making what a person typed safe to keep: no invisible signs, one way of writing each letter.

People's text reaches mails, PDFs, spreadsheets and logs. What can hide there, turn a line around or pile up on one
letter is dropped here, once, before anything is stored.
"""

import re
import unicodedata

MOST_MARKS = 4  # combining marks on one letter; no living language needs more
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")  # letters by name, but nothing to see
_NO_LETTER_OR_DIGIT = re.compile(r"[\W_]+")
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

MOST_NAME_LENGTH = 120  # characters of a file name
_MOST_NAME_BYTES = 240  # file systems stop at 255 bytes
_UNSAFE_IN_NAMES = re.compile(r'[<>:"|?*]')
_EXTENSION = re.compile(r"\.\w{1,10}$", re.ASCII)
# Source: Microsoft, "Naming Files, Paths, and Namespaces".
_RESERVED_NAME = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)


def clean(said: str) -> str:
    """Return `said` in NFC with one sign for every line break, without what cannot be seen or can do harm.

    Dropped: control signs (but not newline and tab), format signs (bidirectional, zero-width), lone surrogates,
    noncharacters, and combining marks beyond `MOST_MARKS` on one letter. White space at both ends goes too.
    """
    text = _BREAKS.sub("\n", said)
    if not text.replace("\n", "").replace("\t", "").isprintable():
        text = text.translate({ord(sign): None for sign in set(text) if _is_unwanted(sign)})
    if not text.isascii():
        text = unicodedata.normalize("NFC", _without_piles(unicodedata.normalize("NFC", text)))
    return text.strip()


def one_line(said: str) -> str:
    """Return `said` clean and on one line, with single spaces."""
    return " ".join(clean(said).split())


def folded(said: str) -> str:
    """Return `said` for comparing: lower case, no accents, and one space for all that is no letter or digit."""
    plain = clean(said).casefold()
    if not plain.isascii():
        signs = unicodedata.normalize("NFKD", plain)
        plain = "".join(sign for sign in signs if not unicodedata.combining(sign))
    return _NO_LETTER_OR_DIGIT.sub(" ", plain).strip()


def clean_file_name(name: str) -> str:
    """Return `name` as a file name that is safe on every system: no path, never empty, its extension kept."""
    last = re.split(r"[/\\]", one_line(name))[-1]
    safe = _UNSAFE_IN_NAMES.sub("-", last).strip(" .")
    if _RESERVED_NAME.match(safe):
        safe = f"_{safe}"
    return _shortened(safe) or "document"


def _is_unwanted(sign: str) -> bool:
    if sign in "\n\t":
        return False
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs"} or _is_noncharacter(ord(sign))


def _is_noncharacter(code: int) -> bool:
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _without_piles(text: str) -> str:
    """Drop fillers, and the marks beyond the first few on each letter."""
    signs = set(text)
    marks = {sign for sign in signs if unicodedata.category(sign) in {"Mn", "Me"}}
    if not marks and not signs & _FILLERS:
        return text
    kept: list[str] = []
    run = 0
    for sign in text:
        if sign in _FILLERS:
            continue
        run = run + 1 if sign in marks else 0
        if run <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _shortened(name: str) -> str:
    found = _EXTENSION.search(name)
    extension = found.group() if found and found.start() else ""
    stem = name.removesuffix(extension)[: MOST_NAME_LENGTH - len(extension)]
    stem = stem.encode()[: _MOST_NAME_BYTES - len(extension)].decode(errors="ignore")
    return f"{stem.rstrip(' .')}{extension}" if stem.rstrip(" .") else ""
