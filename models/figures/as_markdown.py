"""The report: the answer to the questions that parliament asked, with the list of municipalities as annex.

Source: ARCHITECTURE.md, Rules: Figures.
"""

from collections.abc import Iterator

from models.figures import tables
from models.figures.budget_words import budget_words
from models.figures.figures import UNKNOWN_PROVINCE, Figures, RoundFigures
from models.figures.tables import Table
from models.language import moments
from models.language.wording import words
from models.records.counted.figure_queries import Counted


def figures_as_markdown(found: Figures, members: tuple[Counted, ...], language: str, checksum: str) -> str:
    """Return the report as Markdown."""
    at = moments.moment_and_place_words(found.at, found.call.zone, language)
    paragraphs = [
        f"# {words().say('report.title', language, call=found.call.title.in_language(language))}",
        words().say("report.at", language, at=at),
        *_totals(found, language),
        f"## {words().say('report.rounds.head', language)}",
        _markdown(tables.rounds(found, language)),
        *_municipalities(found, language),
        *_evaluation(found, language),
        f"## {words().say('report.annex.head', language)}",
        _markdown(tables.annex(found, members, language)),
        words().say("report.checksum", language, checksum=checksum),
    ]
    return "\n\n".join(paragraphs) + "\n"


def _totals(found: Figures, language: str) -> Iterator[str]:
    yield f"## {words().say('report.totals.head', language)}"
    if not found.totals.submitted:
        yield words().say("report.totals.none", language)
        return
    yield words().say(
        "report.totals.submitted", language, count=found.totals.submitted, municipalities=found.municipalities
    )
    for one in found.rounds:
        yield " ".join(_round(one, language))
    if found.totals.inadmissible or found.totals.unclear or found.totals.not_selected:
        yield words().say("report.round.fell_out", language)
    budgets = budget_words(found, language)
    if budgets is None:
        yield words().say("report.totals.budget_later", language)
    else:
        yield f"{budgets} {words().say('report.totals.budget_annex', language)}"


def _round(one: RoundFigures, language: str) -> Iterator[str]:
    numbers, last_day = one.numbers, moments.day_words(one.round.last_day, language)
    if not numbers.submitted:
        yield words().say("report.round.nothing", language, round=one.round.id, last_day=last_day)
        return
    yield words().say(
        "report.round.line",
        language,
        round=one.round.id,
        last_day=last_day,
        submitted=numbers.submitted,
        admissible=numbers.admissible,
        inadmissible=numbers.inadmissible,
    )
    for name in ("unclear", "selected", "not_selected", "late"):
        count = getattr(numbers, name)
        if count:
            yield words().say(f"report.round.{name}", language, count=count)


def _municipalities(found: Figures, language: str) -> Iterator[str]:
    yield f"## {words().say('report.municipalities.head', language)}"
    yield words().say("report.municipalities.list", language)
    kind = words().say("report.municipalities.kind", language)
    if found.totals.selected:
        count = found.totals.centrumsteden_selected
        key = "only_selected" if found.totals.selected == 1 else "centrumsteden"
        cities = words().say(f"report.municipalities.{key}", language, count=count, selected=found.totals.selected)
        kind = f"{kind} {cities}"
    yield kind
    for one in found.rounds:
        if one.by_province:
            yield f"**{words().say('report.column.round', language).capitalize()} {one.round.id}**"
            yield "\n".join(_province_lines(one, language))


def _province_lines(one: RoundFigures, language: str) -> Iterator[str]:
    for province, numbers in one.by_province.items():
        line = words().say(
            "report.municipalities.province",
            language,
            province=province
            if province != UNKNOWN_PROVINCE
            else words().say("report.column.unknown_province", language),
            count=numbers.submitted,
            selected=numbers.selected,
        )
        yield f"- {line}"


def _evaluation(found: Figures, language: str) -> Iterator[str]:
    yield f"## {words().say('report.evaluation.head', language)}"
    yield words().say("report.evaluation.how", language, questions=len(found.call.evaluation.items))
    yield words().say("report.evaluation.showcase", language)
    if found.totals.evaluated:
        yield words().say("report.evaluation.done", language, count=found.totals.evaluated)


def _markdown(table: Table) -> str:
    """Return a table as Markdown; what would end a cell is escaped."""
    lines = [table.head, tuple("---" for _ in table.head), *table.rows]
    return "\n".join(f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
