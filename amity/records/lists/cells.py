"""One cell, written anew after it was changed in place."""

from typing import Any

from django.utils.safestring import SafeString

from amity.records.kinds.fields import RecordField
from amity.records.kinds.registry import RecordKind
from amity.records.lists.painting import named, painter
from amity.workspace.settings.queries import organisation


def cell_as_shown(kind: RecordKind, record: Any, field: RecordField, value: Any) -> SafeString:
    """What stands in the cell of this field, as the list has painted it."""
    if field.shape == "name":
        return SafeString(named(kind)(record))
    return SafeString(painter(field, organisation().home_currency)(value))
