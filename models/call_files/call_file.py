"""Call files: a call as its author writes it, in TOML, read and checked.

A file may build on a call that ships with us: with `extends = "profploeg"` it takes over every field of it that it does
not have itself. Whoever gives rounds of their own also gives the days that belong to them.
"""

import re
import tomllib
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

from models.call_files.call_content import call_from_content, content_of
from models.call_files.call_mistakes import BrokenCallFile, Mistake, field_of, no_such
from models.calls.call import Call

__all__ = [
    "BrokenCallFile",
    "call_from_content",
    "canonical_content",
    "content_of_file",
    "load_call_file",
    "read_call",
    "shipped_call",
    "shipped_call_names",
    "shipped_call_source",
]

Table = dict[str, Any]  # a TOML file as it was parsed

FOLDER = Path(__file__).parent.parent / "calls"
CALENDAR = ("opens_on", "municipalities_on")  # belong to the rounds: who replaces those, replaces these
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def load_call_file(path: Path) -> Call:
    """Read and check a call file; the file's stem becomes the call's name.

    Raises:
        BrokenCallFile: it cannot be read, or holds mistakes.
    """
    return call_from_content(content_of_file(path))


def content_of_file(path: Path) -> str:
    """Return the whole content of a call file as canonical JSON; the file's stem becomes the call's name.

    Raises:
        BrokenCallFile: it cannot be read, or holds mistakes.
    """
    if path.suffix != ".toml":
        raise BrokenCallFile(path.name, [Mistake("", "this is no call file: its name ends in .toml")])
    try:
        source = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        what = (error.strerror or type(error).__name__).lower()
        raise BrokenCallFile(path.name, [Mistake("", f"this file cannot be read: {what}")]) from error
    except UnicodeDecodeError as error:
        raise BrokenCallFile(path.name, [Mistake("", "this file is no UTF-8 text")]) from error
    return canonical_content(source, path.stem)


def read_call(source: str, name: str) -> Call:
    """Return the call that `source` describes, under `name`.

    Raises:
        BrokenCallFile: with every mistake in it, each as one sentence.
    """
    return call_from_content(canonical_content(source, name))


def canonical_content(source: str, name: str) -> str:
    """Return the whole content as canonical JSON, `extends` resolved: what is stored, and what the version hashes.

    Raises:
        BrokenCallFile: with every mistake in it, each as one sentence.
    """
    table = _resolved(source, name)
    mistakes = _mistakes(table, name)
    if mistakes:
        raise BrokenCallFile(f"{name}.toml", mistakes)
    return content_of(table, name)


def shipped_call_names() -> tuple[str, ...]:
    """Return the names of the calls that ship with us, in order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def shipped_call_source(name: str) -> str:
    """Return the TOML text of a call that ships with us.

    Raises:
        KeyError: no such call ships.
    """
    if name not in shipped_call_names():
        raise KeyError(name)
    return (FOLDER / f"{name}.toml").read_text(encoding="utf-8")


@lru_cache(maxsize=8)
def shipped_content(name: str) -> str:
    """Return the canonical content of a call that ships with us; a test checks those files, so a start need not.

    Raises:
        KeyError: no such call ships.
    """
    return content_of(_resolved(shipped_call_source(name), name), name)


def shipped_call(name: str) -> Call:
    """Return a call that ships with us.

    Raises:
        KeyError: no such call ships.
    """
    return call_from_content(shipped_content(name))


def _mistakes(table: Table, name: str) -> list[Mistake]:
    """Return everything that is wrong; the rules are imported here because only authors of calls need them."""
    from models.call_files.calendar_checks import calendar_mistakes
    from models.call_files.call_checks import checklist_mistakes, text_mistakes
    from models.call_files.call_shape import shape_mistakes

    mistakes = [*shape_mistakes(table), *calendar_mistakes(table), *checklist_mistakes(table), *text_mistakes(table)]
    if not NAME.fullmatch(name):
        mistakes.insert(
            0, Mistake("", "a call's name, and so its file's, has up to 60 small letters, digits and hyphens")
        )
    return mistakes


def _resolved(source: str, name: str) -> Table:
    """Return the fields of a file together with those of the shipped call that it extends."""
    table = {field: _plain(value) for field, value in _parsed(source, name).items()}
    base_name = table.pop("extends", None)
    if base_name is None:
        return table
    if not isinstance(base_name, str) or base_name not in shipped_call_names():
        what = no_such("shipped call", str(base_name), shipped_call_names())
        raise BrokenCallFile(f"{name}.toml", [Mistake(field_of("", "extends"), what)])
    base = _resolved(shipped_call_source(base_name), base_name)
    if "round" in table:
        base = {field: value for field, value in base.items() if field not in CALENDAR}
    return base | table


def _parsed(source: str, name: str) -> Table:
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise BrokenCallFile(f"{name}.toml", [_syntax(str(error))]) from error
    except RecursionError as error:
        raise BrokenCallFile(f"{name}.toml", [Mistake("", "this file is nested too deeply")]) from error


def _syntax(message: str) -> Mistake:
    """Return a message such as "Expected '=' (at line 3, column 5)" with the line in front, where people look."""
    what, _, position = message.partition(" (at ")
    return Mistake(position.partition(",")[0].rstrip(")"), f"this is no TOML: {what[:1].lower()}{what[1:]}")


def _plain(value: object) -> object:
    """Return TOML values as JSON has them: days as text, texts without the white space around them."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value.strip() if isinstance(value, str) else value
