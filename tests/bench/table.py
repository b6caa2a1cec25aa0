"""The table that a run prints, and how large a run is."""

from collections.abc import Sequence
from dataclasses import dataclass

HEAD = ("bench", "value", "reference", "ratio", "target", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured; every bench takes what concerns it."""

    rounds: int  # of each side, one after the other in turn
    clerks: int
    applications: int  # in the large database
    starts: int
    people: tuple[int, int]  # in the two processes whose memory is read
    turns: int  # in each of them
    mails: int  # in one round
    mail_rounds: int
    mails_in: int  # that wait after an outage
    old_messages: int
    replays: int  # of 2021
    rush: int  # clerks who send around the end of a round


FULL = Size(
    rounds=12,
    clerks=100,
    applications=100_000,
    starts=12,
    people=(1_000, 10_000),
    turns=10_000,
    mails=2_000,
    mail_rounds=7,
    mails_in=5_000,
    old_messages=1_000_000,
    replays=1,
    rush=5_000,
)
QUICK = Size(
    rounds=1,
    clerks=10,
    applications=200,
    starts=1,
    people=(10, 50),
    turns=100,
    mails=20,
    mail_rounds=1,
    mails_in=20,
    old_messages=2_000,
    replays=0,
    rush=12,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table; `holds` is None for what has no target."""

    bench: str
    value: str
    reference: str = ""
    ratio: float | None = None
    target: str = ""
    holds: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """Return what stands in each column."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        mark = {None: "", True: "holds", False: "MISSED"}[self.holds]
        return self.bench, self.value, self.reference, ratio, self.target, mark


def at_least(ratio: float, bound: float) -> tuple[str, bool]:
    """Return a target in words, and whether `ratio` reaches it."""
    return f">= {bound}", ratio >= bound


def at_most(ratio: float, bound: float) -> tuple[str, bool]:
    """Return a target in words, and whether `ratio` stays below it."""
    return f"<= {bound}", ratio <= bound


def table(rows: Sequence[Row]) -> str:
    """Return the rows under their head, in columns."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
