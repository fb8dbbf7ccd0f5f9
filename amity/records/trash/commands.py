"""Put records in the trash, take them out, and empty it."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from amity.kernel.commands import (
    MOST_IN_ONE_TRANSACTION,
    Actor,
    Missing,
    Refused,
    SetResult,
    command,
    locked,
)
from amity.kernel.facts.log import record
from amity.kernel.facts.refs import Ref
from amity.records.kinds.registry import RecordKind, kind_numbered, kinds
from amity.records.trash.facts import RecordRestored, RecordTrashed
from amity.workspace.access.visibility import require_administrator, require_writer

KEPT = timedelta(days=30)


@command("trash.trash")
def trash_records(refs: Sequence[Ref], *, by: Actor) -> SetResult:
    """Put up to 500 records of any kinds in the trash; what may not go is refused and does not stop the others.

    They keep all they hold, and what others refer to them by.
    """
    require_writer(by)
    now = timezone.now()
    result = SetResult([None] * len(refs))
    for kind, places in _by_kind(refs):
        found = {row.pk: row for row in locked(kind.visible_to(by).filter(pk__in=places))}
        kept = kind.why_kept(list(found))
        for record_id, place in places.items():
            if record_id not in found:
                result.refusals[place] = [_not_there(kind, is_alone=len(refs) == 1)]
            elif record_id in kept:
                result.refusals[place] = [Refused("record.kept", kept[record_id])]
            else:
                row, result.ids[place] = found[record_id], record_id
                record(
                    RecordTrashed(record_kind=kind.number, record_id=record_id, title=kind.title(row)),
                    about=[row.ref, *kind.also_told(row)],
                    by=by,
                )
        _write(kind, found.keys() - kept.keys(), at=now, trashed_at=now, trashed_by=by.account_id)
    return result


@command("trash.restore")
def restore_records(refs: Sequence[Ref], *, by: Actor) -> SetResult:
    """Take up to 500 records out of the trash; what is not in it is refused and does not stop the others."""
    require_writer(by)
    now = timezone.now()
    result = SetResult([None] * len(refs))
    for kind, places in _by_kind(refs):
        rows = kind.even_in_trash(by).filter(pk__in=places, trashed_at__isnull=False)
        found = {row.pk: row for row in locked(rows)}
        for record_id, place in places.items():
            if record_id not in found:
                result.refusals[place] = [_not_there(kind, is_alone=len(refs) == 1)]
                continue
            row, result.ids[place] = found[record_id], record_id
            record(
                RecordRestored(record_kind=kind.number, record_id=record_id, title=kind.title(row)),
                about=[row.ref, *kind.also_told(row)],
                by=by,
            )
        _write(kind, found.keys(), at=now, trashed_at=None, trashed_by=None)
    return result


@command("trash.delete")
def delete_from_trash(refs: Sequence[Ref], *, by: Actor) -> SetResult:
    """Delete records in the trash for good, as administrators may; what may not go is refused and stays."""
    require_administrator(by)
    result = SetResult([None] * len(refs))
    for kind, places in _by_kind(refs):
        rows = kind.even_in_trash(by).filter(pk__in=places, trashed_at__isnull=False)
        there = set(rows.values_list("pk", flat=True))
        for record_id, place in places.items():
            try:
                if record_id not in there or kind.delete is None:
                    raise _not_there(kind, is_alone=len(refs) == 1)
                kind.delete(record_id, by=by)
            except Refused as refused:
                result.refusals[place] = [refused]
            else:
                result.ids[place] = record_id
    return result


def empty_trash(*, by: Actor, before: datetime | None = None) -> int:
    """Delete for good what has lain in the trash for 30 days, a transaction at a time; return how many went.

    What a rule keeps stays and is asked again the next time.
    """
    require_administrator(by)
    until = before or timezone.now() - KEPT
    gone = 0
    for kind in kinds():
        last = 0
        while refs := _oldest(kind, until, last):
            gone += len(delete_from_trash(refs, by=by).written)
            last = refs[-1].id
    return gone


def _oldest(kind: RecordKind, until: datetime, after_id: int) -> list[Ref]:
    rows = kind.model._default_manager.filter(trashed_at__lt=until, pk__gt=after_id).order_by("pk")
    # A deletion is several statements: a tenth of a set keeps the transaction short.
    ids = rows.values_list("pk", flat=True)[: MOST_IN_ONE_TRANSACTION // 10]
    return [Ref(kind.number, record_id) for record_id in ids]


def _by_kind(refs: Sequence[Ref]) -> list[tuple[RecordKind, dict[int, int]]]:
    """Kinds in the order of their numbers, so that two commands lock alike, with record id -> place in `refs`."""
    places: dict[int, dict[int, int]] = {}
    for place, ref in enumerate(refs):
        places.setdefault(ref.kind, {})[ref.id] = place
    return [(kind_numbered(number), places[number]) for number in sorted(places)]


def _not_there(kind: RecordKind, *, is_alone: bool) -> Refused:
    if is_alone:
        raise Missing(f"no such {kind.name}")
    return Refused("record.missing", _("There is no such record."))


def _write(
    kind: RecordKind, ids: Collection[int], *, at: datetime, trashed_at: datetime | None, trashed_by: int | None
) -> None:
    if ids:
        kind.model._default_manager.filter(pk__in=ids).update(
            trashed_at=trashed_at, trashed_by=trashed_by, updated_at=at, version=F("version") + 1
        )
