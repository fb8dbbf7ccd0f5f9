"""What an account looked at last, as far as it may still see it."""

from amity.kernel.commands import Actor
from amity.records.kinds.registry import kind_numbered
from amity.records.search.models import RecentRecord
from amity.records.search.queries import Hit, as_hits


def recent_records(*, seen_by: Actor, limit: int = 20) -> list[Hit]:
    """The records `seen_by` opened last, newest first, without those gone or out of sight since."""
    if seen_by.account_id is None:
        return []
    rows = RecentRecord.objects.filter(account_id=seen_by.account_id).order_by("-seen_at", "-pk")
    order = {(kind, pk): place for place, (kind, pk) in enumerate(rows.values_list("record_kind", "record_id"))}
    found: list[tuple[int, Hit]] = []
    for number in sorted({number for number, _pk in order}):
        kind = kind_numbered(number)
        ids = [pk for other, pk in order if other == number]
        visible = list(kind.visible_to(seen_by).filter(pk__in=ids).defer("search_text"))
        found += [(order[number, hit.record.pk], hit) for hit in as_hits(kind, visible, seen_by=seen_by)]
    return [hit for _place, hit in sorted(found, key=lambda item: item[0])[:limit]]
