"""Every table is one that can be migrated and that keeps moments as moments."""

from models.records.tables import metadata
from models.storage.database import UtcDateTime


def test_every_constraint_has_a_name_so_that_it_can_be_migrated() -> None:
    nameless = [
        f"{table.name}: {constraint}"
        for table in metadata().tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert nameless == []


def test_every_moment_is_kept_by_the_type_that_refuses_naive_ones() -> None:
    moments = [
        column for table in metadata().tables.values() for column in table.columns if column.name.endswith("_at")
    ]
    assert moments
    assert [column for column in moments if not isinstance(column.type, UtcDateTime)] == []
