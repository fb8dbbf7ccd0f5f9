"""The only writer of what was seen last. It tells no fact: looking changes nothing."""

from typing import Any

from django.utils import timezone

from amity.kernel.commands import Actor, command
from amity.records.kinds.registry import find_record_by_uid
from amity.records.search.models import RecentRecord

MOST_RECENT = 20


@command("search.note_seen")
def note_seen(kind_name: str, uid: Any, *, by: Actor) -> None:
    """Keep that `by` has a record open; Missing when they may not see it. The oldest beyond 20 are forgotten."""
    record = find_record_by_uid(kind_name, uid, seen_by=by)
    if by.account_id is None:
        return
    RecentRecord.objects.update_or_create(
        account_id=by.account_id,
        record_kind=record.record_kind,
        record_id=record.pk,
        defaults={"seen_at": timezone.now()},
    )
    own = RecentRecord.objects.filter(account_id=by.account_id)
    kept = own.order_by("-seen_at", "-pk").values_list("pk", flat=True)
    forgotten = list(kept[MOST_RECENT:])
    if forgotten:
        own.filter(pk__in=forgotten).delete()
