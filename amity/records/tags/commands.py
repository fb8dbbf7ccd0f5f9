"""Put tags on records and take them off; part of the commands of the rooms that keep those records."""

from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

from django.utils.translation import gettext as _

from amity.kernel.bulk import insert_rows
from amity.kernel.commands import Actor, Invalid
from amity.kernel.text import sort_key
from amity.records.tags.models import Tag, Tagging

TINTS = 6
LONGEST = 60


def tag_records(record_kind: int, names: Mapping[int, Sequence[str]], *, by: Actor) -> None:
    """Tag records that have none of these tags yet: record id -> names; unknown tags are made."""
    keys = _checked({name for some in names.values() for name in some})
    if not keys:
        return
    tag_ids = _found_or_made(keys)
    insert_rows(
        Tagging,
        ("tag_id", "record_kind", "record_id"),
        [
            (tag_ids[key], record_kind, record_id)
            for record_id, some in names.items()
            for key in dict.fromkeys(sort_key(name, length=LONGEST) for name in some)
            if key
        ],
    )


def set_tags(record_kind: int, names: Mapping[int, Sequence[str]], *, by: Actor) -> None:
    """Give records exactly these tags: record id -> names."""
    if not names:
        return
    Tagging.objects.filter(record_kind=record_kind, record_id__in=list(names)).delete()
    tag_records(record_kind, names, by=by)


def _checked(names: set[str]) -> dict[str, str]:
    """The names as they are written, by key, in order of the keys; Invalid for one that is too long."""
    keys: dict[str, str] = {}
    for name in sorted(names):
        name = " ".join(name.replace("\0", "").split())
        if len(name) > LONGEST:
            message = _("A tag has at most %(most)d letters: “%(tag)s…”.") % {"most": LONGEST, "tag": name[:40]}
            raise Invalid("tag.too_long", message, "tags")
        if key := sort_key(name, length=LONGEST):
            keys.setdefault(key, name)
    return dict(sorted(keys.items()))


def _found_or_made(names: Mapping[str, str]) -> dict[str, int]:
    """Map tag keys to ids, making the missing ones; somebody else may be making the same at this moment."""
    found = _ids_of(names)
    missing = [key for key in names if key not in found]
    if not missing:
        return found
    Tag.objects.bulk_create(
        [Tag(name=names[key], name_key=key, tint=crc32(key.encode()) % TINTS) for key in missing],
        ignore_conflicts=True,
    )
    return _ids_of(names)


def _ids_of(keys: Iterable[str]) -> dict[str, int]:
    return dict(Tag.objects.filter(name_key__in=list(keys)).values_list("name_key", "pk"))
