"""A statement that takes one row of values, made over into one that takes many: a JSON array of objects.

For PostgreSQL, where each execution costs the program as much as what is done there.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Integer, Text, bindparam, cast, column, func, literal_column, select, true
from sqlalchemy.sql.dml import Insert, UpdateBase
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.selectable import Select, TableValuedAlias
from sqlalchemy.sql.visitors import replacement_traverse
from sqlalchemy.types import TypeEngine

GIVEN = "given"  # the array
PLACE = "place_in_given"  # of a row of values; what a query finds for it bears it in front
Statement = Select[*tuple[Any, ...]] | UpdateBase
Types = Mapping[str, TypeEngine[Any]]  # of the values, by name


def for_many(statement: Statement, columns: Sequence[str] | None, types: Types) -> Statement:
    """Return a statement that does for each row of values what `statement` does for one; of an INSERT with its columns.

    An UPDATE must not meet a row twice: which of the values it takes then is not said. Source: PostgreSQL, "UPDATE".

    Raises:
        TypeError: it is an INSERT from a query.
    """
    given = _given(types)
    if isinstance(statement, Insert):
        if columns is None:
            raise TypeError("an INSERT that does not name its columns takes no rows")
        return statement.from_select(list(columns), select(*(given.c[name] for name in columns)))
    if not isinstance(statement, Select):
        written: UpdateBase = _instead_of_values(statement, {name: given.c[name] for name in types})
        return written
    # Named by words alone: a column would bring what it belongs to into every query within this one.
    each = _instead_of_values(statement, {name: literal_column(f"{GIVEN}.{name}", one) for name, one in types.items()})
    found = each.lateral("found")
    return select(given.c[PLACE], *found.c).select_from(given.join(found, true()))


def _given(types: Types) -> TableValuedAlias:
    rows = func.json_to_recordset(cast(bindparam(GIVEN, type_=Text), JSON))
    columns = [column(name, one) for name, one in types.items()]
    return rows.table_valued(column(PLACE, Integer), *columns).render_derived(name=GIVEN, with_types=True)


def _instead_of_values(statement: Any, columns: Mapping[str, object]) -> Any:  # noqa: ANN401 - of either sort
    def instead(element: object, **_: object) -> object:
        return columns.get(element.key) if isinstance(element, BindParameter) else None

    return replacement_traverse(statement, {}, instead)
