"""Note what came with the demo company, and remove what nobody worked on."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from amity.kernel.bulk import insert_rows
from amity.kernel.commands import Actor, Origin, Refused, SetResult, command, locked
from amity.records.kinds.models import SampleRecord
from amity.records.kinds.registry import RecordKind
from amity.records.samples.queries import is_removal_under_way
from amity.records.samples.staying import still_named, worked_on
from amity.workspace.access.visibility import require_administrator


@command("samples.note")
def note_samples(kind_number: int, record_ids: Sequence[int], *, by: Actor) -> None:
    """Note records just made as samples; part of whatever fills the demo company."""
    require_administrator(by)
    columns = ("record_kind", "record_id", "is_kept")
    insert_rows(SampleRecord, columns, [(kind_number, record_id, False) for record_id in record_ids])


@command("samples.reconsider")
def reconsider_samples(*, by: Actor) -> None:
    """Let a removal look at every sample, kept ones too: what named them may be gone. Refused while one runs."""
    require_administrator(by)
    if is_removal_under_way():
        raise Refused("samples.running", _("The sample data is being removed already."))
    SampleRecord.objects.filter(is_kept=True).update(is_kept=False)


@command("samples.remove")
def remove_samples(kind: RecordKind, record_ids: Sequence[int], *, by: Actor) -> SetResult:
    """Delete up to 500 samples of a kind for good; what people worked on or what is still named is refused and stays.

    The higher kinds must be done. What is no sample is refused; one that is gone already is forgotten.
    """
    require_administrator(by)
    # The facts carry the demo's origin: to the customers that stay it is no work of a person that an order went.
    by = by.through(Origin.DEMO)
    result = SetResult([None] * len(record_ids))
    rows = SampleRecord.objects.filter(record_kind=kind.number)
    noted = set(rows.filter(record_id__in=record_ids).values_list("record_id", flat=True))
    found = {row.pk for row in locked(kind.even_in_trash(by).filter(pk__in=noted))}
    touched, named = worked_on(kind, found), still_named(kind, found)
    for place, record_id in enumerate(record_ids):
        try:
            if record_id not in found or kind.delete is None:
                raise Refused("record.missing", _("There is no such record."))
            if record_id in touched:
                raise Refused("samples.worked_on", _("Somebody worked on it."))
            if record_id in named:
                raise Refused("samples.named", _("Something that stays belongs to it."))
            kind.delete(record_id, by=by)
        except Refused as refused:
            result.refusals[place] = [refused]
        else:
            result.ids[place] = record_id
    rows.filter(record_id__in=noted - found).delete()
    rows.filter(record_id__in=found.difference(result.written)).update(is_kept=True)
    return result
