"""What is said back: HTML, buttons under it, perhaps a file."""

from dataclasses import dataclass

MESSAGE_UNITS = 4096  # UTF-16 code units that one Telegram message can hold
DATA_BYTES = 64  # what Telegram allows a button to bear


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


def parts(html: str) -> list[str]:
    """Cut a long text between its lines so that each part fits a message; tags never span lines."""
    found: list[str] = []
    current = ""
    for line in html.split("\n"):
        for piece in _pieces(line):
            longer = f"{current}\n{piece}" if current else piece
            if _units(longer) > MESSAGE_UNITS:
                found.append(current)
                current = piece
            else:
                current = longer
    return [*found, current] if current.strip() or not found else found


def _pieces(line: str) -> list[str]:
    """Cut a line that is too long by itself, between words and never within a tag or an entity."""
    if _units(line) <= MESSAGE_UNITS:
        return [line]
    pieces: list[str] = []
    current = ""
    for word in line.split(" "):
        for bit in [word[i : i + 1000] for i in range(0, len(word), 1000)] or [""]:
            longer = f"{current} {bit}" if current else bit
            if _units(longer) > MESSAGE_UNITS - 200:
                pieces.append(current)
                current = bit
            else:
                current = longer
    return [*pieces, current]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
