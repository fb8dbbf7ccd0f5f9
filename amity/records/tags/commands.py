"""Put tags on records and take them off; part of the commands of the rooms that keep those records."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from amity.kernel.bulk import insert_rows, reserve_ids
from amity.kernel.commands import Actor, Invalid
from amity.kernel.ids import new_uid
from amity.kernel.text import sort_key
from amity.records.tags.models import Tag, Tagging

TINTS = 6


def tag_records(record_kind: int, names: Mapping[int, Sequence[str]], *, by: Actor) -> None:
    """Tag records that have none of these tags yet: record id -> names; unknown tags are made."""
    keys = _checked({name for some in names.values() for name in some})
    tag_ids = _found_or_made(keys)
    insert_rows(
        Tagging,
        ("tag_id", "record_kind", "record_id"),
        [
            (tag_ids[key], record_kind, record_id)
            for record_id, some in names.items()
            for key in dict.fromkeys(sort_key(name) for name in some if name.strip())
        ],
    )


def set_tags(record_kind: int, names: Mapping[int, Sequence[str]], *, by: Actor) -> None:
    """Give records exactly these tags: record id -> names."""
    if not names:
        return
    Tagging.objects.filter(record_kind=record_kind, record_id__in=list(names)).delete()
    tag_records(record_kind, names, by=by)


def _checked(names: set[str]) -> dict[str, str]:
    keys = {}
    for name in sorted(names):
        name = " ".join(name.split())
        if len(name) > 60:
            raise Invalid("tag.too_long", _("A tag has at most 60 letters: “%(tag)s…”.") % {"tag": name[:40]}, "tags")
        if name:
            keys.setdefault(sort_key(name), name)
    return keys


def _found_or_made(names: Mapping[str, str]) -> dict[str, int]:
    """Map tag keys to ids, making the missing ones."""
    found = dict(Tag.objects.filter(name_key__in=list(names)).values_list("name_key", "pk"))
    missing = [key for key in names if key not in found]
    ids = reserve_ids(Tag, len(missing)) if missing else []
    insert_rows(
        Tag,
        ("id", "uid", "name", "name_key", "tint"),
        [(tag_id, new_uid(), names[key], key, tag_id % TINTS) for tag_id, key in zip(ids, missing, strict=True)],
    )
    return found | dict(zip(missing, ids, strict=True))
