"""Delete one record of any kind, with its satellites and a fact that keeps what it held."""

from collections.abc import Iterable
from typing import Any

from amity.kernel.commands import Actor
from amity.kernel.facts.kinds import RecordDeleted
from amity.kernel.facts.log import record
from amity.kernel.facts.refs import Ref
from amity.records.kinds.models import ExternalId, Record, SampleRecord


def delete_record(
    row: Record, *, title: str, snapshot: dict[str, Any], by: Actor, also_about: Iterable[Ref] = ()
) -> None:
    """Delete `row` and its external ids; part of a room's own delete command, which has authorised it.

    `also_about` are records whose histories tell of it too.
    """
    external = ExternalId.objects.filter(record_kind=row.record_kind, record_id=row.pk)
    held = {name: value for name, value in snapshot.items() if value not in (None, "", [])}
    held["external_ids"] = [f"{source}:{value}" for source, value in external.values_list("source", "value")]
    ref = row.ref
    external.delete()
    SampleRecord.objects.filter(record_kind=ref.kind, record_id=ref.id).delete()
    record(
        RecordDeleted(record_kind=ref.kind, record_id=ref.id, title=title, snapshot=held),
        about=[ref, *also_about],
        by=by,
    )
    row.delete()
