"""/loket/oproepen: the calls with their rounds, and who has more time."""

from dataclasses import dataclass

from starlette.responses import Response

from bot.web.desk.visiting import Desk
from models.calls.call import Call
from models.desk.cases import calls_overview
from models.desk.cases.calls_overview import RoundShown
from models.language import moments


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A round as the table shows it."""

    round_id: str
    state: str  # open, over, ahead
    opens: str
    closes: str
    guidance: str
    more_time: list[tuple[str, str, str, str]]  # NIS code, municipality, until when, why


async def show(desk: Desk) -> Response:
    """Show every call that was loaded."""
    found = await desk.do(calls_overview.overview)
    calls = [
        (one, one.call.title.in_language(desk.language), [_line(one.call, each, found, desk) for each in one.rounds])
        for one in found.calls
    ]
    return desk.page("calls", found=found, calls=calls)


def _line(call: Call, shown: RoundShown, found: calls_overview.Overview, desk: Desk) -> Line:
    round_, language = shown.round, desk.language
    is_ahead = found.now < round_.opens_at
    return Line(
        round_id=round_.id,
        state="open" if round_.is_open(found.now) else "ahead" if is_ahead else "over",
        opens=moments.moment_words(round_.opens_at, call.zone, language),
        closes=moments.deadline_words(round_, language),
        guidance=moments.day_words(round_.guidance_from, language),
        more_time=[
            (town.nis_code, town.name, moments.until_words(granted.closes_at, call.zone, language), granted.reason)
            for town, granted in shown.more_time
        ],
    )
