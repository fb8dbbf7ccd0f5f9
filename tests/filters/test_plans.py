"""What filters ask of large tables comes from indexes, on both databases."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from amity.config.bench.crowd import fill_crowd
from amity.customers.contact.places import Place
from amity.customers.people.commands import create_people
from amity.customers.people.drafts import PersonDraft
from amity.kernel.commands import Actor
from amity.kernel.filters import filtered, parse_text, spelling
from amity.kernel.filters.spelling import Reading
from amity.kernel.paging import keyset_page
from amity.records.kinds.filtering import catalogue_of
from amity.records.kinds.registry import kind_named


@pytest.fixture
def crowd(world: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Actor]:
    """Three thousand people with their orders and facts, taken for a crowd."""
    monkeypatch.setattr("amity.config.bench.crowd._settle", lambda: None)
    fill_crowd(people=3000, companies=600, orders=9000, facts=30_000, say=lambda _text: None)
    monkeypatch.setattr(spelling, "FEW", 100)
    # A house on SQLite never runs ANALYZE: what its statistics would say must not be needed.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            # A small table is read whole for less; in a large one the index is taken by itself.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    yield world.administrator


def plan(text: str, seen_by: Actor, reading: Reading = "page") -> str:
    """How the first page by name is found."""
    catalogue = catalogue_of("person", seen_by=seen_by)
    rows = kind_named("person").visible_to(seen_by)
    rows = filtered(rows, parse_text(text, catalogue), catalogue, seen_by=seen_by, reading=reading)
    assert keyset_page(rows, order=["name_key", "pk"]).rows
    sql, parameters = rows.order_by("name_key", "pk")[:51].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(("EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN ") + sql, parameters)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.mark.slow
def test_large_filters_are_read_from_indexes(crowd: Actor) -> None:
    often = plan("ordered at least 2 times in the last year", crowd)
    assert "order_counted_by_person" in often and "person_by_name" in often, often
    never = plan("has no note in the last 30 days", crowd)
    assert "person_by_name" in never, never
    assert "occurrence_pkey" in never or "occurrence USING PRIMARY KEY" in never or "U0 USING PRIMARY KEY" in never, (
        never
    )
    worth = plan("ordered for at least 300 EUR in the last year", crowd)
    assert "order_counted_by_person" in worth and "person_by_name" in worth, worth


@pytest.mark.slow
def test_few_rows_lead_as_a_set(crowd: Actor) -> None:
    create_people([PersonDraft(full_name="Far", addresses=[Place(city="Nowhere")])], by=crowd)
    rare = plan("city = nowhere", crowd)
    assert "person_address_by_city" in rare, rare


def test_a_filter_looks_at_few_rows_to_choose_its_spelling(world: Any, django_assert_max_num_queries: Any) -> None:
    viewer = world.administrator
    catalogue = catalogue_of("person", seen_by=viewer)
    wanted = parse_text("ordered in the last 30 days and not has note and city = Berlin", catalogue)
    rows = kind_named("person").visible_to(viewer)
    with django_assert_max_num_queries(2):
        filtered(rows, wanted, catalogue, seen_by=viewer)
    with django_assert_max_num_queries(0):
        filtered(rows, wanted, catalogue, seen_by=viewer)
