"""Does all that the table names, and prints what came out: how often each was tried, and how often it held."""

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

from tests.hostile.table import ROWS, Row


def line(row: Row, outcomes: Mapping[str, str]) -> str:
    """Return a row as it is printed."""
    found = Counter(
        outcome
        for test, outcome in outcomes.items()
        if any(test == one or test.startswith((f"{one}::", f"{one}[")) for one in row.tests)
    )
    verdict = "held" if found.keys() == {"passed"} else "NOT"
    counts = ", ".join(f"{count} {outcome}" for outcome, count in sorted(found.items())) or "not tried"
    return f"{verdict:<4} {row.what:<54} {row.way:<13} {counts}"


def print_table() -> int:
    """Try everything and print the table; return how many rows did not hold."""
    outcomes, told = _outcomes(sorted({test for row in ROWS for test in row.tests}))
    lines = [line(row, outcomes) for row in ROWS]
    bad = [one for one in lines if one.startswith("NOT")]
    print(*lines, f"{len(lines)} rows, {len(outcomes)} tests, {len(bad)} rows did not hold", sep="\n")
    if bad:
        print(told)
    return len(bad)


def _outcomes(tests: list[str]) -> tuple[dict[str, str], str]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-n2", "-q", f"--junit-xml={report}", *tests]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        cases = ElementTree.parse(report).iter("testcase")
        return {
            f"{one.get('classname', '').replace('.', '/')}.py::{one.get('name')}": _of(one) for one in cases
        }, done.stdout


def _of(case: ElementTree.Element) -> str:
    """Return what came of a test: what went wrong is written within it."""
    worst = next((tag for tag in ("error", "failure", "skipped") if case.find(tag) is not None), None)
    return worst or "passed"
