"""Which record somebody picked from the suggestions under a field, where names alone may be ambiguous."""

from uuid import UUID

from amity.kernel.commands import Actor, Missing
from amity.records.kinds.forms import RecordForm
from amity.records.kinds.registry import find_record_by_uid


def picked(form: RecordForm, field: str, kind_name: str, *, by: Actor) -> int | None:
    """The id of the record that was picked for `field` and that `by` sees; None where nothing was, or no longer is."""
    text = form.pick(field)
    if not text:
        return None
    try:
        return int(find_record_by_uid(kind_name, UUID(text), seen_by=by).pk)
    except (Missing, ValueError):
        return None
