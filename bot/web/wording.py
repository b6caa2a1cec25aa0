"""The sentences of the pages; the templates escape what is filled in."""

from functools import lru_cache
from pathlib import Path

from starlette.requests import Request

from models.language.wording import LANGUAGES, Catalogue, load_catalogue

ASKED = "taal"  # what the switch under each page puts behind an address


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the sentences of the pages."""
    return load_catalogue(Path(__file__).parent / "texts")


def asked_for(request: Request) -> str | None:
    """Return the language that the reader chose under the page, or None when none was chosen."""
    said = request.query_params.get(ASKED, "")
    return said if said in LANGUAGES else None


def preferred(accept_language: str, otherwise: str) -> str:
    """Return the first language of ours that a browser names, or `otherwise` when it names none."""
    for one in accept_language[:200].split(","):
        language = one.strip()[:2].lower()
        if language in LANGUAGES:
            return language
    return otherwise
