"""How the lists look: applications that were sent, for a province every municipality, and what a search found."""

from dataclasses import dataclass

from starlette.responses import Response

from bot.web.desk.chat_words import safe
from bot.web.desk.visiting import Desk
from handlers.views.province_board import where_in_full, where_words
from models.desk.cases import listing
from models.desk.cases.finding import Found
from models.desk.cases.listing import STAGES
from models.desk.province.board import WHERE
from models.desk.province.views import Board
from models.desk.views import CaseList
from models.language import moments
from models.language.wording import words
from models.language.working_days import BRUSSELS
from models.places.municipality import PROVINCES, municipality
from models.records.desk.desk_queries import Listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table."""

    address: str
    name: str
    number: str = ""
    province: str = ""
    stage: str = ""
    sent: str = ""
    html: str = ""


def listed(desk: Desk, view: CaseList, notes: list[str]) -> Response:
    """Return the page of applications that were sent."""
    round_id, stage, province = listing.places(view.shelf)
    language = desk.language
    return desk.page(
        "cases",
        notes=notes,
        rows=[_row(one, language) for one in view.rows],
        rounds=[*dict.fromkeys((*view.rounds, round_id))],
        stages=[words().say(f"stage.{one}", language) for one in STAGES],
        provinces=PROVINCES,
        chosen=(round_id, stage, province),
        before=view.rows[0].application_id if view.has_before and view.rows else 0,
        after=view.rows[-1].application_id if view.has_after and view.rows else 0,
        several=_several(view),
        waiting=view.waiting,
    )


def board(desk: Desk, view: Board, notes: list[str]) -> Response:
    """Return the page of the municipalities of a province."""
    language = desk.language
    rows = [
        Row(
            address=f"loket/gemeente/{spot.town.nis_code}",
            name=spot.town.name,
            html=safe(where_in_full(spot, progress, language)),
        )
        for spot, progress in view.rows
    ]
    return desk.page(
        "board",
        notes=notes,
        view=view,
        rows=rows,
        wheres=[(n, where_words(one, language), view.counts.get(one, 0)) for n, one in enumerate(WHERE, 1)],
        total=sum(view.counts.values()),
        waiting=view.waiting,
    )


def found(desk: Desk, view: Found) -> Response:
    """Return the page of what a search found."""
    return desk.page("found", found=view, rows=[_row(one, desk.language) for one in view.rows])


def _row(one: Listed, language: str) -> Row:
    town = municipality(one.nis_code) if one.nis_code else None
    return Row(
        address=f"loket/dossier/{one.application_id}",
        name=town.name if town is not None else "?",
        number=one.number,
        province=town.province if town is not None else "?",
        stage=words().say(f"stage.{one.stage}", language),
        sent=moments.day_words(one.sent_at.astimezone(BRUSSELS).date(), language),
    )


def _several(view: CaseList) -> str:
    """Return the press by which the complete ones of a page are declared admissible together, or ""."""
    round_id, stage, province = listing.places(view.shelf)
    if not view.may_decide or not view.rows or stage != listing.STAGES.index(listing.TO_DECIDE[0]) + 1:
        return ""
    return f"db:{round_id}:{province}:{view.rows[0].application_id}"
