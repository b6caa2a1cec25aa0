"""A start loads what a clerk needs; what officers and mails need comes with the first of them."""

import subprocess
import sys
from functools import lru_cache

import pytest
from sqlmodel import SQLModel

from models.desk import asides
from models.desk.officers import entrance
from models.records.tables import metadata
from tests.house.source import ROOT, product

A_START = "import bot.terminal.chat, sys; print(*sys.modules)"
# Rooms that nobody enters who answers questions; a clerk's start would be a third slower with them.
LATER = {
    "handlers.views.desk_cases",
    "models.correspondence.taking",
    "models.desk.cases.cases",
    "models.desk.views",
    "models.figures.figures",
    "models.letters.letter_facts",
    "models.mail_reading.parsing",
    "models.records.privacy.own_data_queries",
    "models.records.tables",
}


@lru_cache(maxsize=1)
def loaded_at_start() -> frozenset[str]:
    return frozenset(subprocess.check_output([sys.executable, "-c", A_START], cwd=ROOT, text=True).split())


def module_of(table: str) -> str:
    return next(
        mapper.class_.__module__
        for mapper in SQLModel._sa_registry.mappers
        if mapper.local_table is metadata().tables[table]
    )


def loaded_with(module: str) -> set[str]:
    """Return the modules that are there once `module` is imported after a start."""
    imported_by = {
        file.path.removesuffix(".py").replace("/", "."): {
            name for source, named in file.imports() for name in (source, f"{source}.{named}")
        }
        for file in product()
    }
    found, open_ones = set(loaded_at_start()), [module]
    while open_ones:
        one = open_ones.pop()
        found.add(one)
        open_ones += imported_by.get(one, set()) - found
    return found


@pytest.mark.parametrize("module", sorted(LATER))
def test_a_start_does_not_load(module: str) -> None:
    assert (ROOT / f"{module.replace('.', '/')}.py").exists()
    assert module not in loaded_at_start()


@pytest.mark.parametrize("table", sorted(metadata().tables))
def test_a_table_is_there_whenever_another_points_to_it(table: str) -> None:
    pointed_to = {key.column.table.name for key in metadata().tables[table].foreign_keys}
    missing = {module_of(one) for one in pointed_to} - loaded_with(module_of(table))
    assert missing == set()


def test_the_desk_waits_for_words_exactly_where_something_takes_them() -> None:
    assert set(entrance.ASIDES) == asides.TAKES.keys()
