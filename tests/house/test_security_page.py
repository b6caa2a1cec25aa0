"""SECURITY.md is true: every test that it names is there."""

import ast
import re

import pytest

from tests.house.source import ROOT

PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
ROW = re.compile(r"^\| (\d+\.\d+\.\d+(?:(?:, | to )\d+\.\d+\.\d+)*) \| .+ \| `tests/[\w/]+\.py::test_\w+` \|$")


def test_the_rows_of_the_standard_name_a_test_each() -> None:
    section = PAGE.partition("## OWASP ASVS 5.0")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ") and not line.startswith("| row")]
    assert len(rows) > 30
    assert [row for row in rows if not ROW.match(row)] == []


def test_each_promise_names_files_of_tests_that_are_there() -> None:
    section = PAGE.partition("## What is promised")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ") and not line.startswith("| promise")]
    assert len(rows) > 30
    for row in rows:
        files = re.findall(r"`(tests/[\w/]+\.py)`", row.rpartition(" | ")[2])
        assert files, row
        assert [path for path in files if "def test_" not in (ROOT / path).read_text("utf-8")] == []


@pytest.mark.parametrize("path", sorted({path for path, _ in NAMED}))
def test_a_test_that_the_page_names_is_there(path: str) -> None:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    there = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    assert {name for where, name in NAMED if where == path} <= there
