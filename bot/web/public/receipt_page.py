"""/ontvangstbewijs: is this number with this checksum a receipt of ours? Yes or no, and nothing more."""

from functools import partial
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages import page
from bot.web.public.reading import language_for
from bot.web.site import address_of, site_of
from models.turns.sent import receipt_check

FIELDS = {"number": 40, "checksum": 120}  # characters; a checksum is typed in groups


async def show(request: Request) -> Response:
    """Show the form."""
    return page("public_receipt", await language_for(request), up="", verdict="", number="", checksum="")


async def check(request: Request) -> Response:
    """Say whether a receipt is valid; what was typed stays in its fields."""
    site, language = site_of(request), await language_for(request)
    may_ask = site.checks.allows(address_of(request))
    said = parse_qs((await request.body()).decode("utf-8", "replace"))
    number, checksum = (said.get(name, [""])[0][:most] for name, most in FIELDS.items())
    answer = partial(page, "public_receipt", language, up="", number=number, checksum=checksum)
    if not may_ask:
        return answer(status=429, verdict="too_often")
    is_valid = await site.house.services.store.run(receipt_check.is_valid, number, checksum)
    return answer(verdict="valid" if is_valid else "invalid")
