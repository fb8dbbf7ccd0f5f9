"""Read tags."""

from collections import defaultdict
from collections.abc import Iterable

from amity.kernel.text import sort_key
from amity.records.tags.models import Tag, Tagging


def tags_of(record_kind: int, record_ids: Iterable[int]) -> dict[int, list[Tag]]:
    """The tags of many records by record id, in order of their names (one query)."""
    found: dict[int, list[Tag]] = defaultdict(list)
    rows = Tagging.objects.filter(record_kind=record_kind, record_id__in=list(record_ids)).select_related("tag")
    for row in rows.order_by("tag__name_key"):
        found[row.record_id].append(row.tag)
    return found


def tag_names_of(record_kind: int, record_ids: Iterable[int]) -> dict[int, list[str]]:
    """The names of the tags of many records by record id, in order."""
    return {record_id: [tag.name for tag in tags] for record_id, tags in tags_of(record_kind, record_ids).items()}


def all_tag_names() -> list[str]:
    """All tags there are, for completion."""
    return list(Tag.objects.order_by("name_key").values_list("name", flat=True))


def tags_like(text: str, *, limit: int = 10) -> list[str]:
    """Names of tags that begin with `text`, in order; tags are words of the organisation that everyone sees."""
    key = sort_key(text)
    rows = Tag.objects.filter(name_key__startswith=key) if key else Tag.objects.none()
    return list(rows.order_by("name_key").values_list("name", flat=True)[:limit])
