"""How a Python value is handed to the driver, per column: what the ORM would store, without its cost per row."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Field, Model

from amity.kernel.text import KeyField

Convert = Callable[[Any], Any]

# Types both drivers take as they are; what is not listed goes through the field itself, slower and always right.
_AS_THEY_ARE = {
    "AutoField", "BigAutoField", "BigIntegerField", "BinaryField", "BooleanField", "CharField", "EmailField",
    "FloatField", "ForeignKey", "IntegerField", "OneToOneField", "PositiveBigIntegerField", "PositiveIntegerField",
    "PositiveSmallIntegerField", "SlugField", "SmallAutoField", "SmallIntegerField", "TextField", "URLField",
}  # fmt: skip


def quoted_columns(model: type[Model], attributes: Sequence[str]) -> tuple[list[str], list[Convert | None]]:
    """The quoted column and the converter (None: as it is) of each attribute (`company_id`); KeyError if unknown."""
    return _of_vendor(connection.vendor, model, tuple(attributes))


@lru_cache(maxsize=512)
def _of_vendor(vendor: str, model: type[Model], attributes: tuple[str, ...]) -> tuple[list[str], list[Convert | None]]:
    by_attribute = {field.attname: field for field in model._meta.concrete_fields if field.column}
    fields = [by_attribute[attribute] for attribute in attributes]
    return [connection.ops.quote_name(str(field.column)) for field in fields], [_converter(field) for field in fields]


@lru_cache(maxsize=512)
def _keys_of(model: type[Model], attributes: tuple[str, ...]) -> list[tuple[str, int, Convert]]:
    """The key columns beside those columns that are written: their name, the place of their text, and how it folds."""
    return [
        (field.attname, attributes.index(field.of), field.key_of)
        for field in model._meta.concrete_fields
        if isinstance(field, KeyField) and field.of in attributes and field.attname not in attributes
    ]


def with_keys(
    model: type[Model], attributes: Sequence[str], rows: list[Sequence[Any]]
) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """Columns and rows with the sort keys of their texts put in front."""
    keys = _keys_of(model, tuple(attributes))
    if not keys:
        return attributes, rows
    names = [name for name, _place, _fold in keys]
    return [*names, *attributes], [(*[fold(row[place]) for _name, place, fold in keys], *row) for row in rows]


def converted(rows: list[Sequence[Any]], converters: Sequence[Convert | None]) -> list[Sequence[Any]]:
    """The rows as the driver takes them; None stays NULL."""
    wanted = [(place, convert) for place, convert in enumerate(converters) if convert is not None]
    if not wanted:
        return rows
    ready: list[Sequence[Any]] = []
    for row in rows:
        values = list(row)
        for place, convert in wanted:
            if values[place] is not None:
                values[place] = convert(values[place])
        ready.append(values)
    return ready


def json_text(value: Any) -> str:
    """Compact JSON; dates, UUIDs and decimals as text."""
    return _encode(value)


# Encoders are made once: `json.dumps` with arguments makes a new one a call.
_encode = DjangoJSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _converter(field: "Field[Any, Any]") -> Convert | None:
    kind = field.get_internal_type()
    if kind == "JSONField":
        return json_text
    if kind in _AS_THEY_ARE:
        return None
    if connection.vendor == "sqlite":
        fast: dict[str, Convert] = {
            "DateTimeField": _sqlite_datetime, "DateField": _sqlite_date, "UUIDField": _sqlite_uuid,
        }  # fmt: skip
    else:
        fast = {"DateTimeField": _aware}
        if kind in {"DateField", "UUIDField"}:
            return None
    return fast.get(kind) or partial(_by_the_field, field)


def _by_the_field(field: "Field[Any, Any]", value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(f"{value} has no time zone; times are stored in UTC")
    return value


def _sqlite_datetime(value: datetime) -> str:
    return _utc_text(value if value.tzinfo is UTC else _aware(value).astimezone(UTC))


# Most rows of one command share the moment they were written. Only for UTC: in a zone with summer time two moments an
# hour apart compare equal.
@lru_cache(maxsize=512)
def _utc_text(value: datetime) -> str:
    return value.isoformat(" ")[:-6]


def _sqlite_date(value: date) -> str:
    return value.isoformat()[:10]


def _sqlite_uuid(value: UUID | str) -> str:
    return value.hex if isinstance(value, UUID) else UUID(value).hex
