"""/loket/kaart: where the municipalities of a province, or of Flanders, stand in a round, drawn and as a list."""

import asyncio

from starlette.responses import Response

from bot.web.compressed import compressed
from bot.web.desk.visiting import Desk
from bot.web.map.drawing import Area, Drawing, drawing
from handlers.views.province_board import where_words
from models.desk.province import board, survey
from models.desk.province.board import WHERE
from models.desk.province.survey import Survey
from models.places import shapes
from models.places.municipality import CREDIT

ORDERS = ("name", "province", "where", "number")


async def show(desk: Desk) -> Response:
    """Show the map; what is asked for and is not there, or not for this officer, is the one page of that."""
    asked = desk.request.query_params
    found = await desk.do(survey.survey, asked.get("ronde") or None, asked.get("provincie") or None)
    order = asked.get("volgorde", "")
    answer = await asyncio.to_thread(_page, desk, found, order if order in ORDERS else ORDERS[0])
    return await compressed(desk.request, answer)


def _page(desk: Desk, found: Survey, order: str) -> Response:
    """Draw and write it: some ten milliseconds, so not in the event loop."""
    drawn = drawing(found.spots, found.day, {where: where_words(where, desk.language) for where in WHERE})
    return desk.page(
        "map",
        found=found,
        drawn=drawn,
        rows=in_order(drawn, order),
        columns=tuple(one for one in ORDERS if one != "province" or found.province is None),
        order=order,
        sent=sum(map(board.is_sent, found.spots)),
        towns=sum(not one.town.is_stand_in for one in found.spots),
        stand_ins=sum(one.town.is_stand_in for one in found.spots),
        credits=(shapes.credit(), CREDIT),
    )


def in_order(drawn: Drawing, order: str) -> list[Area]:
    """Return the municipalities for the list; what is equal stays in the order of names."""
    if order == "where":
        return sorted(drawn.areas, key=lambda one: WHERE.index(one.where))
    if order == "number":
        return sorted(drawn.areas, key=lambda one: (one.number is None, one.number))
    return sorted(drawn.areas, key=lambda one: one.province) if order == "province" else list(drawn.areas)
