"""When two people edit one record: changes of different fields merge, of the same field ask."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from amity.kernel.commands.refusals import Stale


def merged_changes(
    *,
    now: Mapping[str, Any],
    wanted: Mapping[str, Any],
    was: Mapping[str, Any] | None,
    version: int | None,
    version_now: int,
) -> dict[str, tuple[Any, Any]]:
    """What a change really changes: field -> (before, after), empty when nothing.

    `now` holds the stored values, `wanted` the new ones, `was` the values the caller had read at `version` (None: the
    caller insists). Raises Stale naming (mine, theirs, original) for each field both sides changed.
    """
    original = was or {}
    # What the caller sends back as they had read it is no wish of theirs, whatever others did to it meanwhile.
    wishes = {field: value for field, value in wanted.items() if field not in original or original[field] != value}
    changes = {field: (now[field], value) for field, value in wishes.items() if now[field] != value}
    if version is None or version == version_now or not changes:
        return changes
    conflicts = {
        field: (mine, theirs, original.get(field))
        for field, (theirs, mine) in changes.items()
        if field not in original or original[field] != theirs
    }
    if conflicts:
        raise Stale(
            "record.stale",
            _("Someone else changed %(fields)s meanwhile. Choose whose value to keep.")
            % {"fields": ", ".join(conflicts)},
            conflicts,
        )
    return changes
