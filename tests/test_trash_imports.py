"""Importing what lies in the trash."""

import pytest

from amity.customers.orders.models import Order
from amity.customers.people.models import Person
from amity.kernel.facts.refs import Ref
from amity.records.imports.models import SampleRow
from amity.records.imports.tests.importing import counts, imported, previewed, written
from amity.records.kinds.numbers import PERSON
from amity.records.trash.commands import restore_records, trash_records

PEOPLE = """Customer ID,First Name,Last Name,Email
1,Anneke,Visser,anneke@example.com
2,Emre,Demir,emre@example.com
"""
WITHOUT_NUMBERS = """First Name,Last Name,Email
Anneke,Visser,anneke@example.com
"""
ORDERS = """Order Number,Customer ID,Date,Total,Currency
A-1,1,2026-01-05,10.00,EUR
A-2,2,2026-01-06,10.00,EUR
"""


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path, settings):
    settings.DATA_FOLDER = tmp_path / "data"


@pytest.fixture
def trashed(world, tmp_path):
    """Anneke, number 1 of the shop, in the trash."""
    imported(written(tmp_path, PEOPLE), world.ada, source="shop")
    ref = Ref(PERSON, Person.objects.get(given_name="Anneke").pk)
    trash_records([ref], by=world.ada)
    return ref


def test_a_row_with_the_number_of_a_trashed_record_is_refused_with_the_reason(world, tmp_path, trashed):
    preview = previewed(written(tmp_path, PEOPLE, "again.csv"), world.ada, source="shop")
    assert counts(preview) == {"unchanged": 1, "wrong": 1}
    told = str(list(SampleRow.objects.filter(of=preview).values()))
    assert "in the trash; restore it first" in told
    assert counts(imported(written(tmp_path, PEOPLE, "run.csv"), world.ada, source="shop")) == counts(preview)
    restore_records([trashed], by=world.ada)
    assert counts(imported(written(tmp_path, PEOPLE, "back.csv"), world.ada, source="shop")) == {"unchanged": 2}


def test_the_email_of_a_trashed_person_matches_nobody(world, tmp_path, trashed):
    assert counts(imported(written(tmp_path, WITHOUT_NUMBERS), world.ada, source="list")) == {"new": 1}
    assert Person.objects.filter(given_name="Anneke").count() == 2


def test_an_order_of_a_trashed_customer_comes_without_them_and_says_so(world, tmp_path, trashed):
    done = imported(written(tmp_path, ORDERS), world.ada, source="shop", kind="order")
    assert counts(done) == {"new": 2}
    assert {row.number: row.person_id is None for row in Order.objects.all()} == {"A-1": True, "A-2": False}
    preview = previewed(written(tmp_path, ORDERS.replace("A-", "B-"), "b.csv"), world.ada, source="shop", kind="order")
    told = str(list(SampleRow.objects.filter(of=preview).values()))
    assert "“1” is in the trash" in told and "“2” is in the trash" not in told
