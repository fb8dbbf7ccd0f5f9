"""Rows in, rows changed, with the model's own column types."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Model

Convert = Callable[[Any], Any]
# Below this a multi-row INSERT beats the round trips of COPY.
COPY_FROM = 12


def reserve_ids(model: type[Model], count: int) -> Sequence[int]:
    """Take `count` primary keys, rising; inside a transaction. On SQLite the IMMEDIATE transaction keeps them ours."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        start = (row[0] if row else 0) + 1
        # Written at once: the ids stay taken even when the rows come later in the same transaction.
        if row:
            cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [start + count - 1, table])
        else:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, start + count - 1])
        return range(start, start + count)


def insert_rows(
    model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, json_ready: bool = False
) -> int:
    """Insert `rows`, whose values stand in the order of `columns` (attribute names: `company_id`); return how many.

    JSON columns take Python values, or text already encoded with `json_ready`.
    """
    rows = list(rows)
    if not rows:
        return 0
    names, converters = _columns(model, columns, json_ready)
    values = _converted(rows, converters)
    table = connection.ops.quote_name(model._meta.db_table)
    if connection.vendor == "postgresql" and len(rows) >= COPY_FROM:
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy,  # type: ignore[attr-defined]
        ):
            for value in values:
                copy.write_row(value)
        return len(rows)
    places = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})",  # noqa: S608 - names of our own models
            values,
        )
    return len(rows)


def update_rows(
    model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, json_ready: bool = False
) -> int:
    """Set `columns` row by row; each row ends with its primary key. Return how many rows were given."""
    rows = list(rows)
    if not rows:
        return 0
    names, converters = _columns(model, [*columns, model._meta.pk.attname], json_ready)
    table = connection.ops.quote_name(model._meta.db_table)
    sets = ", ".join(f"{name} = %s" for name in names[:-1])
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {sets} WHERE {names[-1]} = %s",  # noqa: S608 - names of our own models
            _converted(rows, converters),
        )
    return len(rows)


def delete_ids(model: type[Model], ids: Iterable[int]) -> None:
    """Delete rows by primary key, without cascades: the database's foreign keys answer for those."""
    model._base_manager.filter(pk__in=list(ids))._raw_delete("default")  # type: ignore[attr-defined]


def _columns(model: type[Model], columns: Sequence[str], json_ready: bool) -> tuple[list[str], list[Convert | None]]:
    by_attribute = {field.attname: field for field in model._meta.concrete_fields if field.column}
    names, converters = [], []
    for column in columns:
        field = by_attribute[column]
        names.append(connection.ops.quote_name(field.column))
        converters.append(_converter(field.get_internal_type(), json_ready))
    return names, converters


def _converter(internal_type: str, json_ready: bool) -> Convert | None:
    if internal_type == "JSONField" and not json_ready:
        return _json
    if connection.vendor != "sqlite":
        return None
    # What Django's own SQLite backend stores for these types.
    return {"DateTimeField": _sqlite_datetime, "UUIDField": _hex, "DateField": _sqlite_date}.get(internal_type)


def _converted(rows: list[Sequence[Any]], converters: list[Convert | None]) -> list[Sequence[Any]]:
    if not any(converters):
        return rows
    return [
        [
            value if convert is None or value is None else convert(value)
            for value, convert in zip(row, converters, strict=True)
        ]
        for row in rows
    ]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder)


def _sqlite_datetime(value: datetime) -> str:
    return str(value.astimezone(UTC).replace(tzinfo=None))


def _sqlite_date(value: date) -> str:
    return value.isoformat()


def _hex(value: Any) -> str:
    return value.hex
