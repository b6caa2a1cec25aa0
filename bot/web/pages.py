"""A page: a template with its values, escaped, in the language of who reads it."""

from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from starlette.responses import HTMLResponse, Response

from bot.web.wording import ASKED, catalogue
from models.language.wording import LANGUAGES

if TYPE_CHECKING:
    from jinja2 import Environment


def page(
    name: str,
    language: str,
    /,
    *,
    status: int = 200,
    up: str = "../",
    keeps: Mapping[str, str] | None = None,
    **values: object,
) -> HTMLResponse:
    """Return the page `name`; `up` leads from its address to the root, so that it works below any public address.

    `keeps` is what stands behind its address and stays there when the reader changes the language.
    """
    say = partial(_say, language)
    others = [(one, _query(keeps or {}, one)) for one in LANGUAGES if one != language]
    values |= {"say": say, "language": language, "up": up, "switches": others, "spoken": f"?{ASKED}={language}"}
    html = _templates().get_template(f"{name}.html").render(values)
    return HTMLResponse(html, status, headers={"Content-Language": language})


def _query(keeps: Mapping[str, str], language: str) -> str:
    return "?" + urlencode({**keeps, ASKED: language})


def fragment(name: str, language: str, /, **values: object) -> str:
    """Return a part of a page as HTML."""
    say = partial(_say, language)
    return _templates().get_template(f"{name}.html").render(values, say=say, language=language)


def webcal(public_url: str, path: str) -> str:
    """Return the address to which a calendar subscribes; without a public one "", for no program could come there."""
    return f"webcal://{public_url.partition('://')[2]}/{path}" if public_url else ""


def attachment(name: str, content: bytes) -> Response:
    """Return a file that a browser keeps and never shows, whatever is in it."""
    answer = Response(content, media_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def _say(language: str, key: str, **values: object) -> str:
    return catalogue().say(key, language, **values)


@lru_cache(maxsize=1)
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        auto_reload=False,  # to look at the file for each message of a chat cost more than a turn of its own
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
