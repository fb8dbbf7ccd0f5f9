"""Whatever a list can be sorted by comes from an index, either way round, on the first page and on those beside it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from amity.customers.catalogue.commands import create_products
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.companies.commands import create_companies
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.orders.commands import create_orders
from amity.customers.orders.drafts import OrderDraft
from amity.customers.people.commands import create_people
from amity.customers.people.drafts import PersonDraft
from amity.kernel.commands import Actor
from amity.kernel.facts.readers import catch_up_all
from amity.kernel.paging import capped_count
from amity.records.kinds.registry import kinds
from amity.records.lists.queries import matching
from amity.records.lists.state import read_state
from amity.records.testing import listed

MANY, BATCH = 5_000, 500
DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def crowd(world: Any) -> Actor:
    """Thousands of each kind, with totals; who may see them all."""
    by: Actor = world.administrator
    for start in range(0, MANY, BATCH):
        numbers = range(start, start + BATCH)
        at = [DAY - timedelta(hours=number * 7919 % MANY) for number in numbers]
        names = [f"{number * 7919 % MANY:05d}" for number in numbers]
        ids = create_people(
            [PersonDraft(full_name=n, occurred_at=t) for n, t in zip(names, at, strict=True)], by=by
        ).ids
        create_companies([CompanyDraft(name=n, occurred_at=t) for n, t in zip(names, at, strict=True)], by=by)
        create_products([ProductDraft(name=n, code=n, currency="EUR", unit_price=1) for n in names], by=by)
        create_orders(
            [
                OrderDraft(number=n, person_id=i, ordered_at=t, currency="EUR", total=int(n))
                for n, i, t in zip(names, ids, at, strict=True)
            ],
            by=by,
        )
    while catch_up_all():
        pass
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return by


def sortable_columns() -> Iterator[tuple[str, str, str]]:
    """Each kind, what its list can be sorted by, and the index that has to lead."""
    for kind in kinds():
        for field in kind.fields:
            if field.sort:
                yield kind.name, field.name, index_of(kind.model, field.sort[0])


def index_of(model: type[Model], path: str) -> str:
    """The index whose first column a path leads to."""
    *steps, field = path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    return next(index.name for index in model._meta.indexes if index.fields[0] == field and not index.condition)


def plan_of(call: Callable[[], Any]) -> str:
    """How the database ran the first SELECT of a call."""
    with CaptureQueriesContext(connection) as ran:
        call()
    reads = (query["sql"] for query in ran.captured_queries if query["sql"].startswith("SELECT"))
    select = next(sql for sql in reads if 'FROM "saved_view"' not in sql)
    with connection.cursor() as cursor:
        cursor.execute(("EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN ") + select)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.mark.slow
def test_every_sortable_column_is_read_from_its_index(crowd: Actor) -> None:
    seen = 0
    for kind, name, index in sortable_columns():
        for sign in ("", "-"):
            shown = partial(listed, kind, seen_by=crowd, sort=sign + name)
            amid = shown()
            for _ in range(20):
                amid = shown(after=amid.next_token)
            pages = {"first": {}, "next": {"after": amid.next_token}, "previous": {"before": amid.previous_token}}
            for page, token in pages.items():
                plan = plan_of(partial(shown, **token))
                assert index in plan, f"{kind} {sign}{name}, {page} page:\n{plan}"
                # A sort of the last column within ties that the index has found is no sort of the table.
                sorts = plan.upper().replace("FOR LAST TERM OF ORDER BY", "").replace("INCREMENTAL SORT", "")
                assert "TEMP B-TREE FOR ORDER BY" not in sorts and "SORT " not in sorts, (
                    f"{sign}{name}, {page}:\n{plan}"
                )
                seen += 1
    assert seen >= 6 * 13


def test_lists_are_never_counted_to_the_end(world: Any) -> None:
    for kind in kinds():
        with CaptureQueriesContext(connection) as ran:
            capped_count(matching(read_state(kind.name, {})[0], seen_by=world.administrator))
        assert all("LIMIT 10001" in query["sql"] for query in ran.captured_queries), ran.captured_queries
