"""Every file has one reason, said in its first line, and a size that one person can read."""

import ast

from tests.house.source import PACKAGES, ROOT, python_files

MOST_LINES = 300
MOST_TEST_LINES = 450  # tables of cases are long and read fast
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "core"}


def test_every_file_begins_by_saying_in_one_sentence_what_it_is_for() -> None:
    silent = {}
    for file in python_files():
        first, *more = (file.docstring or "").splitlines() or [""]
        if file.text and (not first.endswith((".", "?", ":")) or (more and more[0].strip())):
            silent[file.path] = first
    assert silent == {}


def test_an_init_holds_one_docstring_or_nothing() -> None:
    inits = [file for file in python_files() if file.path.endswith("__init__.py")]
    fuller = [f.path for f in inits if len(f.tree.body) > 1 or not all(isinstance(n, ast.Expr) for n in f.tree.body)]
    assert inits
    assert fuller == []


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    long = {
        file.path: lines
        for file in python_files()
        if not file.path.startswith(
            "models/storage/migrations/versions/"
        )  # written once, by Alembic, and never changed
        if (lines := file.text.count("\n")) > (MOST_LINES if file.package in PACKAGES else MOST_TEST_LINES)
    }
    assert long == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    nameless = [file.path for file in python_files() if NAMES_THAT_SAY_NOTHING & set(_stem(file.path).split("_"))]
    assert nameless == []


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".py")


def test_only_the_four_packages_and_the_tests_hold_code() -> None:
    hold = {path.relative_to(ROOT).parts[0] for path in ROOT.glob("[!.]*/**/*.py")}
    assert hold <= {*PACKAGES, "tests", "var"}


def test_every_package_of_the_product_has_tests_beside_it() -> None:
    tested = {file.path.split("/")[1] for file in python_files() if file.path.startswith("tests/")}
    assert set(PACKAGES) <= tested
