"""The projection: what each customer's orders add up to, computed from the orders, never by adding to what was."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from amity.customers.orders.models import Order
from amity.kernel.bulk import prefer_indexes
from amity.kernel.facts.readers import ReadFact
from amity.records.kinds.numbers import COMPANY, ORDER, PERSON

COLUMNS = (
    "orders", "refunds", "bought", "returned", "net", "not_converted", "first_order_at", "last_order_at",
    "last_order_key",
)  # fmt: skip
CURRENCY_COLUMNS = ("orders", "refunds", "bought", "returned", "net")
READS = frozenset(
    {
        "order.placed", "order.drafted", "order.status_changed", "order.cancelled", "order.lines_added",
        "orders.converted", "record.changed", "record.deleted", "record.trashed", "record.restored",
    }
)  # fmt: skip
# Kind, its table, its key on an order, its totals.
_CUSTOMERS = ((PERSON, "person", "person_id", "person_totals"), (COMPANY, "company", "company_id", "company_totals"))
# `|| ''` keeps PostgreSQL from the partial indexes of what counts: with statistics from before a table grew it takes
# them for short and reads one whole for every batch (185 facts a second instead of thousands).
_COUNTED = "o.status || '' NOT IN ('cancelled', 'draft') AND o.trashed_at IS NULL"


def zero_row(record_id: int) -> tuple[Any, ...]:
    """The totals of a customer who never ordered, after its key: the row each one is born with."""
    return (record_id, 0, 0, 0, 0, 0, 0, None, None, 0)


def read_facts(facts: Sequence[ReadFact]) -> None:
    """Recompute the customers whose orders these facts touched: those of now, and those named in a change."""
    order_ids: set[int] = set()
    customers: dict[str, set[int]] = {"person_id": set(), "company_id": set()}
    for fact in facts:
        data = fact.data
        if fact.kind.startswith("record."):
            if data.get("record_kind") != ORDER:
                continue
            order_ids.add(data["record_id"])
            for key, ids in customers.items():
                ids.update(i for i in data.get("changes", {}).get(key, ()) if i)
                if before := data.get("snapshot", {}).get(key):
                    ids.add(before)
        elif fact.kind == "orders.converted":
            order_ids.update(data["order_ids"])
        else:
            order_ids.add(data["order_id"])
            for ref in fact.about:
                if ref.kind in (PERSON, COMPANY):
                    customers["person_id" if ref.kind == PERSON else "company_id"].add(ref.id)
    for chunk in _chunks(sorted(order_ids)):
        for person_id, company_id in Order.objects.filter(pk__in=chunk).values_list("person_id", "company_id"):
            customers["person_id"].add(person_id)
            customers["company_id"].add(company_id)
    for _kind, _table, key, _totals in _CUSTOMERS:
        for chunk in _chunks(sorted(i for i in customers[key] if i)):
            _recompute(key, chunk)


def rebuild_totals() -> None:
    """Compute every customer's totals from the orders."""
    for _kind, _table, key, _totals in _CUSTOMERS:
        _recompute(key, None)


def _recompute(key: str, ids: list[int] | None) -> None:
    """Three statements: the totals, the totals per currency, and away with currencies no order has any more."""
    kind, table, _key, totals = next(row for row in _CUSTOMERS if row[2] == key)
    chosen = "" if ids is None else f"IN ({', '.join(['%s'] * len(ids))})"
    parameters = ids or []
    with connection.cursor() as cursor:
        # The customers are named twice where two tables meet: some need no look at all orders.
        if ids:
            prefer_indexes()
        cursor.execute(_totals_statement(table, key, totals, chosen), parameters * 2)
        cursor.execute(_currency_statement(kind, key, chosen), parameters)
        cursor.execute(_stale_currency_statement(kind, key, chosen), parameters * 2)


def _totals_statement(table: str, key: str, totals: str, chosen: str) -> str:
    is_order, amount = "NOT o.is_refund", "o.net_home"
    return f"""
        INSERT INTO {totals} ({key}, {", ".join(COLUMNS)})
        SELECT c.id,
            COUNT(CASE WHEN {is_order} THEN 1 END),
            COUNT(CASE WHEN o.is_refund THEN 1 END),
            COALESCE(SUM(CASE WHEN {is_order} THEN {amount} END), 0),
            COALESCE(SUM(CASE WHEN o.is_refund THEN {amount} END), 0),
            COALESCE(SUM({amount}), 0),
            COUNT(CASE WHEN o.net IS NOT NULL AND {amount} IS NULL THEN 1 END),
            MIN(CASE WHEN {is_order} THEN o.ordered_at END),
            MAX(CASE WHEN {is_order} THEN o.ordered_at END),
            COALESCE({_seconds(f"MAX(CASE WHEN {is_order} THEN o.ordered_at END)")}, 0)
        FROM {table} c LEFT JOIN customer_order o
            ON o.{key} = c.id AND {_COUNTED} {f"AND o.{key} {chosen}" if chosen else ""}
        WHERE {f"c.id {chosen}" if chosen else "c.id > 0"}
        GROUP BY c.id
        ON CONFLICT ({key}) DO UPDATE SET {_taken_over(COLUMNS)}
    """  # noqa: S608 - names of our own tables


def _currency_statement(kind: int, key: str, chosen: str) -> str:
    return f"""
        INSERT INTO currency_totals (record_kind, record_id, currency, {", ".join(CURRENCY_COLUMNS)})
        SELECT {kind}, o.{key}, o.currency,
            COUNT(CASE WHEN NOT o.is_refund THEN 1 END),
            COUNT(CASE WHEN o.is_refund THEN 1 END),
            COALESCE(SUM(CASE WHEN NOT o.is_refund THEN o.net END), 0),
            COALESCE(SUM(CASE WHEN o.is_refund THEN o.net END), 0),
            COALESCE(SUM(o.net), 0)
        FROM customer_order o
        WHERE o.{key} {chosen or "IS NOT NULL"} AND {_COUNTED}
        GROUP BY o.{key}, o.currency
        ON CONFLICT (record_kind, record_id, currency) DO UPDATE SET {_taken_over(CURRENCY_COLUMNS)}
    """  # noqa: S608 - names of our own tables


def _stale_currency_statement(kind: int, key: str, chosen: str) -> str:
    return f"""
        DELETE FROM currency_totals
        WHERE record_kind = {kind} {f"AND record_id {chosen}" if chosen else ""} AND NOT EXISTS (
            SELECT 1 FROM customer_order o
            WHERE o.{key} = currency_totals.record_id AND o.currency = currency_totals.currency AND {_COUNTED}
                {f"AND o.{key} {chosen}" if chosen else ""}
        )
    """  # noqa: S608 - names of our own tables


def _taken_over(columns: Iterable[str]) -> str:
    return ", ".join(f"{column} = excluded.{column}" for column in columns)


def _seconds(moment: str) -> str:
    """SQL for a moment in seconds since 1970."""
    if connection.vendor == "postgresql":
        return f"FLOOR(EXTRACT(EPOCH FROM {moment}))::bigint"
    return f"CAST(strftime('%%s', {moment}) AS INTEGER)"


def _chunks(ids: list[int], size: int = 1000) -> Iterable[list[int]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
