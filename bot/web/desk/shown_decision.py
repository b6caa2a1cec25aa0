"""How a decision in preparation looks: what lacks, the officer's words and the term, in one form."""

from starlette.responses import Response

from bot.web.desk.shown_case import line_of
from bot.web.desk.visiting import Desk
from models.desk.decisions.deciding import NAMES_ITEMS, REPLY_WITHIN
from models.desk.views import Preparing
from models.language import moments
from models.language.wording import words


def preparing(desk: Desk, view: Preparing, notes: list[str]) -> Response:
    """Return the form of a decision."""
    decision, case, language = view.decision, view.sent.case, desk.language
    names_items = decision.to_stage in NAMES_ITEMS
    until = decision.reply_by_at
    return desk.page(
        "preparing",
        notes=notes,
        case=case,
        decision=decision,
        stage=words().say(f"stage.{decision.to_stage}", language),
        lines=[(line_of(view.sent, one, language), one.item.key in decision.items) for one in view.sent.checked]
        if names_items
        else [],
        terms=REPLY_WITHIN if until is not None else (),
        until=moments.until_words(until, case.call.zone, language) if until is not None else "",
    )
