"""The sentences that Kernbot says in chat, with every value escaped for Telegram's HTML."""

from functools import lru_cache
from html import escape
from pathlib import Path

from models.language.wording import Catalogue, load_catalogue


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the sentences of the chat."""
    return load_catalogue(Path(__file__).parent / "texts", lambda value: escape(value, quote=False))


def say(key: str, language: str, /, **values: object) -> str:
    """Return the sentence `key` as HTML, with escaped values filled in."""
    return catalogue().say(key, language, **values)
