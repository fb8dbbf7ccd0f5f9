"""Find and keep what other systems call our records."""

from collections.abc import Iterable, Mapping

from amity.kernel.bulk import insert_rows
from amity.kernel.facts.refs import Ref
from amity.records.kinds.models import ExternalId


def records_by_external_id(record_kind: int, source: str, values: Iterable[str]) -> dict[str, int]:
    """Map each known value of `source` to the id of its record; at most some hundred values a call."""
    wanted = {value for value in values if value}
    if not wanted:
        return {}
    found = ExternalId.objects.filter(record_kind=record_kind, source=source, value__in=wanted)
    return dict(found.values_list("value", "record_id"))


def external_ids_of(ref: Ref) -> list[tuple[str, str]]:
    """(source, value) pairs of one record."""
    return external_ids_of_many(ref.kind, [ref.id]).get(ref.id, [])


def external_ids_of_many(record_kind: int, record_ids: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """(source, value) pairs of many records by record id (one query); records without any are left out."""
    found: dict[int, list[tuple[str, str]]] = {}
    rows = ExternalId.objects.filter(record_kind=record_kind, record_id__in=list(record_ids)).order_by(
        "source", "value"
    )
    for record_id, source, value in rows.values_list("record_id", "source", "value"):
        found.setdefault(record_id, []).append((source, value))
    return found


def keep_external_ids(record_kind: int, ids: Mapping[tuple[str, str], int]) -> None:
    """Store (source, value) -> record id, part of a command; the database refuses one that is taken."""
    insert_rows(
        ExternalId,
        ("record_kind", "source", "value", "record_id"),
        [(record_kind, source, value, record_id) for (source, value), record_id in ids.items()],
    )
