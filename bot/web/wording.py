"""The sentences of the pages; the templates escape what is filled in."""

from functools import lru_cache
from pathlib import Path

from models.language.wording import LANGUAGES, Catalogue, load_catalogue


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the sentences of the pages."""
    return load_catalogue(Path(__file__).parent / "texts")


def preferred(accept_language: str, otherwise: str) -> str:
    """Return the first language of ours that a browser names, or `otherwise` when it names none."""
    for one in accept_language[:200].split(","):
        language = one.strip()[:2].lower()
        if language in LANGUAGES:
            return language
    return otherwise
