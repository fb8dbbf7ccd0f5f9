"""Rows in, rows changed, with the model's own column types."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from amity.kernel.bulk.columns import converted, quoted_columns, with_keys

# Below this one multi-row INSERT beats the round trips of COPY.
COPY_FROM = 12
# PostgreSQL takes at most 65,535 parameters a statement.
MOST_PARAMETERS = 30_000


def reserve_ids(model: type[Model], count: int) -> Sequence[int]:
    """Take `count` primary keys, rising; inside a transaction. On SQLite the IMMEDIATE transaction keeps them ours."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                # OFFSET 0 keeps the sequence's name from being looked up once an id.
                "SELECT nextval(name) FROM (SELECT pg_get_serial_sequence(%s, %s)::regclass AS name OFFSET 0) AS one, "
                "generate_series(1, %s)",
                [_table(model), model._meta.pk.column, count],
            )
            return [row[0] for row in cursor.fetchall()]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        # Written at once: the ids stay taken even when the rows come later in the same transaction.
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq", [count, table])
        row = cursor.fetchone()
        if row is None:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
        last = row[0] if row else count
        return range(last - count + 1, last + 1)


def insert_rows(
    model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, json_ready: bool = False
) -> int:
    """Insert `rows`, whose values stand in the order of `columns` (attribute names: `company_id`); return how many.

    Every column without a default in the database must be named. JSON columns take Python values, or text already
    encoded with `json_ready`. Raises Django's IntegrityError and DataError, ValueError for a time without zone.
    """
    rows = list(rows)
    if not rows:
        return 0
    columns, rows = with_keys(model, columns, rows)
    names, values = _ready(model, columns, rows, json_ready)
    table, listed = _table(model), ", ".join(names)
    places = f"({', '.join(['%s'] * len(names))})"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES {places}", values)  # noqa: S608 - our own names
        elif len(values) >= COPY_FROM:
            _copy(cursor, f"COPY {table} ({listed}) FROM STDIN", values)
        else:
            all_places = ", ".join([places] * len(values))
            cursor.execute(
                f"INSERT INTO {table} ({listed}) VALUES {all_places}",  # noqa: S608 - our own names
                [value for row in values for value in row],
            )
    return len(rows)


def update_rows(
    model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, json_ready: bool = False
) -> int:
    """Set `columns` row by row; each row ends with its primary key. Return how many rows were given."""
    rows = list(rows)
    if not rows:
        return 0
    columns, rows = with_keys(model, [*columns, model._meta.pk.attname], rows)
    # The primary key goes last: it says which row.
    names, values = _ready(model, columns, rows, json_ready)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite" or len(values) == 1:
            sets = ", ".join(f"{name} = %s" for name in names[:-1])
            cursor.executemany(
                f"UPDATE {_table(model)} SET {sets} WHERE {names[-1]} = %s",  # noqa: S608 - our own names
                values,
            )
        else:
            for some in _chunks(values, MOST_PARAMETERS // len(names)):
                _update_together(cursor, model, columns, names, some)
    return len(rows)


def delete_ids(model: type[Model], ids: Iterable[int]) -> None:
    """Delete rows by primary key, without cascades: the database's foreign keys answer for those."""
    for some in _chunks(list(ids), 500):
        model._base_manager.filter(pk__in=some)._raw_delete(connection.alias)  # type: ignore[attr-defined]


def _ready(
    model: type[Model], columns: Sequence[str], rows: list[Sequence[Any]], json_ready: bool
) -> tuple[list[str], list[Sequence[Any]]]:
    names, converters = quoted_columns(model, columns)
    if json_ready:
        json_columns = {f.attname for f in model._meta.concrete_fields if f.get_internal_type() == "JSONField"}
        converters = [None if c in json_columns else how for c, how in zip(columns, converters, strict=True)]
    return names, converted(rows, converters)


def _copy(cursor: Any, statement: str, values: list[Sequence[Any]]) -> None:
    """COPY, seen by execute wrappers and raising Django's errors as any other statement does."""

    def run(sql: str, params: Any, many: bool, context: dict[str, Any]) -> None:
        connection.validate_no_broken_transaction()
        with connection.wrap_database_errors, cursor.copy(sql) as copy:
            for value in values:
                copy.write_row(value)

    cursor._execute_with_wrappers(statement, None, many=True, executor=run)


def _update_together(
    cursor: Any, model: type[Model], columns: Sequence[str], names: list[str], values: list[Sequence[Any]]
) -> None:
    """One UPDATE for many rows: 500 statements in a pipeline take several times as long (measured)."""
    by_attribute = {field.attname: field for field in model._meta.concrete_fields}
    types = [by_attribute[column].cast_db_type(connection) for column in columns]
    first = f"({', '.join(f'%s::{kind}' for kind in types)})"
    other = f"({', '.join(['%s'] * len(names))})"
    sets = ", ".join(f"{name} = new.{name}" for name in names[:-1])
    cursor.execute(
        f"UPDATE {_table(model)} AS old SET {sets} "  # noqa: S608 - our own names
        f"FROM (VALUES {', '.join([first] + [other] * (len(values) - 1))}) AS new ({', '.join(names)}) "
        f"WHERE old.{names[-1]} = new.{names[-1]}",
        [value for row in values for value in row],
    )


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _chunks(items: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
