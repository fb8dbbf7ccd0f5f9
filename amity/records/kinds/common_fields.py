"""Fields that every kind has: whose it is, when it came."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from amity.records.kinds.fields import RecordField

BELONGING = _("Belonging")


def belonging_fields() -> list[RecordField]:
    """Owner and team."""
    return [
        RecordField(
            name="owner",
            label=_("Owner"),
            shape="account",
            value=lambda record: record.owner,
            fetch=lambda rows, _seen_by: rows.select_related("owner"),
            group="owner",
            editor=("owner_id",),
            changes=("owner_id",),
            in_list=True,
            section=BELONGING,
            order=910,
        ),
        RecordField(
            name="team",
            label=_("Team"),
            shape="team",
            value=lambda record: record.team,
            fetch=lambda rows, _seen_by: rows.select_related("team"),
            group="team",
            editor=("team_id",),
            changes=("team_id",),
            section=BELONGING,
            order=920,
        ),
    ]


def created_field(*, in_list: bool, is_sorted: bool = True) -> RecordField:
    """When it was added; `is_sorted` where the kind has an index by it."""
    return RecordField(
        name="created",
        label=_("Added"),
        shape="moment",
        value=lambda record: record.created_at,
        sort=("created_at", "pk") if is_sorted else (),
        falls_first=True,
        in_list=in_list,
        section=BELONGING,
        order=900,
    )


def attribute(name: str) -> Callable[[Any], Any]:
    """A plain column of the record."""
    return lambda record: getattr(record, name)
