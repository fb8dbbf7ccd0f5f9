"""Tags as something to ask for, of whatever kind."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from amity.kernel.commands import Actor
from amity.kernel.filters import Choice, Field, Through, Type
from amity.kernel.text import sort_key
from amity.records.tags.models import Tag, Tagging

MOST_FOUND = 20


def tags_filter(record_kind: int, *, order: int = 95) -> Field:
    """`tags has VIP`."""
    return Field(
        name="tags",
        label=_("Tags"),
        type=Type.TAG,
        through=Through(lambda _seen_by: Tagging.objects.filter(record_kind=record_kind), "record_id"),
        path="tag__name",
        key="tag__name_key",
        key_of=lambda name: sort_key(name, length=60),
        lookup=_find_tags,
        aliases=("tag",),
        order=order,
    )


def _find_tags(words: str, _seen_by: Actor) -> Sequence[Choice]:
    names = Tag.objects.filter(name_key__contains=sort_key(words)).order_by("name_key").values_list("name", flat=True)
    return [Choice(name, name) for name in names[:MOST_FOUND]]
