"""The facts of one request, and which of its facts tell of fields."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection

from amity.kernel.facts.kinds import Fact, fact_kind, fact_kinds
from amity.kernel.facts.models import FactAbout, StoredFact
from amity.kernel.facts.refs import Ref

# More than any page changes at once; a set of 500 records tells some facts each.
MOST = 5_000
_COLUMNS = ("id", "kind", "actor_id", "request_id", "occurred_at", "recorded_at", "about", "data")


@dataclass(frozen=True, slots=True)
class Told:
    """A stored fact."""

    id: int
    name: str
    actor_id: int | None
    request_id: str | None
    occurred_at: datetime
    recorded_at: datetime
    about: tuple[Ref, ...]
    data: dict[str, Any]

    @property
    def kind(self) -> type[Fact] | None:
        return fact_kind(self.name)

    @property
    def changes(self) -> tuple[Ref, dict[str, Any]] | None:
        return self.kind.changes_of(self.data) if self.kind else None

    @property
    def making(self) -> Ref | None:
        return self.kind.making_of(self.data) if self.kind else None


def facts_of_request(request_id: str) -> list[Told]:
    """What one request of a person (not an import) told, in order."""
    # The last condition is that of the index, word by word: imports keep one number for millions of facts.
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT "id" FROM "fact" WHERE "request_id" = %s AND NOT ("origin" = \'import\') ORDER BY "id" LIMIT %s',
            [request_id, MOST],
        )
        ids = [row[0] for row in cursor.fetchall()]
    return told(ids)


def later_facts(refs: Iterable[Ref], after_id: int, *, names: Iterable[str] | None = None) -> list[Told]:
    """What was told of these records after a fact, newest first; of these kinds of fact only, if given."""
    by_kind: dict[int, set[int]] = {}
    for ref in refs:
        by_kind.setdefault(ref.kind, set()).add(ref.id)
    ids: list[int] = []
    for number, record_ids in sorted(by_kind.items()):
        rows = FactAbout.objects.filter(record_kind=number, record_id__in=record_ids, fact_id__gt=after_id)
        ids += rows.values_list("fact_id", flat=True)
    return told(sorted(set(ids), reverse=True)[:MOST], names=names)[::-1]


def told_about(ref: Ref, *, names: Iterable[str]) -> list[Told]:
    """All facts of these kinds about a record, in order."""
    rows = FactAbout.objects.filter(record_kind=ref.kind, record_id=ref.id).values_list("fact_id", flat=True)
    return told(sorted(rows), names=names)


def told(ids: Sequence[int], *, names: Iterable[str] | None = None) -> list[Told]:
    """These facts, in order of their ids."""
    rows = StoredFact.objects.filter(pk__in=ids)
    if names is not None:
        rows = rows.filter(kind__in=list(names))
    return [
        Told(fact_id, name, actor_id, request_id, occurred_at, recorded_at, tuple(Ref(*pair) for pair in about), data)
        for fact_id, name, actor_id, request_id, occurred_at, recorded_at, about, data in rows.order_by(
            "id"
        ).values_list(*_COLUMNS)
    ]


@cache
def kinds_of_making() -> frozenset[str]:
    """The names of the kinds of fact that tell the making of a record."""
    return frozenset(
        name
        for name, kind in fact_kinds().items()
        if kind.making_of.__func__ is not Fact.making_of.__func__  # type: ignore[attr-defined]
    )


@cache
def kinds_of_change() -> frozenset[str]:
    """The names of the kinds of fact that tell of changed fields."""
    return frozenset(
        name
        for name, kind in fact_kinds().items()
        if kind.changes_of.__func__ is not Fact.changes_of.__func__  # type: ignore[attr-defined]
    )
