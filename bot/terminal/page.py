"""How the conversation looks in a terminal, and what a typed line means."""

import re
import sys
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from bot.local.chats import Seen
from bot.local.values import LocalMessage, Notice

KERNBOT = "Kernbot  "
YOU = "Jij      "
INDENT = " " * len(KERNBOT)
TAG = re.compile(r"</?[a-z]+[^>]*>")
CODE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a line means: exactly one of its fields says it."""

    text: str = ""
    press: tuple[int, str] | None = None  # message id, what the button sends
    file: Path | None = None
    wants_code: bool = False
    problem: str = ""  # the key of words [terminal]
    about: str = ""  # what the problem is about


def read_line(line: str, shown: LocalMessage | None) -> Typed:
    """Return what a line means; `shown` is the newest message that has buttons."""
    if line.casefold() == "@code":
        return Typed(wants_code=True)
    if line.startswith("@"):
        path = Path(line[1:].strip()).expanduser()
        return Typed(file=path) if path.is_file() else Typed(problem="no_file", about=str(path))
    bracketed = line.startswith("[") and line.endswith("]")
    wanted = line[1:-1].strip() if bracketed else line
    pressed = _button(wanted, shown, by_number=bracketed)
    if pressed is not None:
        return Typed(press=pressed)
    if bracketed:
        return Typed(problem="no_button", about=line)
    return Typed(text=line)


def _button(wanted: str, shown: LocalMessage | None, *, by_number: bool) -> tuple[int, str] | None:
    if shown is None:
        return None
    buttons = [button for row in shown.buttons for button in row if button.data is not None]
    for button in buttons:
        if button.label.removeprefix("✓ ").casefold() == wanted.removeprefix("✓ ").casefold():
            return shown.message_id, button.data or ""
    if by_number and wanted.isdecimal() and 1 <= int(wanted) <= len(buttons):
        return shown.message_id, buttons[int(wanted) - 1].data or ""
    return None


def show(seen: Seen) -> None:
    """Show what came: a message of the bot, or a notice."""
    if isinstance(seen, Notice):
        _write(KERNBOT, f"({seen.text})")
    elif isinstance(seen, LocalMessage) and seen.from_bot and not _only_lost_buttons(seen):
        lines = [unescape(TAG.sub("", seen.text_html))]
        if seen.document is not None:
            lines.insert(0, f"📎 {seen.document.name} ({seen.document.size} bytes)")
        number = 0
        for row in seen.buttons:
            cells = []
            for button in row:
                if button.data is None:
                    cells.append(f"{button.label}: {button.url}")
                    continue
                number += 1
                cells.append(f"[{number}] {button.label}")
            lines.append("   ".join(cells))
        _write(KERNBOT, "\n".join(lines))


def _only_lost_buttons(message: LocalMessage) -> bool:
    """Return whether this is an answered question whose buttons were taken off."""
    return message.edited_at is not None and not message.buttons


def show_own(line: str) -> None:
    """Show what was piped in, so that the output reads as a conversation."""
    _write(YOU, line)


def show_problem(sentence: str) -> None:
    """Say that a line could not be taken."""
    _write("         ", sentence)


def prompt() -> None:
    """Show that it is the person's turn."""
    sys.stdout.write(YOU)
    sys.stdout.flush()


def _write(who: str, text: str) -> None:
    sys.stdout.write(who + text.replace("\n", f"\n{INDENT}") + "\n")
    sys.stdout.flush()


def code_in_mail(folder: Path, address: str) -> str | None:
    """Return the code in the newest mail to `address`, or None when there is none."""
    import email
    import email.policy

    for path in sorted(folder.glob("*.eml"), reverse=True):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        body = mail.get_body(("plain",))
        found = CODE.search(body.get_content()) if body is not None else None
        if found and address in str(mail["To"]):
            return found[1]
    return None
