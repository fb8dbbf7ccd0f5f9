"""Pages never repeat or skip a row, whatever the order, the ties and the direction."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amity.kernel.bulk import insert_rows
from amity.kernel.commands import Invalid
from amity.kernel.ids import new_uid
from amity.kernel.paging import capped_count, keyset_page
from amity.kernel.testing.tables import Shelf, Specimen
from amity.kernel.text import sort_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kernel_tables")]

ORDERS = [
    ("name_key", "id"),
    ("-name_key", "-id"),
    ("-count", "name_key", "id"),
    ("seen_at", "-count", "-id"),
    ("-day", "-uid"),
    ("shelf__name", "shelf__id", "id"),
    ("id",),
    ("-id",),
]
rows = st.lists(
    st.tuples(st.sampled_from(["", "a", "A", "b", "é", "z z", "ß"]), st.integers(0, 2), st.integers(0, 1)), max_size=25
)
few_examples = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


def fill(drawn) -> None:
    Specimen.objects.all().delete()
    Shelf.objects.all().delete()
    shelves = [Shelf.objects.create(name="low").pk, Shelf.objects.create(name="high").pk]
    insert_rows(
        Specimen,
        ("uid", "name", "name_key", "text", "mail", "colour", "size", "count", "is_rare", "day", "seen_at", "shelf_id"),
        [
            (new_uid(), key, key, "", "", "red", 1, count, False, date(2026, 1, 1 + count),
             datetime(2026, 1, 1, 0, 0, 0, late * 7, tzinfo=UTC), shelves[late])
            for key, count, late in drawn
        ],
    )  # fmt: skip


def walk(order, size, *, backwards=False, on_page=lambda: None):
    """All keys in page order, walking from one end to the other."""
    specimens = Specimen.objects.select_related("shelf")
    page = keyset_page(specimens, order=order, size=size)
    if backwards:
        while page.next_token:
            page = keyset_page(specimens, order=order, size=size, after=page.next_token)
    pages = [[row.pk for row in page.rows]]
    while token := page.previous_token if backwards else page.next_token:
        on_page()
        direction = {"before": token} if backwards else {"after": token}
        page = keyset_page(specimens, order=order, size=size, **direction)
        assert len(page.rows) <= size
        pages.append([row.pk for row in page.rows])
    if backwards:
        pages.reverse()
    return [pk for page in pages for pk in page]


@few_examples
@given(drawn=rows, order=st.sampled_from(ORDERS), size=st.integers(1, 7))
def test_walking_forwards_and_backwards_meets_every_row_once_in_order(drawn, order, size):
    fill(drawn)
    expected = list(Specimen.objects.order_by(*order).values_list("pk", flat=True))
    assert walk(order, size) == expected
    assert walk(order, size, backwards=True) == expected


@few_examples
@given(drawn=rows, more=rows, order=st.sampled_from(ORDERS), size=st.integers(1, 4))
def test_rows_that_come_meanwhile_never_repeat_or_hide_another(drawn, more, order, size):
    fill(drawn)
    before = set(Specimen.objects.values_list("pk", flat=True))
    shelf_id = Shelf.objects.values_list("pk", flat=True)[0]
    waiting = list(more)

    def one_comes() -> None:
        if waiting:
            key, count, late = waiting.pop()
            day, moment = date(2026, 1, 1 + count), datetime(2026, 1, 1, 0, 0, 0, late * 7, tzinfo=UTC)
            Specimen.objects.create(name_key=key, count=count, day=day, seen_at=moment, shelf_id=shelf_id)

    met = walk(order, size, on_page=one_comes)
    assert len(met) == len(set(met))
    assert before <= set(met)


def test_the_ends_have_no_further_pages():
    fill([("a", 0, 0)] * 3)
    page = keyset_page(Specimen.objects.all(), order=("id",), size=3)
    assert (page.next_token, page.previous_token) == (None, None)
    empty = keyset_page(Specimen.objects.none(), order=("id",))
    assert (empty.rows, empty.next_token, empty.previous_token) == ([], None, None)


def damaged_tokens():
    def token(value) -> str:
        return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    yield from ["", "x", "é", "!!!!", "A" * 5000, token("text"), token({"a": 1}), token(["a"]), token(["a", 1, 2])]
    yield from [token(["a", None]), token(["a", "b"]), token(["a", [1]]), token(["a", 2**70]), token(["a\0", 1])]
    yield from [token(["\ud800", 1]), token(["a", float("nan")]), token(["a", float("inf")])]


@pytest.mark.parametrize("token", [token for token in damaged_tokens() if token])
def test_a_token_that_is_not_ours_is_refused(token):
    with pytest.raises(Invalid) as refusal:
        keyset_page(Specimen.objects.all(), order=("name_key", "id"), after=token)
    assert refusal.value.code == "paging.bad_token"


def test_a_token_of_another_order_is_refused_by_type():
    fill([("a", 0, 0), ("b", 1, 1)])
    token = keyset_page(Specimen.objects.all(), order=("name_key", "id"), size=1).next_token
    with pytest.raises(Invalid):
        keyset_page(Specimen.objects.all(), order=("seen_at", "id"), after=token)
    with pytest.raises(Invalid):
        keyset_page(Specimen.objects.all(), order=("id",), before=token)


def test_no_token_is_the_first_page():
    fill([("b", 0, 0), ("a", 1, 1)])
    page = keyset_page(Specimen.objects.all(), order=("name_key", "id"), after="", before="")
    assert [row.name_key for row in page.rows] == ["a", "b"]


def test_counts_stop_at_the_ceiling():
    fill([("a", 0, 0)] * 12)
    assert capped_count(Specimen.objects.all(), 12) == (12, False)
    assert capped_count(Specimen.objects.all(), 11) == (11, True)
    assert capped_count(Specimen.objects.order_by("name"), 0) == (0, True)
    assert capped_count(Specimen.objects.none()) == (0, False)


def test_a_page_among_thousands_of_ties_is_sought_in_the_index():
    columns = ("uid", "name", "name_key", "text", "mail", "colour", "size", "count", "is_rare")
    insert_rows(Specimen, columns, [(new_uid(), "", "tie", "", "", "red", 1, 0, False) for _ in range(3000)])
    token = keyset_page(Specimen.objects.all(), order=("name_key", "id"), size=1).next_token
    with CaptureQueriesContext(connection) as queries:
        keyset_page(Specimen.objects.all(), order=("name_key", "id"), after=token)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE kernel_testing_specimen")
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("EXPLAIN " + queries[0]["sql"])
        else:
            cursor.execute("EXPLAIN QUERY PLAN " + queries[0]["sql"])
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "specimen_by_name" in plan, plan
    # The row comparison is the seek itself: no filter over all that share the first key, no sorting.
    assert "Filter" not in plan, plan
    assert "Sort" not in plan, plan
    assert "TEMP B-TREE" not in plan, plan


def test_the_database_sorts_keys_as_python_does():
    names = [
        "zoë",
        "Zoe",
        "Ægir",
        "abel",
        "Ábel",
        "10",
        "9",
        "_",
        "~",
        "ß",
        "Łukasz",
        "Ω",
        "田",
        "🙂",
        "a b",
        "ab",
        "-a",
    ]
    Specimen.objects.bulk_create(Specimen(name=name, name_key=sort_key(name)) for name in names)
    found = list(Specimen.objects.order_by("name_key").values_list("name_key", flat=True))
    assert found == sorted(map(sort_key, names))
