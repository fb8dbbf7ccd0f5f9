"""The database finds requests and the trash by their indexes, on both."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from amity.customers.people.commands import create_people
from amity.customers.people.drafts import PersonDraft
from amity.kernel.commands import Origin
from amity.kernel.facts.refs import Ref
from amity.kernel.ids import new_uid
from amity.records.kinds.numbers import PERSON
from amity.records.trash.commands import trash_records
from amity.records.trash.queries import trash
from amity.records.undo.requests import facts_of_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(world):
    """People of an import, one of a request, two in the trash."""
    by = world.ada.through(Origin.IMPORT, request_id=str(new_uid()))
    ids = create_people(
        [PersonDraft(full_name=f"P{number}", occurred_at=timezone.now()) for number in range(400)], by=by
    )
    mine = world.ada.through(Origin.PERSON, request_id=str(new_uid()))
    trash_records([Ref(PERSON, person_id) for person_id in ids.written[:2]], by=mine)
    with connection.cursor() as cursor:
        for table in ("person", "fact"):
            cursor.execute(f"ANALYZE {table}")
    return mine.request_id, by.request_id


def plans(read):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        read()
    told = []
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            if query["sql"].startswith("SELECT"):
                cursor.execute(
                    ("EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN ") + query["sql"]
                )
                told.append(" ".join(str(part) for row in cursor.fetchall() for part in row))
    return told


def test_the_facts_of_a_request_come_from_their_index_which_holds_no_import(crowd):
    mine, imported = crowd
    assert len(facts_of_request(mine)) == 2 and facts_of_request(imported) == []
    assert "fact_by_request" in plans(lambda: facts_of_request(mine))[0]


def test_the_trash_comes_from_its_index_and_a_list_does_not_use_it(crowd, world):
    told = plans(lambda: trash(seen_by=world.administrator, kind="people"))
    assert "person_in_trash" in told[0]
    from amity.customers.people.access import visible_to

    rows = visible_to(world.administrator).order_by("name_key", "pk")[:5]
    (plan,) = plans(lambda: list(rows))
    assert "person_by_name" in plan and "person_in_trash" not in plan and "TEMP B-TREE" not in plan
