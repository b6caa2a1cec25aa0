"""What is said back: HTML, buttons under it, perhaps a file."""

import re
from dataclasses import dataclass
from html import unescape

MESSAGE_UNITS = 4096  # UTF-16 code units that one Telegram message can hold
RESERVE = 200  # units kept free in a part for the tags that are closed at its end
DATA_BYTES = 64  # what Telegram allows a button to bear
_TOKEN = re.compile(r"<[^<>]+>|&#?\w+;|.", re.DOTALL)  # what must not be cut


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what it says, and what pressing it sends back."""

    label: str
    data: str


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """A message as it is sent: HTML and rows of buttons."""

    html: str
    rows: Rows = ()


def button(label: str, verb: str, *args: object) -> Button:
    """Return a button that sends `verb` with its arguments back.

    Raises:
        ValueError: the data is longer than Telegram allows.
    """
    data = ":".join([verb, *(str(arg) for arg in args)])
    if len(data.encode()) > DATA_BYTES:
        raise ValueError(f"too long for a button: {data}")
    return Button(label[:60], data)


def in_rows(buttons: list[Button], per_row: int) -> Rows:
    """Return the buttons in rows of `per_row`."""
    return tuple(tuple(buttons[start : start + per_row]) for start in range(0, len(buttons), per_row))


def plain(html: str) -> str:
    """Return the words of a text without its markup."""
    return unescape("".join(token for token in _TOKEN.findall(html) if not token.startswith("<")))


def parts(html: str) -> list[str]:
    """Cut a text so that each part fits a message: between lines, else between words, never in a tag or an entity.

    A tag that is open where the text is cut is closed there and opened again in the next part.
    """
    found: list[str] = []
    rest = html.strip()
    while _units(rest) > MESSAGE_UNITS:
        part, rest = _cut(rest)
        found.append(part)
    return [*found, rest] if rest.strip() or not found else found


def _cut(html: str) -> tuple[str, str]:
    """Return the longest part that fits and what is left."""
    best: dict[str, tuple[int, tuple[str, ...]]] = {}  # by sort of token: where it stood last, what was open
    opened: tuple[str, ...] = ()
    units = 0
    for token in _TOKEN.finditer(html):
        units += _units(token[0])
        if units > MESSAGE_UNITS - RESERVE:
            break
        if units > _units(token[0]):
            best[token[0] if token[0] in "\n " else "any"] = token.start(), opened
        opened = _after(opened, token[0])
    at, still_open = best.get("\n") or best.get(" ") or best["any"]
    close = "".join(f"</{_name(tag)}>" for tag in reversed(still_open))
    return f"{html[:at]}{close}", f"{''.join(still_open)}{html[at:].lstrip()}"


def _after(opened: tuple[str, ...], token: str) -> tuple[str, ...]:
    """Return which tags are open behind `token`."""
    if not token.startswith("<"):
        return opened
    return opened[:-1] if token.startswith("</") else (*opened, token)


def _name(tag: str) -> str:
    return tag.strip("<>").split()[0]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
