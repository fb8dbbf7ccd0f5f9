"""Read the trash: newest first, over all kinds, never repeating or skipping a record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from uuid import UUID

from django.db.models import DateTimeField, IntegerField, Q

from amity.kernel.commands import Actor, Missing
from amity.kernel.facts.refs import Ref
from amity.kernel.paging.tokens import decode_token, encode_token
from amity.records.kinds.models import Record
from amity.records.kinds.registry import RecordKind, kind_named, kinds
from amity.workspace.accounts.queries import account_names

SIZE = 50
_KEY = (DateTimeField(), IntegerField(), IntegerField())


@dataclass(frozen=True, slots=True)
class TrashedRecord:
    """A record in the trash; `who` is '' where Amity itself or nobody known put it there."""

    kind: RecordKind
    record: Record
    title: str
    who: str
    at: datetime

    @property
    def key(self) -> str:
        """How forms name it."""
        return f"{self.kind.name}:{self.record.uid}"


@dataclass(frozen=True, slots=True)
class TrashPage:
    """`older` is the token of the next page, None at the end."""

    rows: list[TrashedRecord]
    older: str | None


def trash(*, seen_by: Actor, kind: str = "", before: str | None = None, size: int = SIZE) -> TrashPage:
    """One page of what the viewer would see were it not in the trash: one query a kind and one for names."""
    found = list(
        islice(merge(*(_newest(item, seen_by, before, size + 1) for item in _kinds(kind)), reverse=True), size + 1)
    )
    rows = [(known, row) for _moment, _number, _id, known, row in found[:size]]
    names = account_names({row.trashed_by for _kind, row in rows if row.trashed_by})
    older = encode_token(found[size - 1][:3]) if len(found) > size else None
    return TrashPage(
        [
            TrashedRecord(known, row, known.title(row), names.get(row.trashed_by or 0, ""), row.trashed_at)
            for known, row in rows
            if row.trashed_at
        ],
        older,
    )


def trashed_records(keys: Iterable[str], *, seen_by: Actor) -> list[TrashedRecord]:
    """Those named `person:<uid>` and so on that lie in the trash for the viewer; one query a kind."""
    wanted: dict[str, list[UUID]] = {}
    for key in keys:
        name, _colon, uid = key.partition(":")
        try:
            wanted.setdefault(name, []).append(UUID(uid))
        except ValueError:
            raise Missing("no such record") from None
    found = []
    for name, uids in wanted.items():
        kind = kind_named(name)
        rows = kind.even_in_trash(seen_by).filter(uid__in=uids, trashed_at__isnull=False).order_by("pk")
        found += [TrashedRecord(kind, row, kind.title(row), "", row.trashed_at) for row in rows]
    return found


def refs_of(rows: Iterable[TrashedRecord]) -> list[Ref]:
    """Their refs, for commands."""
    return [row.record.ref for row in rows]


Found = tuple[datetime, int, int, RecordKind, Record]


def _newest(kind: RecordKind, seen_by: Actor, before: str | None, size: int) -> list[Found]:
    rows = kind.even_in_trash(seen_by).filter(trashed_at__isnull=False)
    if before:
        moment, number, record_id = decode_token(before, _KEY)
        later = Q(trashed_at__lt=moment)
        if kind.number < number:
            later |= Q(trashed_at=moment)
        elif kind.number == number:
            later |= Q(trashed_at=moment, pk__lt=record_id)
        rows = rows.filter(later)
    return [
        (row.trashed_at, kind.number, row.pk, kind, row)
        for row in rows.defer("search_text").order_by("-trashed_at", "-pk")[:size]
    ]


def _kinds(name: str) -> list[RecordKind]:
    return [kind_named(name)] if name else kinds()
