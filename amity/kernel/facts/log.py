"""Write facts: gathered during a command, stored last, just before its commit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import connection
from django.utils import timezone

from amity.kernel.bulk import insert_rows, reserve_ids
from amity.kernel.bulk.columns import json_text
from amity.kernel.commands import Actor, Refused
from amity.kernel.commands.transaction import current_unit
from amity.kernel.facts.groups import group_named
from amity.kernel.facts.kinds import Fact
from amity.kernel.facts.models import FactAbout, StoredFact
from amity.kernel.facts.occurrences import Told, write_occurrences
from amity.kernel.facts.refs import Ref

DEEPEST_CAUSE = 5
# Any constant will do, as long as nothing else in the database uses it.
LOCK = 7_266_001

COLUMNS = (
    "id", "kind", "version", "origin", "actor_id", "caused_by", "depth", "request_id", "idempotency_key",
    "occurred_at", "recorded_at", "about", "data",
)  # fmt: skip
ABOUT_COLUMNS = ("record_kind", "record_id", "occurred_at", "fact_id", "group_number")


class HasRef(Protocol):
    @property
    def ref(self) -> Ref: ...


@dataclass(slots=True)
class Entry:
    """One fact waiting for its commit."""

    fact: Fact
    about: tuple[Ref, ...]
    by: Actor
    occurred_at: datetime | None
    key: str | None


def record(
    fact: Fact,
    *,
    about: Sequence[Ref | HasRef],
    by: Actor,
    occurred_at: datetime | None = None,
    key: str | None = None,
) -> None:
    """Tell a fact about records, as part of the command that is running.

    `occurred_at` is when it happened in the world (default: now). A fact with a `key` that is stored already is left
    out. Raises Refused when the chain of causes behind `by` is deeper than 5, RuntimeError outside a command.
    """
    unit = current_unit()
    if unit is None:
        raise RuntimeError("a fact is recorded inside a command, so that both are written or neither")
    if by.cause and by.cause.depth >= DEEPEST_CAUSE:
        raise Refused("facts.too_deep", f"Stopped: more than {DEEPEST_CAUSE} reactions set each other off.")
    refs = tuple(dict.fromkeys(item if isinstance(item, Ref) else item.ref for item in about))
    unit.add(Entry(fact, refs, by, occurred_at, key), write_entries)


def write_entries(entries: list[Entry]) -> None:
    """Store gathered facts in the order they were told; on PostgreSQL under the lock that orders all commits."""
    texts = {id(entry): (_pairs(entry.about), json_text(entry.fact.data())) for entry in entries}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Deferred foreign keys would take row locks at commit, behind our lock, and deadlock: check them now.
            cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; SELECT pg_advisory_xact_lock({LOCK})")
    entries = _without_known_keys(entries)
    if not entries:
        return
    now = timezone.now()
    fact_rows: list[tuple[Any, ...]] = []
    about_rows: list[tuple[Any, ...]] = []
    counted: list[Told] = []
    for fact_id, entry in zip(reserve_ids(StoredFact, len(entries)), entries, strict=True):
        fact, by, at, cause = entry.fact, entry.by, entry.occurred_at or now, entry.by.cause
        fact_rows.append((
            fact_id, fact.told_as, fact.version, str(by.origin), by.account_id,
            cause.fact_id if cause else None, cause.depth + 1 if cause else 0, by.request_id, entry.key,
            at, now, *texts[id(entry)],
        ))  # fmt: skip
        group = group_named(fact.group).number
        about_rows.extend((kind, record_id, at, fact_id, group) for kind, record_id in entry.about)
        if fact.ends or fact.counted[0]:
            counted.append((fact, entry.about, at))
    insert_rows(StoredFact, COLUMNS, fact_rows, json_ready=True)
    insert_rows(FactAbout, ABOUT_COLUMNS, about_rows)
    if counted:
        write_occurrences(counted)


def _pairs(about: tuple[Ref, ...]) -> str:
    """`[[kind,id],…]`, several times as fast as an encoder."""
    return f"[{','.join([f'[{kind},{record_id}]' for kind, record_id in about])}]"


def _without_known_keys(entries: list[Entry]) -> list[Entry]:
    keys = {entry.key for entry in entries if entry.key}
    if not keys:
        return entries
    seen: set[str | None] = set(
        StoredFact.objects.filter(idempotency_key__in=keys).values_list("idempotency_key", flat=True)
    )
    return list(_first_of_each_key(entries, seen))


def _first_of_each_key(entries: Iterable[Entry], seen: set[str | None]) -> Iterable[Entry]:
    for entry in entries:
        if entry.key and entry.key in seen:
            continue
        if entry.key:
            seen.add(entry.key)
        yield entry
