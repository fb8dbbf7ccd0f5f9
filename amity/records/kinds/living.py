"""What is not in the trash, and what is."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import QuerySet

from amity.records.kinds.models import Record
from amity.records.kinds.registry import kind_numbered

R = TypeVar("R", bound=Record)


def living(rows: "QuerySet[R]") -> "QuerySet[R]":
    """The records of `rows` that are not in the trash; every room's `visible_to` begins with it."""
    return rows.filter(trashed_at__isnull=True)


def trashed_among(record_kind: int, ids: Iterable[int]) -> set[int]:
    """Those of these records that lie in the trash; one query, none for none."""
    wanted = set(ids)
    if not wanted:
        return set()
    rows = kind_numbered(record_kind).model._default_manager.filter(pk__in=wanted, trashed_at__isnull=False)
    return set(rows.values_list("pk", flat=True))
