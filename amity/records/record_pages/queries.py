"""Read a record with everything its fields hold."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from amity.kernel.commands import Actor, Missing
from amity.records.kinds.fields import RecordField
from amity.records.kinds.models import Record
from amity.records.kinds.registry import RecordKind, kind_named

Labelled = list[tuple[Any, str]]


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record the viewer sees: `values` by the name of the field (the main one where it may have several), and all
    `labelled` values of those that may."""

    kind: RecordKind
    record: Record
    values: dict[str, Any]
    labelled: dict[str, Labelled]

    @property
    def path(self) -> str:
        return self.kind.path(self.record)

    @property
    def title(self) -> str:
        return self.kind.title(self.record)

    @property
    def heading(self) -> str:
        return self.kind.heading(self.record) if self.kind.heading else self.title


def read_record(kind_name: str, uid: UUID | str, *, seen_by: Actor) -> ReadRecord:
    """One record by its public key, with the values of the fields its page shows; Missing when the actor may not see
    it. The number of queries depends on the kind alone."""
    kind = kind_named(kind_name)
    fields = [field for field in kind.fields if field.section]
    rows = kind.visible_to(seen_by).filter(uid=uid)
    # Fields share what they fetch: the same function twice would ask twice.
    for fetch in dict.fromkeys(field.fetch for field in fields if field.fetch and not field.every):
        rows = fetch(rows, seen_by)
    record = rows.first()
    if record is None:
        raise Missing(f"no such {kind.name}")
    labelled = {field.name: field.every([record.pk], seen_by).get(record.pk, []) for field in fields if field.every}
    values = {field.name: _value(field, record, labelled.get(field.name), seen_by) for field in fields}
    return ReadRecord(kind, record, values, labelled)


def _value(field: RecordField, record: Record, labelled: Labelled | None, seen_by: Actor) -> Any:
    if labelled is not None:
        return labelled[0][0] if labelled else None
    if field.load:
        return field.load([record.pk], seen_by).get(record.pk)
    return field.read(record)
