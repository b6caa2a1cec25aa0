"""The register of data and the schema are one: a column without a class is red."""

import tomllib
from pathlib import Path

import pytest

from models.records.privacy import data_register
from models.records.privacy.data_register import DataClass, Erase, register
from models.records.tables import metadata

TABLES = sorted(metadata().tables)


def test_every_table_is_registered_and_no_other() -> None:
    assert sorted(register()) == TABLES


@pytest.mark.parametrize("name", TABLES)
def test_every_column_has_one_class(name: str) -> None:
    assert sorted(register()[name].columns) == sorted(column.name for column in metadata().tables[name].columns)


@pytest.mark.parametrize("name", TABLES)
def test_no_column_has_two_classes(name: str) -> None:
    table = tomllib.loads(Path(data_register.__file__).with_suffix(".toml").read_text())[name]
    named = [column for one in DataClass for column in table.get(one, ())]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("name", TABLES)
def test_a_column_that_points_to_a_person_is_a_pointer(name: str) -> None:
    entry = register()[name]
    pointing = [
        column.name
        for column in metadata().tables[name].columns
        if any(key.column.table.name == "person" for key in column.foreign_keys)
    ]
    assert {entry.columns[column] for column in pointing} <= {DataClass.POINTER}


# Who is named in a row that is another's: an officer answered a question, or said something of a mailbox.
OF_ANOTHER = {("question", "answered_by"), ("foreign_mailbox", "decided_by")}


@pytest.mark.parametrize("name", TABLES)
def test_whoever_a_row_points_to_gets_it_as_own_data(name: str) -> None:
    pointing = {
        column.name
        for column in metadata().tables[name].columns
        if any(key.column.table.name == "person" for key in column.foreign_keys)
    }
    assert {one for one in pointing - set(register()[name].whose) if (name, one) not in OF_ANOTHER} == set()


@pytest.mark.parametrize("name", TABLES)
def test_what_finds_a_row_is_a_column_of_it(name: str) -> None:
    entry = register()[name]
    named = {*entry.whose, *entry.found_by, *entry.chats, *([entry.unless] if entry.unless else [])}
    assert named <= set(entry.columns)
    assert {entry.columns[one] for one in (*entry.found_by, *entry.chats)} <= {DataClass.CONTACT}


@pytest.mark.parametrize("name", TABLES)
def test_what_a_person_typed_never_simply_stays(name: str) -> None:
    entry = register()[name]
    if entry.erase is Erase.STAYS and name not in {"erasure", "expert"}:  # emptied when done; no user of Kernbot
        assert entry.of(*data_register.OWN_WORDS) == ()
