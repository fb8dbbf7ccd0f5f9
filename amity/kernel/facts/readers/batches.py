"""Hand facts to a reader: its effect and its cursor in one transaction."""

from typing import Any

from django.db.models import QuerySet

from amity.kernel.commands import run_in_unit
from amity.kernel.facts.models import ReaderCursor, StoredFact
from amity.kernel.facts.readers.cursors import locked_cursor, move
from amity.kernel.facts.readers.registry import Reader, ReadFact
from amity.kernel.facts.refs import Ref

_COLUMNS = ("id", "kind", "origin", "actor_id", "depth", "occurred_at", "recorded_at", "about", "data")


def read_batch(reader: Reader, limit: int) -> int:
    """Give a reader at most `limit` facts; return how many its cursor passed."""

    def hand_over() -> int:
        cursor = locked_cursor(reader)
        ids = list(facts_after(cursor).values_list("id", flat=True)[:limit])
        if not ids:
            return 0
        hand(reader, facts_after(cursor).filter(id__lte=ids[-1]))
        move(cursor, ids[-1])
        return len(ids)

    return run_in_unit(hand_over)


def facts_after(cursor: ReaderCursor) -> "QuerySet[StoredFact]":
    """What the reader has not dealt with yet, in commit order."""
    return StoredFact.objects.filter(id__gt=cursor.fact_id).order_by("id")


def hand(reader: Reader, rows: "QuerySet[StoredFact]") -> None:
    """Let the reader handle those of the facts that it wants."""
    # Asked behind the choice of facts: who is told from now on is told of all of them.
    kinds = reader.wanted_kinds()
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    wanted = [fact for fact in map(_read, rows.values_list(*_COLUMNS)) if reader.wants(fact)]
    if wanted:
        reader.handle(wanted)


def _read(row: tuple[Any, ...]) -> ReadFact:
    fact_id, kind, origin, actor_id, depth, occurred_at, recorded_at, about, data = row
    refs = tuple(Ref(*pair) for pair in about)
    return ReadFact(fact_id, kind, origin, actor_id, depth, occurred_at, recorded_at, refs, data)
