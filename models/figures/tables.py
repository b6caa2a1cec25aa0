"""The tables of the report: the same rows for Markdown and for a workbook, one behind each question."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.calls.call import Call
from models.figures.figures import UNKNOWN_PROVINCE, Figures, Numbers, province_of, town_of
from models.language import moments
from models.language.money import money_words
from models.language.wording import words
from models.records.counted.figure_queries import Counted

Cell = str | int
_COLUMNS = ("submitted", "admissible", "inadmissible", "unclear", "selected", "not_selected", "late")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A head and rows of as many cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def totals(found: Figures, language: str) -> Table:
    """Return the totals of the call, a line each."""
    head = (_column("total", language), str(found.call.title.in_language(language)))
    numbers = zip(_names(language), _cells(found.totals), strict=True)
    centrumsteden = (_column("centrumstad", language), found.totals.centrumsteden_selected)
    return Table(head=head, rows=(*numbers, centrumsteden, (_column("municipality", language), found.municipalities)))


def evaluation(found: Figures, language: str) -> Table:
    """Return how many guidances were evaluated, by round."""
    head = (_column("round", language), _column("selected", language), words().say("stage.evaluated", language))
    return Table(head=head, rows=tuple((o.round.id, o.numbers.selected, o.numbers.evaluated) for o in found.rounds))


def stuck(call: Call, places: Mapping[str | None, int], language: str) -> Table:
    """Return at which item unsent applications stand, in the order of the checklist."""
    rows: list[tuple[Cell, ...]] = [
        (f"{item.number}. {item.short.in_language(language)}", places[item.key])
        for item in call.checklist.items
        if item.key in places
    ]
    known = {item.key for item in call.checklist.items}
    rest = sum(number for place, number in places.items() if place not in known)
    rows += [("–", rest)] if rest else []
    return Table(head=(_column("item", language), _column("towns", language)), rows=tuple(rows))


def rounds(found: Figures, language: str) -> Table:
    """Return the figures by round, with the totals last."""
    head = (_column("round", language), words().say("report.rounds.guidance", language), *_names(language))
    rows: list[tuple[Cell, ...]] = [
        (one.round.id, moments.day_words(one.round.guidance_from, language), *_cells(one.numbers))
        for one in found.rounds
    ]
    return Table(head=head, rows=(*rows, (_column("total", language), "", *_cells(found.totals))))


def provinces(found: Figures, language: str) -> Table:
    """Return the figures by round and province."""
    head = (_column("round", language), _column("province", language), *_names(language))
    rows: list[tuple[Cell, ...]] = [
        (one.round.id, _province(province, language), *_cells(numbers))
        for one in found.rounds
        for province, numbers in one.by_province.items()
    ]
    return Table(head=head, rows=tuple(rows))


def annex(found: Figures, members: tuple[Counted, ...], language: str) -> Table:
    """Return every application that is counted: the list behind each number."""
    names = ("number", "municipality", "province", "centrumstad", "round", "sent", "stage", "late")
    guidance = {one.round.id: moments.day_words(one.round.guidance_from, language) for one in found.rounds}
    head = (*(_column(name, language) for name in names), words().say("report.rounds.guidance", language))
    rows = tuple(_member(one, found, guidance, language) for one in members)
    if not found.budgets:
        return Table(head=head, rows=rows)
    paid = [
        (money_words(cents, language) if cents else "",) for cents in (found.budgets.get(m.number) for m in members)
    ]
    head = (*head, words().say("report.column.budget", language))
    return Table(head=head, rows=tuple((*row, *cell) for row, cell in zip(rows, paid, strict=True)))


def _member(one: Counted, found: Figures, guidance: dict[str, str], language: str) -> tuple[Cell, ...]:
    town = town_of(one.nis_code)
    return (
        one.number,
        town.name if town is not None else _column("unknown", language),
        _province(province_of(one.nis_code), language),
        _yes(town is not None and town.centrumstad, language),
        one.round_id,
        moments.day_words(one.sent_at.astimezone(found.call.zone), language),
        words().say(f"stage.{one.stage}", language),
        _yes(one.late, language),
        guidance[one.round_id] if one.selected else "",
    )


def _names(language: str) -> tuple[str, ...]:
    return tuple(_column(name, language) for name in _COLUMNS)


def _cells(numbers: Numbers) -> tuple[int, ...]:
    return tuple(getattr(numbers, name) for name in _COLUMNS)


def _column(name: str, language: str) -> str:
    return words().say(f"report.column.{name}", language)


def _province(name: str, language: str) -> str:
    return _column("unknown", language) if name == UNKNOWN_PROVINCE else name


def _yes(holds: bool, language: str) -> str:
    return words().say("value.yes", language) if holds else ""
