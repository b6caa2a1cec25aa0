"""/loket/uitgaand: the messages that did not arrive or wait, and what can be done about each."""

from dataclasses import dataclass

from starlette.responses import Response

from bot.web.desk.done import done, word_of
from bot.web.desk.visiting import Desk
from models.desk.cases import outgoing
from models.language import moments
from models.language.working_days import BRUSSELS
from models.places.municipality import municipality
from models.records.messages.outgoing_queries import GROUPS, Outgoing

HERE = "/loket/uitgaand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A message as the table shows it."""

    row: Outgoing
    kind: str
    when: str
    town: str


async def show(desk: Desk) -> Response:
    """Show a group of messages, those that did not arrive first."""
    group = desk.asked("groep") or "failed"
    found = await desk.do(outgoing.listed, group, desk.number("pagina"))
    return desk.page(
        "outgoing",
        found=found,
        lines=[_line(one, desk.language) for one in found.rows],
        groups=GROUPS,
    )


async def send_again(desk: Desk) -> Response:
    """Let a message leave once more."""
    said = await desk.do(outgoing.send_again, desk.place("row_id"))
    return desk.to(_back(desk), done(desk, "outgoing", said))


async def stop(desk: Desk) -> Response:
    """Let a message be, or hold it back, with a reason."""
    said = await desk.do(outgoing.stop, desk.place("row_id"), desk.word("reason"))
    return desk.to(_back(desk), done(desk, "outgoing", said))


def _back(desk: Desk) -> str:
    """Return the group from which a form was sent."""
    group = desk.word("group")
    return f"{HERE}?groep={group}" if group in GROUPS else HERE


def _line(one: Outgoing, language: str) -> Line:
    return Line(
        row=one,
        kind=word_of(f"desk.kind.{one.kind}", language),
        when=moments.moment_words(one.settled_at or one.due_at, BRUSSELS, language),
        town=municipality(one.nis_code).name if one.nis_code else "",
    )
