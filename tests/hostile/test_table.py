"""The table and the matrix are whole: what they name is there, and each way is tried."""

import ast

import pytest

from tests.hostile import matrix, table
from tests.hostile.table import ROWS
from tests.hostile.tried import line
from tests.house.source import ROOT

WAYS = {table.CHAT, table.MAIL, table.FILE, table.WEB, table.EXPORT, table.LINE, table.CALL}


@pytest.mark.parametrize("test", sorted({test for row in ROWS for test in row.tests}))
def test_what_the_table_names_is_there(test: str) -> None:
    path, _, name = test.partition("::")
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    named = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    assert name in named if name else any(one.startswith("test_") for one in named)


def test_each_way_has_a_row_and_no_row_stands_twice() -> None:
    assert {row.way for row in ROWS} == WAYS
    assert len({(row.what, row.way) for row in ROWS}) == len(ROWS)


def test_a_row_holds_only_when_all_that_was_tried_passed() -> None:
    row = table.Row("text", table.CHAT, ("tests/a.py",))
    assert line(row, {"tests/a.py::test_one": "passed", "tests/ab.py::test": "failed"}).startswith("held")
    assert line(row, {"tests/a.py::test_one": "passed", "tests/a.py::test_two": "failed"}).startswith("NOT")
    assert line(row, {}).endswith("not tried")


def test_the_matrix_has_a_line_for_each_button_command_and_door() -> None:
    lines = matrix.lines()
    assert len(lines) > len(matrix.BUTTONS) + len(matrix.CLERK_ROWS) + 2 * len(matrix.DESK_ROWS)
    nobody = [one for one in lines if one.startswith("button") and one.split()[2] == matrix.YES]
    assert nobody == []
    assert [one for one in lines if one.startswith("button") and not one.split(matrix.NO)[-1].strip()] == []
