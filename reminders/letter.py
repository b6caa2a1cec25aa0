"""The words of a mail: a letter by name and language, with values filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from models.language.clean_text import clean, one_line

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent / "letters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that goes with a letter."""

    name: str
    media_type: str  # "application/pdf"
    content: bytes
    parameters: Mapping[str, str] = field(default_factory=dict)  # of the media type


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a person reads: a subject, and the same text once plain and once as HTML."""

    language: str
    subject: str
    text: str
    html: str
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """How the line under a letter leads to the preferences: by one of these, or by a command in the chat."""

    page: str | None = None  # an address to open
    mail: str | None = None  # an address to mail to


def letter(
    name: str,
    language: str,
    /,
    *,
    enclosures: tuple[Enclosure, ...] = (),
    footer: Footer | None = None,
    can_ask: bool = False,
    **values: object,
) -> Letter:
    """Return the letter `name` with `values` filled in; every value comes from people and is made harmless here.

    `footer` says where the line under it leads by which reminders are stopped; None for a letter that has no such line.
    `can_ask` says that a question in reply to it reaches somebody.

    Raises:
        jinja2.TemplateNotFound: there is no such letter in that language.
        jinja2.UndefinedError: the letter needs a value that is not given.
    """
    shown = {key: _harmless(value) for key, value in values.items()}
    by_person = "officer_email" in values  # an officer wrote it, and an answer goes there
    around = {"footer": footer, "by_person": by_person, "can_ask": can_ask}
    subject, text, html = (
        _rendered(f"{language}/{name}.{part}", language, shown | around) for part in ("subject", "txt", "html")
    )
    text += f"\n\n-- \n{_signature(language, by_person=by_person, can_ask=can_ask)}\n"
    if footer is not None:
        text += f"{_rendered(f'{language}/preferences.txt', language, {'footer': footer})}\n"
    return Letter(language=language, subject=one_line(subject), text=text, html=html, enclosures=enclosures)


def chat_words(name: str, language: str, /, **values: object) -> str:
    """Return what is said in chat instead of the letter `name`, as Telegram's HTML."""
    shown = {key: _harmless(value) for key, value in values.items()}
    return _rendered(f"{language}/{name}.chat", language, shown)


@cache
def can_be_said_in_chat(name: str) -> bool:
    """Return whether there are words for chat instead of the letter `name`."""
    return (_FOLDER / "nl" / f"{name}.chat").is_file()


def letter_names() -> tuple[str, ...]:
    """Return the names of all letters, in order."""
    return tuple(sorted(path.stem for path in (_FOLDER / "nl").glob("*.subject")))


@cache
def _signature(language: str, *, by_person: bool, can_ask: bool) -> str:
    return _rendered(f"{language}/footer.txt", language, {"by_person": by_person, "can_ask": can_ask})


def _rendered(template: str, language: str, values: Mapping[str, object]) -> str:
    return _templates().get_template(template).render(values, language=language).strip()


@lru_cache(maxsize=1)
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(enabled_extensions=("html", "chat"), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # letters do not change while we run: to look on the disk for each took a tenth of the time
    )


def _harmless(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return [_harmless(part) for part in value]
    if isinstance(value, Mapping):
        return {key: _harmless(part) for key, part in value.items()}
    return value
