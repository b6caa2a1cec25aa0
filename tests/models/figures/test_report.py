"""The report in its three forms: the same numbers, sentences that can be read, cells that do nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import Session

from models.call_files.call_file import shipped_content
from models.figures import figures, tables
from models.figures.as_json import figures_as_json
from models.figures.as_markdown import figures_as_markdown
from models.figures.as_workbook import figures_as_workbook
from models.figures.figures import Figures
from models.figures.tables import Table
from models.records.applications import call_queries
from models.records.counted.figure_queries import Counted
from models.records.guidance import course_queries
from models.records.people import person_queries
from models.storage.database import open_engine
from tests.fakes.counted_cases import CountedCases
from tests.models.figures.test_figures import AS, CALL, GEEL, HALLE, LEUVEN, NOW, TIELT


@dataclass(frozen=True)
class Report:
    found: Figures
    members: tuple[Counted, ...]

    def markdown(self, language: str = "nl") -> str:
        return figures_as_markdown(self.found, self.members, language, "ab" * 32)

    def sheets(self, stuck: dict[str, Table] | None = None) -> dict[str, list[tuple[object, ...]]]:
        content = figures_as_workbook(self.found, self.members, stuck or {}, "nl")
        book = load_workbook(BytesIO(content))
        assert all(cell.data_type != "f" for sheet in book for row in sheet.rows for cell in row)
        return {sheet.title: [tuple(cell.value for cell in row) for row in sheet.rows] for sheet in book}


@pytest.fixture
def session(sqlite_url: str) -> Iterator[Session]:
    engine = open_engine(sqlite_url)
    with Session(engine) as opened:
        call_queries.remember(opened, CALL, shipped_content(CALL.name), NOW)
        yield opened
    engine.dispose()


@pytest.fixture
def report(session: Session) -> Report:
    cases = CountedCases(session, CALL)
    cases.add("2021-1", LEUVEN, "submitted", "admissible", "selected")
    cases.add("2021-1", HALLE, "submitted", "admissible", "unclear")
    cases.add("2021-1", TIELT, "submitted", "inadmissible")
    missed = cases.add("2021-1", GEEL, "expired", sent=False)
    cases.add("2021-2", GEEL, "submitted", carried_from=missed)
    cases.add("2021-2", None, "submitted")
    return of(session)


def of(session: Session) -> Report:
    found = figures.figures(session, CALL, NOW)
    return Report(found, figures.members(session, found))


def test_the_report_answers_the_four_questions_in_plain_sentences(report: Report) -> None:
    text = report.markdown()
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## 1. Hoeveel aanvragen zijn er, hoeveel zijn ontvankelijk en wat is het budget per begeleiding?",
        "## 2. Hoe zijn de aanvragen verdeeld over de rondes?",
        "## 3. Welke gemeenten, wanneer, welk type en welke provincie?",
        "## 4. Hoe worden de begeleidingen geëvalueerd?",
        "## Bijlage: gemeenten die een aanvraag indienden",
    ]
    assert "Er zijn 5 aanvragen ingediend, door 5 gemeenten." in text
    assert (
        "Ronde 2021-1, tot en met vrijdag 13 augustus 2021: 3 ingediend, 2 ontvankelijk, 1 onontvankelijk. "
        "Van de ontvankelijke aanvragen is er 1 onvoldoende duidelijk om een begeleiding te starten. "
        "Er is 1 gemeente geselecteerd."
    ) in text
    assert "1 aanvraag kwam na de deadline van een vroegere ronde en telt hier mee." in text
    assert "De geselecteerde gemeente is een centrumstad." in text
    assert "- Vlaams-Brabant: 2 gemeenten, 1 geselecteerd" in text
    assert "- provincie onbekend: 1 gemeente, 0 geselecteerd" in text


def test_the_annex_lists_each_application_with_its_town_and_when_guidance_can_begin(report: Report) -> None:
    lines = report.markdown().splitlines()
    leuven = next(line for line in lines if "| Leuven |" in line)
    assert leuven == (
        "| PROF-2021-1-0001 | Leuven | Vlaams-Brabant | ja | 2021-1 | woensdag 4 augustus 2021 | geselecteerd |  |"
        " woensdag 1 september 2021 |"
    )


def test_a_town_called_after_a_table_breaks_none(report: Report) -> None:
    broken = tables.Table(head=("a|b",), rows=(("|",),))
    from models.figures.as_markdown import _markdown

    assert _markdown(broken) == "| a\\|b |\n| --- |\n| \\| |"


def test_the_report_of_an_empty_call_says_so(session: Session) -> None:
    assert "Er zijn nog geen aanvragen ingediend." in of(session).markdown()


def test_english_says_the_same(report: Report) -> None:
    text = report.markdown("en")
    assert "5 applications were submitted, by 5 municipalities." in text
    assert "Friday 13 August 2021: 3 submitted, 2 admissible, 1 inadmissible." in text


def test_the_workbook_holds_the_numbers_of_the_json(report: Report) -> None:
    sheets = report.sheets()
    _head, *rows = sheets["2 Rondes"]
    names = ("submitted", "admissible", "inadmissible", "unclear", "selected", "not_selected", "late")
    counted = figures_as_json(report.found)
    for row, expected in zip(rows, [*counted["rounds"], counted["totals"]], strict=True):
        assert row[2:] == tuple(expected[name] for name in names)
    provinces = {(row[0], row[1]): {"submitted": row[2], "selected": row[6]} for row in sheets["3 Provincies"][1:]}
    assert provinces == {
        (one["id"], province): numbers for one in counted["rounds"] for province, numbers in one["by_province"].items()
    }
    assert len(sheets["Lijst"]) == 1 + counted["totals"]["submitted"]
    assert dict(sheets["1 Totalen"][1:])["gemeente"] == counted["totals"]["municipalities"]


@pytest.mark.parametrize("hostile", ["=1+1", "+1", "-1", "@SUM(A1)", "https://example.org", '=HYPERLINK("x")'])
def test_no_cell_of_the_workbook_is_a_formula_or_a_link(report: Report, hostile: str) -> None:
    sheets = report.sheets({"2021-1": Table(head=("vraag", "aantal"), rows=((hostile, 3),))})
    assert sheets["Waar het stopt 2021-1"][1] == (hostile, 3)


def test_where_it_stops_stands_in_the_order_of_the_checklist() -> None:
    table = tables.stuck(CALL, {"challenge": 4, "municipality": 2, None: 1, "gone": 1}, "nl")
    assert table.rows == (("1. Gemeente", 2), ("7. Uitdaging", 4), ("–", 2))


def test_a_withdrawn_application_is_in_no_list(session: Session) -> None:
    closes_at = CALL.round("2021-1").closes_at
    CountedCases(session, CALL).add("2021-1", AS, "submitted", "withdrawn", withdrawn_at=closes_at - timedelta(hours=1))
    assert of(session).members == ()


def test_the_budget_per_guidance_is_answered_from_what_was_fixed(session: Session) -> None:
    cases = CountedCases(session, CALL)
    apps = [cases.add("2021-1", town, "submitted", "admissible", "selected") for town in (LEUVEN, HALLE, TIELT)]
    officer = person_queries.add_speaker(session, "local", 7, "nl", NOW).person_id
    assert "Het budget per begeleiding ligt vast na het intakegesprek." in of(session).markdown()
    for app, cents in zip(apps, (1_250_000, 900_050), strict=False):
        course_queries.fix_budget(session, app, cents, officer, NOW)

    report = of(session)

    assert (
        "Voor 2 begeleidingen ligt het budget vast na het intakegesprek: samen € 21.500,50, gemiddeld € 10.750,25, "
        "van € 9.000,50 tot € 12.500. Voor de andere begeleidingen volgt het later. "
        "De bijlage geeft het budget per begeleiding."
    ) in report.markdown()
    assert "| Leuven | Vlaams-Brabant | ja | 2021-1 |" in report.markdown()
    assert [row[-1] for row in report.sheets()["Lijst"]] == ["budget", "€ 12.500", "€ 9.000,50", ""]
    budgets = figures_as_json(report.found)["budgets_cents"]
    assert budgets == {"PROF-2021-1-0001": 1_250_000, "PROF-2021-1-0002": 900_050}
