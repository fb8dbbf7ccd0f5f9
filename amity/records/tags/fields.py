"""Tags as a field of whatever kind."""

from django.utils.translation import gettext_lazy as _

from amity.records.kinds.common_fields import BELONGING
from amity.records.kinds.fields import RecordField
from amity.records.tags.queries import tags_of


def tags_field(record_kind: int, *, order: int) -> RecordField:
    """Tags, one query a page."""
    return RecordField(
        name="tags",
        label=_("Tags"),
        shape="tags",
        load=lambda ids, _seen_by: tags_of(record_kind, ids),
        editor=("tags",),
        changes=("tags",),
        in_list=True,
        section=BELONGING,
        order=order,
    )
